import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readQuestion } from "../../../src/course/read-file.ts";
import { run } from "../../../src/course/run.ts";
import { type Level, levels, readVariant, variantText } from "../../../src/course/variant/code.ts";
import { variantOf } from "../../../src/course/variant/variant.ts";
import type { Convention } from "../../../src/models/model.ts";
import { everyConvention } from "../../helpers/conventions.ts";
import { exerciseOf, shipped, shippedCalled } from "../../helpers/exercises.ts";

const varied = shipped.filter(({ exercise }) => exercise.file.model !== "positional-encoding");
const variant = (name: string, number: number, level: Level = "normal", convention?: Convention) =>
  variantOf(shippedCalled(name), { version: 1, number, level }, convention, run);

describe("when version 1 draws, then it is these numbers, in every release", () => {
  for (const [name, level, parameters] of [
    [
      "gru",
      "normal",
      {
        ...{
          x_t: [0.9, 0.2],
          h_prev: [-0.8, -0.3],
          W_z: [
            [0.9, 0.5],
            [-0.5, -0.4],
          ],
        },
        ...{
          U_z: [
            [0.3, -0.2],
            [0.5, 0.7],
          ],
          b_z: [-0.4, 0.2],
          W_r: [
            [0.1, 0.2],
            [-0.8, -0.9],
          ],
        },
        ...{
          U_r: [
            [-0.1, -0.4],
            [-0.5, -0.6],
          ],
          b_r: [-0.1, -0.4],
          W_h: [
            [-0.9, 0.1],
            [-0.6, -0.2],
          ],
        },
        ...{
          U_h: [
            [0.6, -0.9],
            [0.7, -0.4],
          ],
          b_h: [0.1, 0.5],
        },
      },
    ],
    [
      "lstm",
      "easy",
      {
        ...{ x_t: [0.7, -0.1], h_prev: [-0.7], c_prev: [-0.8], W_i: [[0.2, 0.1]], U_i: [[-0.8]], b_i: [0.2] },
        ...{ W_f: [[-0.1, -0.9]], U_f: [[-0.4]], b_f: [0.3], W_o: [[0.1, 0.4]], U_o: [[-0.3]], b_o: [0.1] },
        ...{ W_g: [[-0.8, -0.3]], U_g: [[0.6]], b_g: [-0.2] },
      },
    ],
    [
      "attention",
      "hard",
      {
        ...{
          X: [
            [0.82, -0.7],
            [0.42, -1.39],
            [0.07, 1.11],
            [-0.79, 1.16],
          ],
          W_Q: [
            [-0.33, -0.87],
            [0.51, 0.61],
          ],
        },
        ...{
          W_K: [
            [0.44, -0.99],
            [0.43, 1.07],
          ],
          W_V: [
            [0.71, -0.28],
            [0.75, 1.2],
          ],
        },
      },
    ],
  ] as const)
    it(`7 of ${name}, ${level}`, () => {
      assert.deepEqual(variant(name, 7, level).file.parameters, parameters);
    });

  // of the parameters and the targets of 1, 2 and 3 at every level
  for (const [name, digest] of [
    ["gru", "5bc3915f0dbb6d49"],
    ["gru-sequence", "3939d640fe861bb2"],
    ["lstm", "b0b5ddfe325ae981"],
    ["rnn", "2ebb9ba440fdccea"],
    ["bptt", "fe2da1bca0d2a216"],
    ["linear-rnn", "069632f9505b3ce2"],
    ["attention", "c8beab97d7d5c1e5"],
    ["attention-causal", "76aa03ecc34cdc6b"],
    ["multi-head", "5ff63a663c692885"],
    ["additive-attention", "1e078c75cbb67bed"],
    ["layer-norm", "83ef9783627602f5"],
    ["transformer", "391e54dd15e4f0e2"],
    ["transformer-decoder", "9cb40d2ebf4be8f5"],
  ] as const)
    it(`1 to 3 of ${name} at every level`, () => {
      const all = levels.flatMap((level) =>
        [1, 2, 3].map((number) => {
          const { parameters, target, classes } = variant(name, number, level).file;
          return [parameters, target, classes];
        }),
      );
      assert.equal(createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 16), digest);
    });
});

const anyVariant = fc.record({
  name: fc.constantFrom(...varied.map(({ name }) => name)),
  number: fc.integer({ min: 0, max: 999_999_999 }),
  level: fc.constantFrom(...levels),
});

const flat = (value: unknown): number[] => [value].flat(3) as number[];

