import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import widthOf from "string-width";
import type { RunOutput } from "../../src/course/run-schema.ts";
import { assertSame } from "../helpers/numbers.ts";
import { assertRefused, course, folder, prints, sourceOf, together, tutor } from "./helpers.ts";

const here = folder("gradient");
const file = (name: string, text: string): string => {
  writeFileSync(join(here, name), text);
  return join(here, name);
};

const json = async (...args: readonly string[]): Promise<RunOutput> =>
  JSON.parse(await prints(["gradient", ...args, "--json"]));

// 1-D linear, h_t = w h_{t−1} + x_t, with a squared loss: L = ½ ((x_1 − t_1)² + (w x_1 + x_2 − t_2)²)
const linear = file(
  "linear.yaml",
  `model: rnn
convention: { activation: identity, biases: none, output: none }
parameters: { x: [[1.5], [-2]], W_xh: [[1]], W_hh: [[0.5]] }
target: [[1], [0.25]]
`,
);

describe("gradients as numbers", together, () => {
  it("when the 1-D linear RNN is differentiated, then loss and gradients are those of pen and paper", async () => {
    const { loss, gradients = {} } = await json(linear);
    const [e_1, e_2] = [1.5 - 1, 0.5 * 1.5 - 2 - 0.25];
    assertSame(loss as number, (e_1 ** 2 + e_2 ** 2) / 2);
    assertSame(gradients.W_hh, [[e_2 * 1.5]]);
    assertSame(gradients.x_2, [e_2]);
    assertSame(gradients.x_1, [e_1 + 0.5 * e_2]);
    assertSame(gradients.h_0, [0.5 * e_1 + 0.25 * e_2]);
    assert.deepEqual(Object.keys(gradients), ["x_1", "x_2", "h_0", "W_xh", "W_hh"]);
  });

  it("when a cross-entropy is differentiated, then the scores' gradient is the softmax less the class", async () => {
    const { loss, gradients = {}, values } = await json("gru", "--loss", "cross-entropy", "--wrt", "h_t");
    const [a, b] = (values.h_t as number[]).map(Math.exp);
    assertSame(loss as number, -Math.log(b / (a + b)));
    assertSame(gradients.h_t, [a / (a + b), b / (a + b) - 1]);
  });

  it("when a parameter file holds the target, then it is used, and the model's own run takes no notice", async () => {
    const params = file("params.json", JSON.stringify({ x_t: [1, 0], target: [0, 0] }));
    const given = await json("gru", "--params", params);
    const set = await json("gru", "--set", "x_t=1,0", "--set", "target=0,0");
    assert.equal(given.loss, set.loss);
    assert.deepEqual(given.parameters.target, [0, 0]);
    const plain: RunOutput = JSON.parse(await prints(["gru", "--params", params, "--json"]));
    assert.equal(plain.parameters.target, undefined);
    assert.deepEqual(plain.notes, []);
  });

  for (const name of course.filter((one) => /^target:/m.test(sourceOf(one))))
    it(`when ${name} is differentiated, then the JSON keeps its schema, and differences agree`, async () => {
      const output = await json(name, "--verify");
      const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await prints(["schema", "run"])));
      assert.ok(validate(output), JSON.stringify(validate.errors));
      assert.deepEqual(Object.keys(output.verification ?? {}), Object.keys(output.gradients ?? {}));
      for (const [key, { verdict, difference, checked, entries }] of Object.entries(
        output.verification ?? {},
      )) {
        assert.equal(verdict, "agrees", key);
        assert.equal(checked, entries, key);
        assert.ok(difference < 1e-6, `${key}: ${difference}`);
      }
    });

  for (const [name, convention] of [
    ["rnn", "activation=relu"],
    ["rnn", "output=none,biases=two"],
    ["lstm", "coupled=yes"],
    ["lstm", "pytorch"],
    ["gru", "cho2014"],
    ["gru-sequence", "pytorch"],
  ])
    it(`when ${name} is differentiated in the convention ${convention}, then differences agree`, async () => {
      const more =
        name === "rnn" && convention.startsWith("output") ? ["--set", "target=[[1,0],[0,1],[0,0]]"] : [];
      const { verification = {} } = await json(name, "--convention", convention, "--verify", ...more);
      for (const [key, { verdict }] of Object.entries(verification)) assert.equal(verdict, "agrees", key);
    });

  it("when csv is asked for, then gradients are records of their own", async () => {
    const rows = (await prints(["gradient", "rnn", "--format", "csv"])).split("\n");
    assert.equal(rows.filter((row) => row.startsWith("d_W_hh,")).length, 4);
  });
});

