import { type Context, callee, ELEMENTWISE, product, type Repair, self, sides, tanh } from "./repair.ts";
import { type Code, selfName } from "./syntax.ts";

const matrices = ["W_hh", "W_xh", "W_hy"] as const;
const biases = ["Bh", "By"] as const;

/** The repairs of an expression at its own place. */
export function* here(code: Code, context: Context): Generator<Repair> {
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
