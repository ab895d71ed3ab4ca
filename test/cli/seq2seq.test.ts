import assert from "node:assert/strict";
import { describe, it } from "node:test";
import widthOf from "string-width";
import { assertHarmless, assertRefused, prints, together, tutor } from "./helpers.ts";

// The case changer as a user runs it.

const STUDENT = "<U> I am a student";
const LONG = `<L> ${"The quick brown fox jumps over the LAZY dog. ".repeat(3).trim()}`;

const json = async (...args: string[]) =>
  JSON.parse(await prints(["seq2seq", "--json", ...args])) as Record<string, unknown> & {
    output: string;
    steps?: { step: number; written: string; weights?: number[]; state?: number[] }[];
  };

describe("what it writes", together, () => {
  const outputs: readonly [args: string[], output: string, right: boolean][] = [
    [[STUDENT], "I AM A STUDENT", true],
    [["<L> I am a student"], "i am a student", true],
    [[], "I AM A STUDENT", true],
    [[STUDENT, "--transformer"], "I AM A STUDENT", true],
    [["<U> I a", "--no-attention"], "I A", true],
    [[STUDENT, "--no-attention"], "I AMI AMI AMI A", false],
    [[STUDENT, "--no-attention", "--hidden", "106"], "I AM A STUDENT", true],
    [["--", "<U> -x --step 2"], "-X --STEP 2", true],
    [["<U>", "several", "words"], "SEVERAL WORDS", true],
    [["<U>  $x$ & \\ {a} ~ `b` "], " $X$ & \\ {A} ~ `B` ", true],
    [[LONG], LONG.slice(4).toLowerCase(), true],
    [[LONG, "--transformer"], LONG.slice(4).toLowerCase(), true],
  ];
  for (const [args, output, right] of outputs)
    it(`when seq2seq ${args.join(" ").slice(0, 60)} is asked for, then it writes ${output.slice(0, 40)}`, async () => {
      const found = await json(...args);
      assert.equal(found.output, output);
      assert.equal(found.right, right);
      assert.equal(found.steps, undefined);
    });

  it("when the page is shown, then it holds the output", async () => {
    assert.match(await prints(["seq2seq", STUDENT]), /^ +writes +I AM A STUDENT$/m);
  });

  it("when dollar signs are written, then they stay dollar signs", async () => {
    assert.match(await prints(["seq2seq", "<U> $x_1$ and $y$"]), /^ +writes +\$X_1\$ AND \$Y\$$/m);
  });
});

describe("steps", together, () => {
  it("when --step is given, then every step is there and its weights sum to 1", async () => {
    const { steps = [] } = await json(STUDENT, "--step");
    assert.deepEqual(
      steps.map(({ step }) => step),
      Array.from({ length: 15 }, (_, i) => i + 1),
    );
    for (const { weights = [], state = [] } of steps) {
      assert.ok(Math.abs(weights.reduce((a, b) => a + b, 0) - 1) < 1e-12);
      assert.equal(state.length, 32);
    }
  });

  for (const args of [["--step", "2"], ["--step=2"]])
    it(`when ${args.join(" ")} is given, then the second step alone is shown`, async () => {
      const { steps = [] } = await json(STUDENT, ...args);
      assert.deepEqual(
        steps.map(({ step, written }) => [step, written]),
        [[2, " "]],
      );
      const page = await prints(["seq2seq", ...args, STUDENT]);
      assert.match(page, /Step 2 of 15/);
      assert.match(page, /s_2 = tanh\(W_ss s_1 \+ W_ys y_1 \+ B_s\)/);
      assert.match(page, /looks at\s+position 2, a space/);
      assert.match(page, /▸ ␣/);
    });

  it("when --step stands before another exercise, then it names no step", async () => {
    assert.equal(await prints(["--step", "gru"]), await prints(["gru", "--step"]));
  });

  it("when a weight is asked for as CSV, then every step has one for every token", async () => {
    const lines = (await prints(["seq2seq", "<U> Hi", "--format", "csv"])).trim().split("\n");
    assert.equal(lines[0], "step,written,position,token,weight");
    assert.equal(lines.length, 1 + 3 * 4);
  });
});

