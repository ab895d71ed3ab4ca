import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Nested } from "../../src/linalg/tensor.ts";
import { rankOf, readNumber, readQuantity } from "../../src/text/read-number.ts";
import { cpuMs } from "../helpers/time.ts";

const numbers: readonly [text: string, value: number | undefined][] = [
  ["0", 0],
  ["1", 1],
  ["-1", -1],
  ["+1", 1],
  ["0.5", 0.5],
  [".5", 0.5],
  ["-.5", -0.5],
  ["5.", 5],
  [" 1.5 ", 1.5],
  ["1.5\n", 1.5],
  ["1.5\u00a0", 1.5],
  // the minus in its many forms
  ["−0.1", -0.1],
  ["–0.1", -0.1],
  ["－0.1", -0.1],
  // decimal commas
  ["0,5", 0.5],
  ["−0,5", -0.5],
  [",5", undefined],
  ["1,5e2", 150],
  ["1,2,3", undefined],
  ["1.000,5", undefined],
  ["1,000.5", undefined],
  // fractions
  ["1/3", 1 / 3],
  ["−1/3", -1 / 3],
  ["1/−3", -1 / 3],
  ["1 / 3", 1 / 3],
  ["0,5/2", undefined],
  ["1,1/2", undefined],
  ["1e3/2", 500],
  ["1/0", undefined],
  ["0/0", undefined],
  ["1/2/3", undefined],
  ["/2", undefined],
  ["1/", undefined],
  // powers of ten
  ["1e-3", 1e-3],
  ["1E+3", 1e3],
  ["1e", undefined],
  ["e3", undefined],
  ["1.2·10^-3", 1.2e-3],
  ["1.2 · 10^−3", 1.2e-3],
  ["1.2×10^3", 1200],
  ["1.2*10^(-3)", 1.2e-3],
  ["10^3", undefined],
  ["1e400", undefined],
  ["1e-400", 0],
  // nothing of ours
  ["", undefined],
  [" ", undefined],
  ["-", undefined],
  [".", undefined],
  [",", undefined],
  ["--1", undefined],
  ["1-2", undefined],
  ["1 2", undefined],
  ["1;", undefined],
  ["(1)", undefined],
  ["007", undefined],
  ["0x10", undefined],
  ["1_000", undefined],
  ["1'000", undefined],
  ["½", undefined],
  ["１", undefined],
  ["٣", undefined],
  ["1%", undefined],
  ["NaN", undefined],
  ["nan", undefined],
  ["inf", undefined],
  ["Infinity", undefined],
  ["∞", undefined],
  ["true", undefined],
  ["abc", undefined],
];

for (const [text, value] of numbers)
  test(`when ${JSON.stringify(text)} is read, then it is ${value ?? "no number"}`, () =>
    assert.equal(readNumber(text), value));

test("when a zero is read, then it is zero", () => {
  for (const text of ["0", "-0", "0.0", "0,0", "1e-400"]) assert.ok(readNumber(text) === 0, text);
});

