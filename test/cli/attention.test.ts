import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { widthOf } from "../../src/text/width.ts";
import { assertRefused, prints, together, tutor } from "./helpers.ts";

// The built program on attention and the Transformer, as a student sees it.

const exercises = [
  ...["attention", "attention-causal", "additive-attention", "multi-head"],
  ...["positional-encoding", "layer-norm", "transformer", "transformer-decoder"],
];

const attentive = exercises.filter((name) => !/positional|norm/.test(name));

describe("the worked pages", together, () => {
  for (const name of exercises)
    for (const [columns, ascii] of [
      ["80", false],
      ["50", false],
      ["50", true],
    ] as const)
      for (const detail of ["--step", "--step=fine"])
        it(`when ${name} ${detail} is printed in ${columns} columns${ascii ? " of ASCII" : ""}, then it fits`, async () => {
          const args = [name, detail, ...(ascii ? ["--ascii"] : [])];
          const text = await prints(args, { env: { COLUMNS: columns } });
          for (const line of text.split("\n")) assert.ok(widthOf(line) <= Number(columns), line);
          if (ascii) assert.match(text, /^[\n\x20-\x7e]*$/);
          if (ascii) assert.ok(!/\?(?! )/.test(text.replaceAll("?\n", "\n")), "nothing without a substitute");
          assert.ok(!/undefined|NaN|\[object/.test(text));
        });

  for (const name of attentive)
    it(`when ${name} is worked, then its weights are a heatmap whose rows sum to 1`, async () => {
      const text = await prints([name, "--step"]);
      const map = text.slice(text.indexOf("   sum\n"));
      assert.match(text, /^(.*: a|A)ttention weights/m);
      assert.match(map, /^ {3}\S.* {2}1\.00$/m);
      assert.match(map, /blank below 0\.05, ░ from 0\.05/);
    });

  it("when attention is worked, then tokens go by their words and a softmax as students do it", async () => {
    const text = await prints(["attention", "--step"]);
    assert.match(text, /scores = \(1\/√d_k\) Q Kᵀ/);
    assert.match(text, /│ exp\(scores\) +│ +│ weights/);
    assert.match(text, /│ +I +am +here │ row sum │ +I +am +here │/);
    assert.match(
      text,
      /│ here │ 8\.3421 {2}2\.0281 {2}16\.9188 │ 27\.2891 │ 0\.3057 {2}0\.0743 {2}0\.6200 │/,
    );
  });

  it("when a multiplication is opened, then it names the token and the column", async () => {
    const text = await prints(["attention", "--step=fine"]);
    assert.match(text, /^ +am, dim 1: {2}0·1 \+ 1·1 = 0\.0000 \+ 1\.0000 = 1\.0000$/m);
  });

  it("when a mask is causal, then −∞ is shown and has no weight", async () => {
    const text = await prints(["attention-causal", "--step"]);
    assert.match(text, /│ I +│ 0\.7071 +−∞ +−∞ │/);
    assert.match(text, /│ I +│.*│ 1\.0000 {2}0\.0000 {2}0\.0000 │/);
    const { values } = JSON.parse(await prints(["attention-causal", "--json"]));
    assert.deepEqual(values.masked[0].slice(1), [null, null]);
    assert.deepEqual(values.weights[0], [1, 0, 0]);
  });

  it("when the norm comes first, then so do its lines", async () => {
    const text = await prints(["transformer", "--step", "--convention", "norm=pre"]);
    assert.ok(text.indexOf("Norm 1 ──") < text.indexOf("Self-attention ──"));
    assert.match(text, /output = R_1 \+ ffn/);
  });
});

describe("probes", together, () => {
  for (const name of exercises)
    it(`when ${name} is asked, then its probes are questions there and answered on the worked page`, async () => {
      const [question, worked] = await Promise.all([prints([name]), prints([name, "--step"])]);
      const [, asked] = question.split("Then say\n");
      assert.match(asked, / · \S.*\?/);
      assert.ok(!/, with \d/.test(question));
      assert.match(worked.split("Then say\n")[1], /\? +\S|\?\n? +\S/);
    });

  it("when the numbers are the user's, then the answers are those numbers'", async () => {
    const text = await prints(["attention", "--step", "--set", "X=[[9,0],[0,0],[0,0]]"]);
    assert.match(text.replace(/\n +/g, " "), /Which token does query 3 attend to least.*? I, with 0\.3333/);
  });
});

describe("what can't be used", together, () => {
  const rows: readonly (readonly [args: string[], says: RegExp])[] = [
    [["multi-head", "--convention", "heads=3"], /W_Q has 4 columns, which 3 heads can't share/],
    [["multi-head", "--convention", "heads=5"], /heads can't be "5".*1, 2, 3, 4, 6, 8/],
    [["attention", "--set", "X=1,2,3"], /X is a vector of 3, but W_Q is 2×2/],
    [
      ["attention", "--set", "mask=1,0,0;0,0,0;1,1,1", "--convention", "mask=given"],
      /leaves query 2 nothing to see/,
    ],
    [
      ["attention", "--set", "mask=1,0,0;0,1,0;1,1,-1", "--convention", "mask=given"],
      /mask takes 1 .* 0 elsewhere/,
    ],
    [["attention", "--convention", "mask=given"], /mask is missing/],
    [["attention", "--convention", "inputs=qkv"], /Q is missing/],
    [["attention", "--set", "M=1"], /unknown key/],
    [["attention", "--set", "x_t=1,2"], /unknown key/],
    [["transformer", "--convention", "block=decoder"], /H is missing: the encoder's output/],
    [["attention", "--set", "X=1e200,0;0,1e200;1,1"], /scores is too large/],
  ];
  for (const [args, says] of rows)
    it(`when it is ${args.join(" ")}, then one line says why`, async () =>
      assertRefused(await tutor(args), says));
});
