import type { MistakeKind } from "../mistake.ts";
import { type Code, type Place, partsOf, selfName, startOf, withParts } from "./syntax.ts";

// A mistake in code is found by undoing it: every small change that makes the program right names the mistake that it
// undoes, and the place.

/** One change of an expression, and the mistake that it undoes; prose with `…` for code. */
export interface Repair {
  readonly id: string;
  readonly kind: MistakeKind;
  readonly feedback: string;
  readonly at: Place;
  readonly code: Code;
}

/** What an expression is meant to compute. */
export type Role = "state" | "output";

interface Context {
  readonly role: Role;
  /** What the method calls its input, and its other local names. */
  readonly input: string;
  readonly locals: readonly string[];
}

const self = (name: string, at: Place): Code => ({
  kind: "attribute",
  of: { kind: "name", name: "self", at },
  name,
  at,
});
const product = (a: Code, b: Code, at: Place): Code => ({ kind: "binary", sign: "@", a, b, at });
const plus = (a: Code, b: Code): Code => ({ kind: "binary", sign: "+", a, b, at: a.at });
const tanh = (arg: Code): Code => ({
  kind: "call",
  fn: { kind: "attribute", of: { kind: "name", name: "np", at: arg.at }, name: "tanh", at: arg.at },
  args: [arg],
  named: [],
  at: arg.at,
});

/** np.f(…), or f(…) where it was imported. */
function callee(code: Code): string | undefined {
  if (code.kind !== "call") return undefined;
  return code.fn.kind === "attribute" || code.fn.kind === "name" ? code.fn.name : undefined;
}

const isTanh = (code: Code): code is Code & { kind: "call" } => callee(code) === "tanh";

/** The two sides of np.dot(a, b), np.matmul(a, b), a.dot(b) and a @ b; of * and np.multiply where `entries`. */
function sides(code: Code, entries: boolean): readonly [Code, Code] | undefined {
  if (code.kind === "binary") return code.sign === (entries ? "*" : "@") ? [code.a, code.b] : undefined;
  const name = callee(code);
  if (code.kind !== "call" || name === undefined) return undefined;
  if (!(entries ? ["multiply"] : ["dot", "matmul"]).includes(name)) return undefined;
  if (code.args.length === 2) return [code.args[0], code.args[1]];
  return code.args.length === 1 && code.fn.kind === "attribute" ? [code.fn.of, code.args[0]] : undefined;
}

/** Every repair at one place of an expression, the likelier ones first. */
export function* repairs(code: Code, context: Context): Generator<Repair> {
  yield* everywhere(code);
  yield* ofWhole(code, context);
  yield* within(code, context);
}

/** `f` at every place, parts first. */
const throughout = (code: Code, f: (code: Code) => Code): Code =>
  f(
    withParts(
      code,
      partsOf(code).map((part) => throughout(part, f)),
    ),
  );

const ELEMENTWISE = "`*` multiplies entry by entry; a matrix times a vector is `np.dot(W, h)` or `W @ h`";

/** The same slip at all its places. */
function* everywhere(code: Code): Generator<Repair> {
  const at = startOf(code);
  const dotted = throughout(code, (part) => {
    const both = sides(part, true);
    return both ? product(both[0], both[1], part.at) : part;
  });
  yield { id: "elementwise-product", kind: "concept", feedback: `${ELEMENTWISE}.`, at, code: dotted };
  const exchanged = throughout(code, (part) => {
    const name = selfName(part);
    const other = name === "W_hh" ? "W_xh" : name === "W_xh" ? "W_hh" : undefined;
    return other ? self(other, part.at) : part;
  });
  yield {
    id: "matrices-exchanged",
    kind: "slip",
    feedback: "`W_xh` and `W_hh` are exchanged: `W_xh` belongs to the input, `W_hh` to the old state.",
    at,
    code: exchanged,
  };
}

