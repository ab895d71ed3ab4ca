import type { MistakeKind } from "../mistake.ts";
import { type Code, type Place, partsOf, withParts } from "./syntax.ts";

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

export interface Context {
  readonly role: Role;
  /** What the method calls its input, and its other local names. */
  readonly input: string;
  readonly locals: readonly string[];
}

export const self = (name: string, at: Place): Code => ({
  kind: "attribute",
  of: { kind: "name", name: "self", at },
  name,
  at,
});
export const product = (a: Code, b: Code, at: Place): Code => ({ kind: "binary", sign: "@", a, b, at });
export const plus = (a: Code, b: Code): Code => ({ kind: "binary", sign: "+", a, b, at: a.at });
export const tanh = (arg: Code): Code => ({
  kind: "call",
  fn: { kind: "attribute", of: { kind: "name", name: "np", at: arg.at }, name: "tanh", at: arg.at },
  args: [arg],
  named: [],
  at: arg.at,
});

/** np.f(…), or f(…) where it was imported. */
export function callee(code: Code): string | undefined {
  if (code.kind !== "call") return undefined;
  return code.fn.kind === "attribute" || code.fn.kind === "name" ? code.fn.name : undefined;
}

export const isTanh = (code: Code): code is Code & { kind: "call" } => callee(code) === "tanh";

/** The two sides of np.dot(a, b), np.matmul(a, b), a.dot(b) and a @ b; of * and np.multiply where `entries`. */
export function sides(code: Code, entries: boolean): readonly [Code, Code] | undefined {
  if (code.kind === "binary") return code.sign === (entries ? "*" : "@") ? [code.a, code.b] : undefined;
  const name = callee(code);
  if (code.kind !== "call" || name === undefined) return undefined;
  if (!(entries ? ["multiply"] : ["dot", "matmul"]).includes(name)) return undefined;
  if (code.args.length === 2) return [code.args[0], code.args[1]];
  return code.args.length === 1 && code.fn.kind === "attribute" ? [code.fn.of, code.args[0]] : undefined;
}

/** `f` at every place, parts first. */
export const throughout = (code: Code, f: (code: Code) => Code): Code =>
  f(
    withParts(
      code,
      partsOf(code).map((part) => throughout(part, f)),
    ),
  );

export const ELEMENTWISE =
  "`*` multiplies entry by entry; a matrix times a vector is `np.dot(W, h)` or `W @ h`";
