import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import fc from "fast-check";
import { checkCode } from "../../../src/checking/code/check.ts";
import { evaluateCode, type Scope } from "../../../src/checking/code/interpret.ts";
import { programOf } from "../../../src/checking/code/program.ts";
import { CodeProblem } from "../../../src/checking/code/syntax.ts";
import { random } from "../../../src/linalg/random.ts";
import { type Shape, type Tensor, toNested } from "../../../src/linalg/tensor.ts";
import { firstActing } from "../../../src/text/visible.ts";

const { tensor } = random(5);
const shapes: Readonly<Record<string, Shape>> = {
  v: [3],
  u: [3],
  A: [3, 3],
  B: [3, 3],
  C: [2, 3],
  c: [3, 1],
  r: [1, 3],
  p: [2],
  s: [],
};
const arrays = new Map(
  Object.entries(shapes).map(([key, shape]): [string, Tensor] => [key, tensor(shape, -2, 2, 2)]),
);

/** What our interpreter makes of an expression; undefined where it refuses. */
function ours(text: string): Tensor | undefined {
  const scope: Scope = {
    numpy: new Set(["np"]),
    imported: new Map(),
    self: new Map(),
    locals: arrays,
    bare: false,
  };
  try {
    const [statement] = programOf({ hidden_state: text }).body;
    return evaluateCode(statement.value as NonNullable<typeof statement.value>, scope);
  } catch (error) {
    if (error instanceof CodeProblem) return undefined;
    throw error;
  }
}

const name = fc.constantFrom(...Object.keys(shapes));
const expression: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    { weight: 3, arbitrary: name },
    fc.constantFrom("2", "0.5", "1e-1"),
    {
      weight: 5,
      arbitrary: fc
        .tuple(tie("e"), fc.constantFrom("+", "-", "*", "@", "/"), tie("e"))
        .map(([a, o, b]) => `(${a} ${o} ${b})`),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom("dot", "matmul", "add", "multiply", "subtract"), tie("e"), tie("e"))
        .map(([f, a, b]) => `np.${f}(${a}, ${b})`),
    },
    fc
      .tuple(fc.constantFrom("tanh", "transpose", "ravel", "negative", "sum"), tie("e"))
      .map(([f, a]) => `np.${f}(${a})`),
    fc
      .tuple(
        name,
        fc.constantFrom(
          ".T",
          ".reshape(-1, 1)",
          ".reshape((1, -1))",
          ".reshape(3)",
          ".sum(axis=0)",
          ".sum(axis=1)",
          ".sum(-1)",
          ".flatten()",
          "[:, None]",
          "[None, :]",
        ),
      )
      .map(([a, f]) => `${a}${f}`),
    fc.tuple(name, tie("e")).map(([a, b]) => `${a}.dot(${b})`),
    tie("e").map((a) => `-${a}`),
  ),
})).e;

const script = (expressions: readonly string[]): string => `
import json, numpy as np
np.seterr(all="ignore")
${[...arrays].map(([key, value]) => `${key} = np.array(${JSON.stringify(toNested(value))}, dtype=float)`).join("\n")}
found = []
for text in json.loads(${JSON.stringify(JSON.stringify(expressions))}):
    try:
        a = np.asarray(eval(text), dtype=float)
        found.append({"shape": list(a.shape), "data": [repr(float(x)) for x in a.ravel()]})
    except Exception:
        found.append(None)
print(json.dumps(found))
`;

import { cpuMs } from "../../helpers/time.ts";

type Theirs = { readonly shape: number[]; readonly data: string[] } | null;

/** What numpy makes of expressions; undefined where there is no numpy. */
function theirs(expressions: readonly string[]): readonly Theirs[] | undefined {
  const { status, stdout } = spawnSync("/usr/bin/python3", ["-W", "ignore", "-"], {
    input: script(expressions),
    encoding: "utf8",
    maxBuffer: 2 ** 27,
  });
  return status === 0 ? (JSON.parse(stdout) as Theirs[]) : undefined;
}

const close = (a: number, b: number): boolean =>
  Object.is(a, b) ||
  a === b ||
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)) ||
  (Number.isNaN(a) && Number.isNaN(b));

test("when any expression is interpreted, then numpy finds the same shape and numbers, or refuses it too", (t) => {
  const expressions = fc.sample(expression, { seed: 11, numRuns: 4000 });
  const all = theirs(expressions);
  if (!all) return t.skip("python3-numpy is not installed");
  let compared = 0;
  let refused = 0;
  for (const [i, text] of expressions.entries()) {
    const mine: Tensor | undefined = ours(text);
    const his: Theirs = all[i];
    // arrays of rank 3 and more are numpy's alone
    if (his && his.shape.length > 2) continue;
    if (mine === undefined || his === null) {
      assert.ok(mine === undefined, `numpy refuses ${text}`);
      refused++;
      continue;
    }
    assert.deepEqual([...mine.shape], his.shape, text);
    const numbers = his.data.map((x) => (x === "nan" ? Number.NaN : Number(x.replace("inf", "Infinity"))));
    assert.ok(
      numbers.every((x, j) => close(x, mine.data[j])),
      text,
    );
    compared++;
  }
  t.diagnostic(`${compared} alike, ${refused} refused by both or by us`);
  assert.ok(compared > 1500);
});