describe("what it can't use", together, () => {
  const refused: readonly [args: string[], says: RegExp][] = [
    [[""], /the sentence is empty/],
    [["<U>"], /nothing stands after <U>/],
    [["I am"], /has no prompt/],
    [["<u> I am"], /did you mean <U>\?/],
    [["<U> <L> I am"], /two prompts/],
    [["<U> naïve"], /character 3 of the sentence is "ï" \(U\+00EF\)/],
    [["<U> \u001b[31mred"], /character 1 of the sentence is U\+001B/],
    [["<U> 👩‍🚀"], /character 1 of the sentence is "👩" \(U\+1F469\) \(and 2 more\)/],
    [[`<U> ${"long ".repeat(20_000)}`], /the sentence has 100000 characters, and this model counts to 141/],
    [[STUDENT, "--step", "0"], /--step can't be "0"; it is a step from 1 to 15/],
    [[STUDENT, "--step", "16"], /--step can't be "16"; it is a step from 1 to 15/],
    [[STUDENT, "--step=two"], /--step can't be "two"/],
    [[STUDENT, "--hidden", "50"], /--hidden goes with --no-attention/],
    [
      [STUDENT, "--no-attention", "--hidden", "7"],
      /--hidden can't be "7"; it is a whole number from 8 to 995/,
    ],
    [[STUDENT, "--no-attention", "--hidden", "1e2"], /--hidden can't be "1e2"/],
    [[STUDENT, "--no-attention", "--transformer"], /can't go together/],
    [[STUDENT, "--part", "z"], /--part can't be "z"; it is one of a, b, c, d, e, erratum/],
    [[STUDENT, "--set", "W_a=1"], /seq2seq takes no --set/],
    [[STUDENT, "--convention", "pytorch"], /seq2seq takes no --convention/],
    [["-x"], /unknown option '-x'/],
  ];
  for (const [args, says] of refused)
    it(`when seq2seq ${JSON.stringify(args.join(" ").slice(0, 50))} is asked for, then it is refused with ${says.source.slice(0, 50)}`, async () => {
      assertRefused(await tutor(["seq2seq", ...args]), says);
    });
});

describe("screens", together, () => {
  const pages = [
    [STUDENT],
    [STUDENT, "--step"],
    [STUDENT, "--step", "12"],
    [STUDENT, "--no-attention", "--step"],
    [STUDENT, "--transformer", "--step", "3"],
    [LONG],
    ...["a", "b", "c", "d", "e", "erratum"].map((part) => [STUDENT, "--part", part]),
  ];
  for (const page of pages)
    for (const width of [80, 50])
      it(`when seq2seq ${page.join(" ").slice(0, 50)} is shown in ${width} columns, then it holds, in ASCII too`, async () => {
        const env = { COLUMNS: String(width) };
        const shown = await prints(["seq2seq", ...page], { env });
        const plain = await prints(["seq2seq", ...page, "--ascii"], { env });
        assertHarmless(shown);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
        assert.ok(/^[\x00-\x7f]*$/.test(plain), "not ASCII");
        for (const line of withoutCommands(shown).split("\n"))
          assert.ok(widthOf(line) <= width, `${widthOf(line)} columns: ${line}`);
      });

  it("when a page is made for documents, then every format has it", async () => {
    for (const format of ["markdown", "latex", "csv", "json"])
      for (const step of [["--step"], ["--step", "2"]])
        assert.ok((await prints(["seq2seq", STUDENT, ...step, "--format", format])).length > 200);
  });
});

/** Without the lines of commands, which are to be typed as they stand. */
const withoutCommands = (text: string): string => text.replace(/^.*rnn-tutor (?:.*\\\n)*.*$/gm, "");