describe("when a variant has any number and level", () => {
  it("then its numbers have one decimal, two at the hard level, and none is 0 but a start from zero", () => {
    fc.assert(
      fc.property(anyVariant, ({ name, number, level }) => {
        const { parameters } = variant(name, number, level).file;
        for (const [key, value] of Object.entries(parameters)) {
          const isStart = flat(value).every((x) => x === 0);
          if (isStart) assert.match(key, /^[hc]_0$/);
          for (const x of isStart ? [] : flat(value)) {
            assert.match(String(Math.abs(x)), level === "hard" ? /^\d(\.\d{1,2})?$/ : /^\d(\.\d)?$/);
            assert.ok(x !== 0 && Math.abs(x) <= 4, `${key} holds ${x}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("then no gate is shut or wide open, no softmax is decided, and every line is a number", () => {
    fc.assert(
      fc.property(anyVariant, ({ name, number, level }) => {
        const { graph, values } = run(variant(name, number, level));
        for (const { key, expr } of graph.lines) {
          const data = Array.from(values.get(key)?.data ?? []);
          if (expr.kind === "map" && expr.fields.fn === "sigmoid")
            assert.ok(
              data.every((x) => x > 0.09 && x < 0.91),
              `${key}: ${data}`,
            );
          if (expr.kind === "map" && expr.fields.fn === "tanh")
            assert.ok(
              data.every((x) => Math.abs(x) < 0.98),
              `${key}: ${data}`,
            );
          // the first row under a causal mask is 1, 0, 0
          if (expr.kind === "softmax")
            assert.ok(
              data.every((x) => x < 0.95 || x === 1),
              `${key}: ${data}`,
            );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("then it is drawn again as it was, whatever was drawn between", () => {
    fc.assert(
      fc.property(anyVariant, fc.nat({ max: 1000 }), ({ name, number, level }, other) => {
        const first = variant(name, number, level);
        variant(name, other, level);
        assert.deepEqual(variant(name, number, level), first);
      }),
      { numRuns: 20 },
    );
  });

  it("then its code says it again", () => {
    fc.assert(
      fc.property(anyVariant, ({ number, level }) => {
        const code = { version: 1, number, level } as const;
        assert.deepEqual(readVariant(variantText(code), undefined), code);
      }),
    );
  });
});

describe("when another convention is asked for", () => {
  for (const { name, exercise } of varied) {
    const { model } = run(exercise);
    it(`then what ${name} has under both has the same numbers, and every convention can be run`, () => {
      const own = variant(name, 4).file.parameters as Record<string, unknown>;
      for (const convention of everyConvention(model).filter(({ heads = "1" }) => Number(heads) < 3)) {
        const other = variant(name, 4, "normal", convention);
        const theirs = other.file.parameters as Record<string, unknown>;
        for (const [key, value] of Object.entries(theirs))
          if (key in own && JSON.stringify(own[key]).length === JSON.stringify(value).length)
            assert.deepEqual(value, own[key], key);
        // 3 columns have no 2 heads
        if (model.name !== "transformer" || convention.heads === "1") run(other, { convention });
      }
    });
  }
});

describe("when an exercise becomes a variant", () => {
  it("then what speaks of its own numbers is left out, and its hints stay", () => {
    const { file, title, variant: code } = variant("gru", 7);
    assert.equal(title, "GRU, one step, variant 1:7");
    assert.equal(code, "1:7");
    assert.equal(file.solution, undefined);
    assert.equal(file.errata, undefined);
    assert.equal(file.published, undefined);
    assert.deepEqual(file.hints, shippedCalled("gru").file.hints);
    assert.doesNotMatch(file.statement ?? "", /share/);
  });

  for (const [name, level, sizes] of [
    ["gru", "easy", { input: 2, hidden: 1 }],
    ["gru", "normal", { input: 2, hidden: 2 }],
    ["gru", "hard", { input: 3, hidden: 3 }],
    ["attention", "easy", { tokens: 2, model: 2 }],
    ["attention", "hard", { tokens: 4, model: 2 }],
    ["transformer-decoder", "hard", { tokens: 3, source: 3, model: 3 }],
  ] as const)
    it(`then ${name} at the level ${level} has ${JSON.stringify(sizes)}`, () => {
      const found = run(variant(name, 2, level)).parameters.sizes;
      assert.deepEqual(Object.fromEntries(Object.keys(sizes).map((key) => [key, found[key]])), sizes);
    });

  for (const [name, level, statement] of [
    ["gru", "easy", "The same task with other numbers, fewer of them."],
    ["gru", "normal", "The same task with other numbers."],
    ["gru", "hard", "The same task with other numbers, more of them, in two decimals."],
    ["linear-rnn", "easy", "The same task with other numbers."],
    ["linear-rnn", "hard", "The same task with other numbers, in two decimals."],
  ] as const)
    it(`then ${name} at the level ${level} says: ${statement}`, () => {
      assert.equal(variant(name, 2, level).file.statement, statement);
    });

  it("then the words of its tokens and the questions about them stay where there are as many", () => {
    assert.deepEqual(variant("attention", 2).file.tokens, ["I", "am", "here"]);
    assert.ok(variant("attention", 2).file.probes);
    assert.equal(variant("attention", 2, "hard").file.tokens, undefined);
    assert.equal(variant("attention", 2, "easy").file.probes, undefined);
  });

  it("then targets and classes fit its sizes", () => {
    assert.equal(flat(variant("gru-sequence", 5, "hard").file.target).length, 9);
    assert.equal(variant("gru-sequence", 5, "easy").file.classes, undefined);
    assert.ok(flat(variant("bptt", 5).file.target).every((x) => [0, 1, 2].includes(x)));
  });

  it("then weights that a framework stacked become one a gate, under that framework's convention", () => {
    const text = `model: gru
parameters:
  x_t: [0.5, -0.1]
  h_prev: [0.2]
  weight_ih: [[0.1, 0.2], [0.3, -0.5], [0.4, 0.6]]
  weight_hh: [[0.1], [0.3], [-0.2]]
  bias_ih: [0.01, -0.01, 0]
  bias_hh: [0, 0, 1/10]
`;
    const own = readQuestion(text, "own.yaml");
    assert.ok("file" in own);
    const done = run(variantOf(own, { version: 1, number: 3, level: "normal" }, undefined, run));
    assert.equal(done.convention.reset, "after");
    assert.deepEqual(done.parameters.notes, []);
    assert.equal(done.parameters.sizes.hidden, 1);
  });

  it("then up to 8 of everything can be drawn", () => {
    const row = (n: number) => Array(n).fill(0.5);
    const X = Array(8).fill(row(8));
    const attention = exerciseOf("attention", { X, W_Q: X, W_K: X, W_V: X });
    assert.equal(
      flat(variantOf(attention, { version: 1, number: 1, level: "normal" }, undefined, run).file.parameters.X)
        .length,
      64,
    );
    const gates = ["z", "r", "h"].flatMap((g) => [
      [`W_${g}`, X],
      [`U_${g}`, X],
      [`b_${g}`, row(8)],
    ]);
    const gru = exerciseOf("gru", { x_t: row(8), h_prev: row(8), ...Object.fromEntries(gates) });
    for (const level of levels) variantOf(gru, { version: 1, number: 1, level }, undefined, run);
  });
});

describe("when a variant can't be had, then one line says why", () => {
  for (const [typed, level, says] of [
    [
      "x",
      undefined,
      /--variant can't be "x"; it is a whole number up to 999999999, or a code such as 1:7:hard/,
    ],
    ["-3", undefined, /can't be "-3"/],
    ["1.5", undefined, /can't be "1.5"/],
    ["1234567890", undefined, /can't be/],
    ["", undefined, /can't be ""/],
    ["2:7", undefined, /was drawn by generator 2; this release has 1/],
    ["1:7:easily", undefined, /--variant can't be "easily"; a level is one of easy, normal, hard/],
    ["7", "harder", /--level can't be "harder"/],
    ["1:7:hard", "easy", /is hard, and --level says easy/],
  ] as const)
    it(`"${typed}"${level ? ` and --level ${level}` : ""}`, () => {
      assert.throws(() => readVariant(typed, level), says);
    });

  for (const [typed, level, text] of [
    ["7", undefined, "1:7"],
    ["007", "hard", "1:7:hard"],
    ["1:7", "normal", "1:7"],
    ["v1-7-easy", undefined, "1:7:easy"],
    ["1:7:HARD", "hard", "1:7:hard"],
    ["7:easy", undefined, "1:7:easy"],
  ] as const)
    it(`but "${typed}"${level ? ` and --level ${level}` : ""} is ${text}`, () => {
      assert.equal(variantText(readVariant(typed, level)), text);
    });

  it("positional encoding has no numbers to vary, and more than 8 of anything are too many", () => {
    assert.throws(() => variant("positional-encoding", 1), /has no numbers to vary/);
    const wide = Array(9).fill([0.5]);
    const gates = ["z", "r", "h"].flatMap((g) => [
      [`W_${g}`, wide],
      [`U_${g}`, Array(9).fill(Array(9).fill(0.1))],
      [`b_${g}`, Array(9).fill(0.1)],
    ]);
    const large = exerciseOf("gru", { x_t: [1], h_prev: Array(9).fill(0), ...Object.fromEntries(gates) });
    assert.throws(
      () => variantOf(large, { version: 1, number: 1, level: "normal" }, undefined, run),
      /test is too large to be varied \(hidden 9\): a variant is worked by hand, in sizes up to 8/,
    );
  });
});
