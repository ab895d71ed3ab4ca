import assert from "node:assert/strict";
import { describe, it } from "node:test";
import widthOf from "string-width";
import { assertHarmless, assertRefused, prints, together, tutor } from "./helpers.ts";

const FAST = ["lesson", "bottleneck", "--fast"];
const SMALL = ["lesson", "bottleneck", "--steps", "20", "--hidden", "4", "--length", "4", "--batch", "4"];

interface Lesson {
  readonly weights: string;
  readonly models: readonly {
    readonly attention: string;
    readonly step: number;
    readonly by_length: Readonly<Record<string, number>>;
  }[];
}

async function lesson(args: readonly string[]): Promise<Lesson & { readonly losses: readonly string[] }> {
  const { code, stdout, stderr } = await tutor([...args, "--json"], { seconds: 60 });
  assert.equal(code, 0, stderr);
  return { ...(JSON.parse(stdout) as Lesson), losses: stderr.match(/loss \S+/g) ?? [] };
}

describe("the lesson of the bottleneck", together, () => {
  it("when it shows what comes along, then accuracy falls with the length without attention alone", async () => {
    const { weights, models } = await lesson(FAST);
    assert.equal(weights, "shipped");
    const [none, dot] = models.map(({ by_length: of }) => Object.values(of));
    for (const [i, share] of none.slice(1).entries()) assert.ok(share < none[i], `${share} and ${none[i]}`);
    assert.ok(none[0] > 0.8 && none.at(-1)! < 0.4, none.join(" "));
    assert.ok(Math.min(...dot) > 0.99, dot.join(" "));
  });

  it("when both learn here, then a seed gives the same numbers, and another seed others", async () => {
    const [once, again, other] = [
      await lesson(SMALL),
      await lesson([...SMALL, "--workers", "2"]),
      await lesson([...SMALL, "--seed", "2"]),
    ];
    assert.deepEqual(once, again);
    assert.equal(once.losses.length, 2);
    assert.notDeepEqual(once.losses, other.losses);
    assert.equal(once.weights, "trained");
    assert.deepEqual(
      once.models.map(({ attention }) => attention),
      ["none", "dot"],
    );
  });

  it("when they have learned too little to show it, then the page says so, and that more steps are needed", async () => {
    const { stdout } = await tutor(SMALL, { seconds: 60 });
    assert.match(stdout, /That does not show\s+the\s+bottleneck/);
    assert.match(await prints(FAST), /That is the bottleneck/);
  });

  for (const width of [80, 50])
    it(`when it is shown in ${width} columns, then it holds, in ASCII too`, async () => {
      const env = { COLUMNS: String(width) };
      const shown = await prints(FAST, { env });
      assertHarmless(shown);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
      assert.ok(/^[\x00-\x7f]*$/.test(await prints([...FAST, "--ascii"], { env })), "not ASCII");
      for (const line of shown.replace(/^.*rnn-tutor (?:.*\\\n)*.*$/gm, "").split("\n"))
        assert.ok(widthOf(line) <= width, `${widthOf(line)} columns: ${line}`);
    });

  it("when it is asked for as a picture, a table or a page, then it is one", async () => {
    assert.match(await prints([...FAST, "--format", "svg"]), /^<svg [\s\S]*with attention[\s\S]*<\/svg>\n$/);
    assert.match(await prints([...FAST, "--format", "csv"]), /^attention,length,accuracy,whole\nnone,4,/);
    assert.match(await prints([...FAST, "--format", "html"]), /<svg/);
    assert.match(await prints([...FAST, "--format", "markdown"]), /\| 24 /);
  });

  const refused: readonly [args: string[], says: RegExp][] = [
    [["lesson", "vanishing"], /there is no lesson "vanishing"; rnn-tutor lesson bottleneck/],
    [[...FAST, "--steps", "9"], /--fast shows models that are trained already; leave --steps out/],
    [["lesson", "bottleneck", "--steps", "none"], /--steps can't be "none"/],
    [["lesson", "bottleneck", "--set", "x=1"], /lesson takes no --set/],
  ];
  for (const [args, says] of refused)
    it(`when ${args.join(" ")} is asked for, then it is refused`, async () => {
      assertRefused(await tutor(args), says);
    });
});