/** tanh round the whole, or round nothing. */
function* ofWhole(code: Code, context: Context): Generator<Repair> {
  const at = startOf(code);
  const bare = throughout(code, (part) => (isTanh(part) ? part.args[0] : part));
  const inside = JSON.stringify(bare) !== JSON.stringify(code);
  if (context.role === "state" && inside && !isTanh(code))
    yield {
      id: "tanh-on-part",
      kind: "concept",
      feedback: "tanh goes round the whole sum.",
      at,
      code: tanh(bare),
    };
  if (context.role === "state" && !inside)
    yield {
      id: "hidden-no-activation",
      kind: "concept",
      feedback: "tanh is missing round the sum.",
      at,
      code: tanh(code),
    };
  if (context.role === "state" && inside && isTanh(code))
    yield { id: "tanh-twice", kind: "slip", feedback: "tanh is applied twice.", at, code: tanh(bare) };
  if (context.role === "output" && inside)
    yield {
      id: "tanh-on-output",
      kind: "concept",
      feedback: "The output is linear: it has no tanh.",
      at,
      code: bare,
    };
}

/** At the places inside, each in its turn. */
function* within(code: Code, context: Context, summand = true): Generator<Repair> {
  if (summand && !isTanh(code)) yield* missing(code, context);
  yield* here(code, context);
  const parts = partsOf(code);
  for (const [i, part] of parts.entries()) {
    const open = isTanh(code) && i === 1;
    for (const repair of within(part, context, open))
      yield {
        ...repair,
        code: withParts(
          code,
          parts.map((p, j) => (j === i ? repair.code : p)),
        ),
      };
  }
}

/** A summand that is not there. */
function* missing(code: Code, context: Context): Generator<Repair> {
  const at = startOf(code);
  const bias = context.role === "state" ? "Bh" : "By";
  yield {
    id: "bias-dropped",
    kind: "slip",
    feedback: `The bias \`self.${bias}\` is missing.`,
    at,
    code: plus(code, self(bias, at)),
  };
  if (context.role === "output") return;
  const x: Code = { kind: "name", name: context.input, at };
  const fromInput = product(self("W_xh", at), x, at);
  yield {
    id: "input-dropped",
    kind: "concept",
    feedback: "The input's part, `W_xh` times `x`, is missing.",
    at,
    code: plus(code, fromInput),
  };
  const fromState = product(self("W_hh", at), self("hidden_state", at), at);
  yield {
    id: "state-dropped",
    kind: "concept",
    feedback: "The old state's part, `W_hh` times the state, is missing.",
    at,
    code: plus(code, fromState),
  };
}

const matrices = ["W_hh", "W_xh", "W_hy"] as const;
const biases = ["Bh", "By"] as const;

function* here(code: Code, context: Context): Generator<Repair> {
  const { at } = code;
  const entries = sides(code, true);
  if (entries)
    yield {
      id: "elementwise-product",
      kind: "concept",
      feedback: `${ELEMENTWISE}.`,
      at,
      code: product(...entries, at),
    };
  const both = sides(code, false);
  if (both)
    yield {
      id: "product-order",
      kind: "shape",
      feedback:
        "This product is the other way round than the rest: `np.dot(W, h)` for columns, `np.dot(h, W)` for rows, in all three.",
      at,
      code: product(both[1], both[0], at),
    };
  if (code.kind === "attribute" && code.name === "T") yield { ...turned, at, code: code.of };
  if (callee(code) === "transpose" && code.kind === "call" && code.args[0])
    yield { ...turned, at, code: code.args[0] };
  if (code.kind === "binary") yield* ofSum(code);
  if (code.kind === "minus") yield { ...sign, at, code: code.arg };
  yield* named(code, context);
  yield* activation(code, context);
}

const turned = {
  id: "w-transposed",
  kind: "shape",
  feedback: "This matrix is transposed; for $W h$ each row of W meets h.",
} as const;

const sign = { id: "sign", kind: "slip", feedback: "A minus stands here; the parts are added." } as const;

function* ofSum(code: Code & { kind: "binary" }): Generator<Repair> {
  const { a, b, at, sign: operator } = code;
  if (operator === "-") yield { ...sign, at, code: { ...code, sign: "+" } };
  if (operator !== "+" && operator !== "-") return;
  const extra = {
    id: "term-extra",
    kind: "slip",
    feedback: "This part does not belong into the sum.",
  } as const;
  yield { ...extra, at: b.at, code: a };
  if (operator === "+") yield { ...extra, at: a.at, code: b };
}

