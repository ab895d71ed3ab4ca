import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkCode } from "../../../src/checking/code/check.ts";
import { evaluateCode, type Scope } from "../../../src/checking/code/interpret.ts";
import { type Code, CodeProblem } from "../../../src/checking/code/syntax.ts";
import type { Tensor } from "../../../src/linalg/tensor.ts";

// The interpreter's limits: what is just within them is worked, what is just beyond them is refused in a sentence.

const at = { line: 1, column: 1 };
const x: Code = { kind: "name", name: "x", at };
const added = (a: Code, b: Code): Code => ({ kind: "binary", sign: "+", a, b, at });

/** x + x + … with so many terms, in a tree that is not deep. */
const sum = (terms: number): Code =>
  terms === 1 ? x : added(sum(Math.floor(terms / 2)), sum(Math.ceil(terms / 2)));

const scopeOf = (locals: Readonly<Record<string, Tensor>>): Scope => ({
  numpy: new Set(["np"]),
  imported: new Map(),
  self: new Map(),
  locals: new Map(Object.entries(locals)),
  bare: false,
});

const ones = (length: number): Tensor => ({ shape: [length], data: new Float64Array(length).fill(1) });
const column = (rows: number): Tensor => ({ shape: [rows, 1], data: new Float64Array(rows).fill(1) });

describe("when an expression takes steps", () => {
  const scope = scopeOf({ x: ones(1) });
  it("then 3999 of them are taken", () => assert.equal(evaluateCode(sum(2000), scope).data[0], 2000));
  it("then one more than 4000 is refused", () =>
    assert.throws(
      () => evaluateCode(sum(2001), scope),
      (e) => e instanceof CodeProblem && /too many steps/.test(e.message),
    ));
});

describe("when an array grows", () => {
  const product = (sign: "*" | "@"): Code => ({ kind: "binary", sign, a: { ...x, name: "c" }, b: x, at });
  for (const sign of ["*", "@"] as const) {
    const sized = (rows: number, cols: number) => {
      const row = { shape: [1, cols] as const, data: new Float64Array(cols).fill(1) };
      return evaluateCode(product(sign), scopeOf({ c: column(rows), x: row })).shape;
    };
    it(`then 1000 entries by ${sign} are worked`, () => assert.deepEqual(sized(25, 40), [25, 40]));
    it(`then 1001 entries by ${sign} are refused`, () =>
      assert.throws(() => sized(77, 13), /the array becomes too large/));
  }
});

/** Where a family of texts is first refused, by bisection; all before are read. */
function firstRefused(text: (n: number) => string, refusal: RegExp, most: number): number {
  const isRefused = (n: number): boolean => refusal.test(checkCode({ file: text(n) })[0].message);
  let [low, high] = [1, most];
  assert.ok(!isRefused(low) && isRefused(high));
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isRefused(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const right = "self.hidden_state = np.tanh(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh)\n";

const texts: readonly [title: string, text: (n: number) => string, refusal: RegExp, at: number][] = [
  [
    "characters",
    (n) => `${right}#${"-".repeat(n - right.length - 1)}`,
    /longer than 20000 characters/,
    20_001,
  ],
  ["brackets", (n) => `self.hidden_state = ${"(".repeat(n)}x${")".repeat(n)}`, /nested too deeply/, 81],
  ["minus signs", (n) => `self.hidden_state = ${"-".repeat(n)}x`, /nested too deeply/, 81],
  ["terms in a row", (n) => `self.hidden_state = x${" + x".repeat(n)}`, /nested too deeply/, 81],
  [
    "calls in a call",
    (n) => `self.hidden_state = ${"np.tanh(".repeat(n)}x${")".repeat(n)}`,
    /too deeply/,
    80,
  ],
  // a = x has two parts, the statement and its value
  ["statements", (n) => `${"a = x\n".repeat(n)}`, /far more code than one step needs/, 101],
];

describe("when code becomes longer and longer", () => {
  for (const [title, text, refusal, first] of texts)
    it(`then ${first} ${title} are too many, and no fewer`, () => {
      const low = title === "characters" ? first - 500 : 1;
      const shifted = (n: number) => text(n + low - 1);
      assert.equal(firstRefused(shifted, refusal, 600) + low - 1, first);
    });
});

const escapes = [
  "__import__('os').system('touch polluted')",
  "exec(\"open('polluted', 'w')\")",
  "eval('1')",
  "open('/etc/passwd').read()",
  "x.__class__.__bases__[0].__subclasses__()",
  "(lambda: x)()",
  "np.load('polluted')",
  "np.fromfile('/dev/zero')",
  "globals()['polluted']",
  "self.constructor.constructor('globalThis.polluted = 1')()",
  "constructor.constructor('globalThis.polluted = 1')",
  "np.__proto__.polluted",
  "process.exit(3)",
  "2 ** 10 ** 10 ** 10 * x",
  "x.reshape(10 ** 9, -1)",
  "np.zeros((10 ** 9, 10 ** 9))",
];

describe("when code tries to do something else", () => {
  for (const text of escapes)
    it(`then ${text} is refused or comes to a number, and nothing is done`, () => {
      const [{ verdict, message }] = checkCode({ hidden_state: text });
      assert.ok(["unreadable", "wrong"].includes(verdict), `${verdict}: ${message}`);
      assert.ok(message.length > 0);
      assert.equal((globalThis as { polluted?: unknown }).polluted, undefined);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    });
});