test("when numpy takes an expression of rank up to 2, then so do we", (t) => {
  const expressions = fc.sample(expression, { seed: 12, numRuns: 1500 });
  const all = theirs(expressions);
  if (!all) return t.skip("python3-numpy is not installed");
  const ranks = /\[None|\[:, None\]/;
  const missed = expressions.filter(
    (text, i) => all[i] && all[i].shape.length <= 2 && !ours(text) && !ranks.test(text),
  );
  assert.deepEqual(missed, []);
});

const pieces = fc.constantFrom(
  ..."self . W_hh hidden_state np dot tanh ( ) [ ] { } , : + - * / @ ** = == x h 0 1.5 1e9 1j ... return def class import for if lambda None True 'text' f'{x}' # \\ ; ` $ ? ! \u0000 \u001b[31m \u202e é 😀 \ud800 __proto__ constructor __class__ eval exec open".split(
    " ",
  ),
  "\n",
  "\n    ",
  "\t",
  " ",
  "self.W_hh",
  "self.hidden_state",
  "np.dot(",
  "np.tanh(",
  "self.output = ",
  "self.hidden_state = ",
  ".reshape(-1, 1)",
  ".T",
);
const good = [
  "np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh)",
  "self.W_hy @ self.hidden_state + self.By - (self.By * 2).reshape(-1, 1)[:, None]",
  "import numpy as np\nclass VanillaRNN:\n    def __init__(self):\n        self.hidden_state = np.zeros((3, 3))\n    def forward(self, x):\n        self.hidden_state = np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh)\n        self.output = np.dot(self.W_hy, self.hidden_state) + self.By\n        return self.output\n",
  "self.hidden_state = np.tanh(self.W_hh @ self.hidden_state + self.W_xh @ x + self.Bh)\nself.output = self.W_hy @ self.hidden_state + self.By\n",
];
/** Whole words of good code exchanged for others, so that more of it is still Python. */
const exchanged = fc
  .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }))
  .map(([text, swaps]) => {
    const words = text.split(/(\W)/);
    const places = words.flatMap((word, i) => (/^(\w+|[-+*@,()])$/.test(word) ? [i] : []));
    for (const [to, from] of swaps) words[places[to % places.length]] = words[places[from % places.length]];
    return words.join("");
  });

const mangled = fc.oneof(
  { weight: 3, arbitrary: exchanged },
  fc.array(pieces, { maxLength: 20 }).map((all) => all.join("")),
  fc
    .tuple(
      fc.constantFrom(...good),
      fc.array(fc.tuple(fc.nat(), pieces, fc.nat({ max: 12 })), { minLength: 1, maxLength: 3 }),
    )
    .map(([text, cuts]) =>
      cuts.reduce((so, [place, piece, drop]) => {
        const at = place % (so.length + 1);
        return so.slice(0, at) + piece + so.slice(at + drop);
      }, text),
    ),
  fc.string({ unit: "binary", maxLength: 60 }),
);

test("when Python is mangled, then each is answered, soon and harmlessly", (t) => {
  let slowest = 0;
  const answered: Record<string, number> = {};
  fc.assert(
    fc.property(mangled, fc.boolean(), (text, alone) => {
      const start = cpuMs();
      for (const { message, verdict, notes } of checkCode(
        alone ? { hidden_state: text, output: text } : { file: text },
      )) {
        assert.ok(message.length > 0);
        assert.equal(firstActing([message, ...notes].join(" ")), undefined);
        assert.ok(!message.includes("\n"));
        answered[verdict] = (answered[verdict] ?? 0) + 1;
      }
      slowest = Math.max(slowest, cpuMs() - start);
      assert.ok(slowest < 2000, text);
    }),
    { seed: 21, numRuns: 2000 },
  );
  t.diagnostic(`the slowest took ${slowest.toFixed(0)} ms; ${JSON.stringify(answered)}`);
});

const limits: readonly [title: string, text: string, message: RegExp][] = [
  ["deeply nested", `${"(".repeat(300)}x${")".repeat(300)}`, /nested too deeply/],
  ["very long", `x${" + x".repeat(9000)}`, /longer than 20000 characters|too deeply/],
  ["a long sum", `x${" + x".repeat(300)}`, /too deeply/],
  [
    "a growing array",
    "(x.reshape(3, 1) * x).reshape(9, 1) * (x.reshape(3, 1) * x).ravel() + (x.reshape(3,1)*x).ravel().reshape(9,1) * 1",
    /shape \(9, 9\)|random/,
  ],
  [
    "growing beyond",
    "((x.reshape(3,1)*x).reshape(9,1)*(x.reshape(3,1)*x).ravel()).reshape(81,1) * ((x.reshape(3,1)*x).reshape(9,1)*(x.reshape(3,1)*x).ravel()).ravel()",
    /too large/,
  ],
];

const balanced = (depth: number): string =>
  depth === 0 ? "self.W_hh @ x" : `(${balanced(depth - 1)} - ${balanced(depth - 1)})`;

test("when code is far more than a step needs, then it is refused; when it is much, then it is looked through in time", () => {
  const start = cpuMs();
  const [first] = checkCode({ file: "a = x\n".repeat(3000) });
  assert.match(first.message, /line 1, column 1: this is far more code than one step needs/);
  assert.equal(checkCode({ hidden_state: balanced(4) })[0].verdict, "wrong");
  assert.ok(cpuMs() - start < 5000);
});

for (const [title, text, message] of limits)
  test(`when code is ${title}, then it ends`, () =>
    assert.match(checkCode({ hidden_state: text })[0].message, message));