describe("gradients as a page", together, () => {
  it("when rnn is worked backwards, then its lines stand from the loss back to the parameters", async () => {
    const page = await prints(["gradient", "rnn"]);
    const wanted = [
      "L = L_1 + L_2 + L_3",
      "∂L/∂y_3 = y_3 − target_3",
      "∂L/∂h_3 = W_hyᵀ ∂L/∂y_3",
      "∂L/∂a_3 = ∂L/∂h_3 ⊙ (1 − h_3²)",
      "∂L/∂h_2 = W_hyᵀ ∂L/∂y_2 + W_hhᵀ ∂L/∂a_3",
      "∂L/∂h_0 = W_hhᵀ ∂L/∂a_1",
      "∂L/∂W_hh = ∂L/∂a_1 h_0ᵀ + ∂L/∂a_2 h_1ᵀ + ∂L/∂a_3 h_2ᵀ",
      "∂L/∂B_y = ∂L/∂y_1 + ∂L/∂y_2 + ∂L/∂y_3",
    ];
    const at = wanted.map((line) => page.indexOf(line));
    assert.ok(!at.includes(-1), `missing: ${wanted[at.indexOf(-1)]}`);
    assert.deepEqual(
      at,
      [...at].sort((a, b) => a - b),
    );
  });

  it("when --wrt names one matrix, then nothing else is worked", async () => {
    const page = await prints(["gradient", "rnn", "--wrt", "W_hy"]);
    assert.match(page, /∂L\/∂W_hy =/);
    assert.doesNotMatch(page, /∂L\/∂h_3|∂L\/∂W_hh/);
  });

  it("when --verify is given, then the table says what was compared", async () => {
    const page = await prints(["gradient", "rnn", "--verify"]);
    assert.match(page, /∂L\/∂W_hh\s+│ 4\s+│ .*│ agrees/);
    assert.match(page, /All 21 entries agree/);
  });

  it("when a sequence is long, then its first and last steps are worked, and sums are cut short", async () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i / 20]);
    const long = file(
      "long.json",
      JSON.stringify({
        model: "rnn",
        parameters: { x: rows, W_xh: [[1]], W_hh: [[0.5]], B_h: [0] },
        target: rows,
      }),
    );
    const page = await prints(["gradient", long]);
    assert.match(page, /Steps 7 to 19 are worked in the same way/);
    assert.match(page, /∂L\/∂W_hh = ∂L\/∂a_1 h_0ᵀ \+ ∂L\/∂a_2 h_1ᵀ \+ … \+ ∂L\/∂a_20 h_19ᵀ/);
    assert.match(await prints(["gradient", long, "--all"]), /Backwards, step 12 of 20/);
  });

  for (const args of [
    ["gru"],
    ["lstm", "--verify"],
    ["bptt", "--verify"],
    ["gru-sequence", "--ascii", "--verify"],
  ])
    for (const width of [80, 50])
      it(`when gradient ${args.join(" ")} is shown in ${width} columns, then no line is wider`, async () => {
        const page = await prints(["gradient", ...args], { env: { COLUMNS: String(width) } });
        for (const line of page.split("\n")) assert.ok(widthOf(line) <= width, line);
        if (args.includes("--ascii")) assert.match(page, /^[\n\x20-\x7e]*$/);
        assert.doesNotMatch(page, /\?|undefined|NaN|null/);
      });

  for (const format of ["markdown", "latex"])
    it(`when ${format} is asked for, then derivatives are fractions`, async () => {
      const page = await prints(["gradient", "rnn", "--format", format, "--verify"]);
      assert.match(page, /\\frac\{\\partial L\}\{\\partial W_\{hh\}\}/);
      assert.doesNotMatch(page, /undefined|= \$|∂/);
    });
});

describe("gradients that can't be had", together, () => {
  const rows: readonly [args: readonly string[], says: RegExp][] = [
    [["gru", "--loss", "crossentropy"], /--loss can't be "crossentropy"; did you mean cross-entropy\?/],
    [["rnn", "--loss", "cross-entropy"], /y_t has 1 entry.*two outputs or more/],
    [
      ["rnn", "--set", "target=1,2"],
      /target is a vector of 2, but y_t has 1 entry over 3 steps; it takes a matrix of 3×1/,
    ],
    [["rnn", "--convention", "output=none"], /target is 3×1, but h_t has 2 entries over 3 steps/],
    [["bptt", "--set", "target=0,1"], /target is a vector of 2.*it takes 3 classes, one a step/],
    [["bptt", "--set", "target=0,3,1"], /target, entry 2, is 3, which is no class of y_t: 0 to 2/],
    [["bptt", "--set", "target=0,-1,1"], /entry 2, is -1, which is no class/],
    [["bptt", "--set", "target=0,0.5,1"], /entry 2, is 0.5, which is no class/],
    [["bptt", "--loss", "squared"], /target is missing: 3 numbers for y_t a step/],
    [["rnn", "--wrt", "W_hz"], /--wrt W_hz: there is no such quantity; did you mean W_hh or W_hy\?/],
    [["gruu"], /there is no exercise "gruu"; did you mean gru\?/],
    [[], /missing required argument/],
  ];
  for (const [args, says] of rows)
    it(`when gradient ${args.join(" ")} is asked for, then it is refused with ${says}`, async () => {
      assertRefused(await tutor(["gradient", ...args]), says);
    });

  it("when a file's target does not fit, then its place is told", async () => {
    const bad = file(
      "bad.yaml",
      "model: rnn\nparameters: { x: [[1]], W_xh: [[1]], W_hh: [[1]], B_h: [0] }\ntarget: [[1, 2]]\n",
    );
    assertRefused(
      await tutor(["gradient", bad]),
      /bad\.yaml:3:9 {2}target is 1×2, but h_t has 1 entry over 1 step/,
    );
  });
});
