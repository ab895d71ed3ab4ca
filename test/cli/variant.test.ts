import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { assertRefused, folder, prints, together, tutor } from "./helpers.ts";

const numbersIn = (text: string) => JSON.parse(text).values as Record<string, number[]>;

describe("--variant", together, () => {
  it("when a variant is shown, then its code is in the head and in the commands that go on with it", async () => {
    const page = await prints(["gru", "--variant", "7"]);
    assert.match(page, /^3\.2 {2}GRU, one step, variant 1:7 /);
    assert.match(page, /x_t = \[0\.9, 0\.2\]/);
    assert.match(page, /rnn-tutor gru --variant 1:7 --step\n/);
    assert.doesNotMatch(page, /share/);
  });

  it("when its code is given in full, or its level apart, then it is the same page", async () => {
    assert.equal(await prints(["gru", "--variant", "1:7"]), await prints(["gru", "--variant", "7"]));
    assert.equal(
      await prints(["gru", "--variant", "7", "--level", "hard"]),
      await prints(["gru", "--variant", "1:7:hard"]),
    );
  });

  it("when its results are handed in, then check finds them right, on the same numbers", async () => {
    const values = numbersIn(await prints(["gru", "--variant", "7", "--json"]));
    const answers = Object.entries(values).map(([key, value]) => `${key}=${value.map((x) => x.toFixed(4))}`);
    const page = await prints(["check", "gru", "--variant", "7", ...answers]);
    assert.match(page, /variant 1:7 +4 of 4 right/);
    const { code } = await tutor(["check", "gru", ...answers]);
    assert.equal(code, 1);
  });

  it("when a form of it is checked against other numbers, then it says whose it is", async () => {
    const form = (await prints(["answers", "gru", "--variant", "7"])).replace(
      "z_t: []",
      "z_t: [0.5818, 0.2809]",
    );
    const file = join(folder("form"), "answers.yaml");
    writeFileSync(file, form);
    assert.match((await tutor(["check", "gru", "--variant", "7", file])).stdout, /✓ z_t/);
    assertRefused(
      await tutor(["check", "gru", file]),
      /:3:10 {2}these are answers to variant 1:7; --variant 1:7 checks them/,
    );
  });

  const worked: readonly (readonly [args: readonly string[], shows: RegExp])[] = [
    [["gru", "--step"], /0\.9 {3}0\.5/],
    [["hint", "gru", "h_t", "3"], /variant 1:7 +hint 3 of 3/],
    [["hint", "gru"], /rnn-tutor hint gru --variant 1:7 2/],
    [["answers", "gru"], /rnn-tutor check gru --variant 1:7 answers\.yaml/],
    [["gradient", "gru"], /variant 1:7/],
    [["explain", "gru"], /variant 1:7/],
    [["equations", "gru"], /GRU/],
    [["diagram", "gru", "--values"], /z_t 0\.58/],
    [["sweep", "gru"], /z_t/],
    [["vanishing", "gru-sequence"], /gru-sequence/],
    [["check", "gru", "z_t=0.5818,0.2809"], /✓ z_t/],
  ];
  for (const [args, shows] of worked)
    it(`when ${args.join(" ")} is asked with it, then it has its numbers`, async () => {
      assert.match(await prints([...args, "--variant", "7"]), shows);
    });

  it("when expand is asked with it, then the weight is the variant's", async () => {
    const { w } = JSON.parse(await prints(["linear-rnn", "--variant", "7", "--json"])).parameters;
    const found = JSON.parse(await prints(["expand", "--variant", "7", "--json"]));
    assert.deepEqual(
      found.numbers.map((one: { w: number }) => one.w),
      [w],
    );
  });

  for (const [name, args] of [
    ["run", ["gru", "--variant", "1:7:easy", "--json"]],
    ["run", ["gradient", "gru-sequence", "--variant", "7", "--json"]],
    ["check", ["check", "gru", "--variant", "7", "z_t=0.5818,0.2809", "--json"]],
  ] as const)
    it(`when ${args.join(" ")} is printed, then it carries the code, as the schema of ${name} says`, async () => {
      const output: { exercise: { variant: string } } = JSON.parse(await prints(args));
      const holds = new Ajv({ strict: false }).compile(JSON.parse(await prints(["schema", name])));
      assert.equal(output.exercise.variant, args[2] === "1:7:easy" ? "1:7:easy" : "1:7");
      assert.ok(holds(output), JSON.stringify(holds.errors));
    });

  it("when --set comes with it, then that number alone is another", async () => {
    const set = ["gru", "--variant", "7", "--set", "x_t=1,0", "--json"];
    const [own, changed] = [
      JSON.parse(await prints(["gru", "--variant", "7", "--json"])).parameters,
      JSON.parse(await prints(set)).parameters,
    ];
    assert.deepEqual(changed, { ...own, x_t: [1, 0] });
  });

  it("when a file of one's own is varied, then the commands name the file", async () => {
    const path = join(folder("own"), "mine.yaml");
    writeFileSync(path, "model: linear-rnn\ntitle: Mine\nparameters: { u: [1, 2], h_0: 0, w: 0.5 }\n");
    const page = await prints([path, "--variant", "3"]);
    assert.match(page, /^mine {2}Mine, variant 1:3/);
    assert.ok(page.includes(`rnn-tutor ${path} --variant 1:3 --step`));
  });

  const refused: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["gru", "--variant", "x"], /--variant can't be "x"/],
    [["gru", "--variant", "2:7"], /was drawn by generator 2; this release has 1/],
    [["gru", "--variant", "7", "--level", "mean"], /--level can't be "mean"; a level is one of easy, normal/],
    [["gru", "--level", "hard"], /--level goes with --variant/],
    [["gru", "--variant", "7", "--params", "p.yaml"], /--variant and --params both bring all the numbers/],
    [["--variant", "7"], /name an exercise/],
    [["3.4", "--variant", "7"], /3\.4 has no numbers to vary; rnn-tutor practice lists what has/],
    [["check", "2.2c", "w", "--variant", "7"], /2\.2c has no numbers to vary/],
    [["explain", "all", "--variant", "7"], /has no numbers to vary/],
    [["positional-encoding", "--variant", "7"], /has no numbers to vary: they follow from the positions/],
    [["seq2seq", "--variant", "7"], /seq2seq takes no --variant/],
    [["diagram", "gru", "--variant", "x"], /--variant can't be "x"/],
    [["vanishing", "--variant", "7"], /--variant changes an exercise; name one/],
    [["gru", "--variant", "7", "--set", "x_t=1,2,3"], /x_t is a vector of 3/],
  ];
  for (const [args, says] of refused)
    it(`when ${args.join(" ")} is asked, then one line says what is wrong`, async () => {
      assertRefused(await tutor(args), says);
    });

  for (const [words, answers] of [
    [
      ["gru", "--level", ""],
      ["easy", "normal", "hard"],
    ],
    [["practice", "gru-"], ["gru-sequence"]],
    [["practice", "gru", "--see"], ["--seed"]],
    [["check", "gru", "--var"], ["--variant"]],
  ] as const)
    it(`when ${JSON.stringify(words)} is completed, then ${answers} may follow`, async () => {
      const lines = (await prints(["complete", "--", ...words])).trimEnd().split("\n").slice(0, -1);
      const found = lines.map((line) => line.split("\t")[0]);
      assert.deepEqual(
        found.filter((word) => answers.some((answer) => answer === word)),
        answers,
      );
    });
});