test("when commas separate, then a comma is no decimal point", () => {
  assert.equal(readNumber("0,5", "separator"), undefined);
  assert.equal(readNumber("0.5", "separator"), 0.5);
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const comma = (text: string) => text.replace(".", ",");

test("when any finite number is written by JavaScript, then it is read back", () => {
  fc.assert(
    fc.property(finite, (x) => {
      assert.ok(readNumber(String(x)) === x, String(x));
      assert.ok(readNumber(String(x).replace("-", "−")) === x);
      assert.ok(readNumber(comma(String(x))) === x);
    }),
  );
});

test("when any vector or matrix is written as JSON, then it is read back", () => {
  const vectors = fc.array(finite, { minLength: 1, maxLength: 5 });
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
    .chain(([r, c]) =>
      fc.array(fc.array(finite, { minLength: c, maxLength: c }), { minLength: r, maxLength: r }),
    );
  const noMinusZero = (value: Nested): Nested => JSON.parse(JSON.stringify(value));
  const points = (value: unknown): boolean => JSON.stringify(value).includes(".");
  const reads = (value: Nested, text: string) => {
    const read = readQuantity(text, rankOf(value));
    assert.ok("value" in read, `${text}: ${"problem" in read ? read.problem : ""}`);
    assert.deepEqual(JSON.parse(JSON.stringify(read.value)), noMinusZero(value));
  };
  fc.assert(
    fc.property(fc.oneof(vectors, matrices), (value) => {
      reads(value, JSON.stringify(value).replaceAll(",", ", "));
      reads(value, JSON.stringify(value));
      if (points(value)) reads(value, JSON.stringify(value).replaceAll("],[", "], ["));
    }),
  );
});

const problem = Symbol("a problem");

/** A text, the rank that is wanted, and what is read. */
const quantities: readonly [text: string, rank: 0 | 1 | 2 | undefined, expected: Nested | typeof problem][] =
  [
    // numbers
    ["0.5", 0, 0.5],
    ["0,5", 0, 0.5],
    ["−1/3", 0, -1 / 3],
    // vectors
    ["1", 1, 1],
    ["[1]", 1, [1]],
    ["1, 2", 1, [1, 2]],
    ["1,2", 1, [1, 2]],
    ["1 2", 1, [1, 2]],
    ["1\t2", 1, [1, 2]],
    ["1; 2", 1, [1, 2]],
    ["1\n2", 1, [1, 2]],
    ["[1, 2]", 1, [1, 2]],
    ["[1 2]", 1, [1, 2]],
    ["[1; 2]", 1, [1, 2]],
    ["(1, 2)", 1, [1, 2]],
    ["[1, 2,]", 1, [1, 2]],
    ["[1.,2.]", 1, [1, 2]],
    ["[.5, -.5]", 1, [0.5, -0.5]],
    ["−1 −2", 1, [-1, -2]],
    ["1/2 1/3", 1, [1 / 2, 1 / 3]],
    ["2·10^3, 4", 1, [2000, 4]],
    ["2 · 10^3 4", 1, [2000, 4]],
    // decimal commas, where nothing else is possible
    ["0,5 0,2", 1, [0.5, 0.2]],
    ["0,5; 0,2", 1, [0.5, 0.2]],
    ["[0,5; 0,2]", 1, [0.5, 0.2]],
    ["0,5; 2", 1, [0.5, 2]],
    ["1,2 3,4", 1, [1.2, 3.4]],
    ["1,2; 3,4", 1, [1.2, 3.4]],
    // separators, where both are possible
    ["0,5", 1, [0, 5]],
    ["0,5,0,2", 1, [0, 5, 0, 2]],
    [
      "1,2; 3,4",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    // neither can be told from the other
    ["0,5, 0,2", 1, problem],
    ["[0,5, 0,2]", 1, problem],
    ["[[0,5, 0,2], [1,0, 2,0]]", 2, problem],
    // matrices
    [
      "1 2; 3 4",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1, 2; 3, 4",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1 2\n3 4\n",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "1 2\n\n3 4",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1 2; 3 4]",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[[1, 2], [3, 4]]",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[[1,2],[3,4]]",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[[1,0], [0,1]]",
      2,
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      "[[1,0],\n [0,1]]",
      2,
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      "[[1 2] [3 4]]",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[[1 2]\n [3 4]]",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "[1, 2], [3, 4]",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      "((1, 2), (3, 4))",
      2,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["[[1, 2]]", 2, [[1, 2]]],
    ["[[1], [2]]", 2, [[1], [2]]],
    [
      "[[0,5 0,2], [1,0 2,0]]",
      2,
      [
        [0.5, 0.2],
        [1, 2],
      ],
    ],
    [
      "[[0,5; 0,2], [1; 2]]",
      2,
      [
        [0.5, 0.2],
        [1, 2],
      ],
    ],
    [
      "1 2; 3 4",
      undefined,
      [
        [1, 2],
        [3, 4],
      ],
    ],
    // refused
    ["", 1, problem],
    ["  ", 1, problem],
    ["[]", 1, problem],
    ["[[]]", 2, problem],
    ["[[1, 2], []]", 2, problem],
    ["[1, 2", 1, problem],
    ["1, 2]", 1, problem],
    ["[1, 2)", 1, problem],
    ["[1, 2]]", 1, problem],
    ["[[1, 2], [3", 2, problem],
    ["[[[1]]]", 2, problem],
    ["[[1, 2], 3]", 2, problem],
    ["[[1, 2], #]", 2, problem],
    ["#, [1, 2]", 2, problem],
    ["[[1, 2] # [3, 4]]", 2, problem],
    ["[1, 2] x [3, 4]", 2, problem],
    ["[1,,2]", 1, problem],
    [",1", 1, problem],
    ["1, nan", 1, problem],
    ["1, inf", 1, problem],
    ["1 abc", 1, problem],
    ["{1, 2}", 1, problem],
    ["array([1, 2])", 1, problem],
    ["x = 1", 1, problem],
    ["1 - 2", 1, problem],
    ["1−2", 1, problem],
  ];

for (const [text, rank, expected] of quantities)
  test(`when ${JSON.stringify(text)} is read for rank ${rank ?? "any"}, then it is ${expected === problem ? "refused" : JSON.stringify(expected)}`, () => {
    const read = readQuantity(text, rank);
    if (expected === problem) {
      assert.ok("problem" in read, `read as ${JSON.stringify(read)}`);
      assert.notEqual(read.problem, "");
    } else assert.deepEqual(read, { value: expected });
  });

const complaints: readonly [text: string, rank: 0 | 1 | 2, problem: string][] = [
  ["", 1, "is empty"],
  ["[ ]", 1, "is empty"],
  ["1, abc", 1, 'holds "abc", which is not a number'],
  ["1, nan", 1, "holds nan; every entry must be a finite number"],
  ["[1, -inf]", 1, "holds -inf; every entry must be a finite number"],
  ["[1, 2", 1, "is not a number, a vector or a matrix"],
  ["0,5, 0,2", 1, "can be read with decimal commas or without; write points, or ; between the numbers"],
];

for (const [text, rank, expected] of complaints)
  test(`when ${JSON.stringify(text)} is refused, then it is said why: ${expected}`, () =>
    assert.deepEqual(readQuantity(text, rank), { problem: expected }));

test("when a text is longer than a million characters, then it is refused at once", () => {
  const read = readQuantity("1 ".repeat(600_000), 1);
  assert.deepEqual(read, { problem: "is longer than a million characters" });
});

const pieces =
  " |,|;|[|]|(|)|[]|[,|1,|1 |1;|[1]|[1],|[[1],|0,5 |-|1/|\n|[ |#|10^|·|1·10^1 |e|1e|.|a|[a|a[|1 · ".split(
    "|",
  );

for (const [what, wrap] of [
  ["alone", (run: string) => run],
  ["behind a number", (run: string) => `1${run}x`],
  ["in brackets", (run: string) => `[${run}]`],
] as const)
  test(`when 100,000 characters of one sort stand ${what}, then they are read or refused soon`, () => {
    for (const piece of pieces) {
      const text = wrap(piece.repeat(Math.ceil(100_000 / piece.length)));
      for (const read of [() => readQuantity(text, 1), () => readQuantity(text, 2), () => readNumber(text)]) {
        const start = cpuMs();
        read();
        const took = cpuMs() - start;
        assert.ok(took < 2000, `${JSON.stringify(piece)} took ${took} ms`);
      }
    }
  });