/** Another attribute or name in the place of this one. */
function* named(code: Code, context: Context): Generator<Repair> {
  const { at } = code;
  const name = selfName(code) ?? (code.kind === "name" ? code.name : undefined);
  if (name === undefined || /^(?:self|np|numpy)$/.test(name)) return;
  const group = [matrices, biases].find((all) => (all as readonly string[]).includes(name)) ?? [];
  for (const other of group.filter((one) => one !== name))
    yield {
      id: name.startsWith("W") ? "wrong-matrix" : "wrong-bias",
      kind: "slip",
      feedback: `\`self.${name}\` stands where \`self.${other}\` belongs.`,
      at,
      code: self(other, at),
    };
  if (group.length > 0) return;
  yield* misspelled(code, name, context);
  const state = name === "hidden_state";
  if (!state && context.role === "output" && (name === context.input || context.locals.includes(name)))
    yield {
      id: name === context.input ? "wrong-vector" : "old-state-in-output",
      kind: "concept",
      feedback: "The output reads the new state, `self.hidden_state`.",
      at,
      code: self("hidden_state", at),
    };
  const wrong = { id: "wrong-vector", kind: "slip", at } as const;
  const x = { kind: "name", name: context.input, at } as const;
  if (state && context.role === "state")
    yield { ...wrong, feedback: "The input x belongs here, not the state.", code: x };
  if (!state && context.role === "state" && (name === context.input || context.locals.includes(name)))
    yield {
      ...wrong,
      feedback: "The old state belongs here, `self.hidden_state`.",
      code: self("hidden_state", at),
    };
}

const loosened = (name: string): string => name.replace(/_/g, "").toLowerCase();

/** A name that nothing has, in the place of one that it resembles, or of the state or the input. */
function* misspelled(code: Code, name: string, { input, locals }: Context): Generator<Repair> {
  const { at } = code;
  const known = [...matrices, ...biases, "hidden_state", "output"];
  const attribute = code.kind === "attribute";
  if (known.includes(name) || (!attribute && (name === input || locals.includes(name)))) return;
  const meant = known.filter((one) => loosened(one) === loosened(name));
  const others = meant.length > 0 ? meant : ["hidden_state"];
  const says = (right: string): string =>
    `\`${attribute ? `self.${name}` : name}\` is not defined; here it is \`${right}\`.`;
  const same = { id: "misspelled", kind: "slip", at } as const;
  for (const other of others) yield { ...same, feedback: says(`self.${other}`), code: self(other, at) };
  if (meant.length === 0) yield { ...same, feedback: says(input), code: { kind: "name", name: input, at } };
}

/** Another function in the place of tanh. */
function* activation(code: Code, context: Context): Generator<Repair> {
  const { at } = code;
  if (context.role !== "state") return;
  const name = callee(code);
  if (code.kind === "call" && name !== undefined && ["exp", "sin", "cos", "log", "negative"].includes(name))
    yield {
      id: "other-activation",
      kind: "concept",
      feedback: `\`np.${name}\` stands where \`np.tanh\` belongs.`,
      at,
      code: tanh(code.args[0]),
    };
  const inner = sigmoidOf(code);
  if (inner)
    yield {
      id: "candidate-sigmoid",
      kind: "concept",
      feedback: "This is σ; the state takes tanh.",
      at,
      code: tanh(inner),
    };
}

/** The a of 1 / (1 + np.exp(-a)). */
function sigmoidOf(code: Code): Code | undefined {
  if (code.kind !== "binary" || code.sign !== "/" || code.b.kind !== "binary" || code.b.sign !== "+")
    return undefined;
  const exp = [code.b.a, code.b.b].find((part) => callee(part) === "exp");
  const arg = exp?.kind === "call" ? exp.args[0] : undefined;
  return arg?.kind === "minus" ? arg.arg : undefined;
}
