import type { MistakeKind } from "../mistake.ts";
import type { Formula } from "./formula.ts";
import type { Vocabulary } from "./tokens.ts";

/** A named mistake, as the student is told of it; prose with `$…$` for mathematics. */
export interface Named {
  readonly id: string;
  readonly kind: MistakeKind;
  readonly feedback: string;
}

/** What comes out with a mistake. */
export interface Mistaken extends Named {
  readonly formula: Formula;
  /** It was made before what is asked here, so that all answers must show it: another recurrence. */
  readonly earlier?: boolean;
}

/** One expression that is asked for. */
export interface Asked {
  readonly key: string;
  /** As printed: `h_t`, `dy/dw`. */
  readonly symbol: string;
  readonly expected: Formula;
  /** Where it is the derivative of another answer: dy/dw of y by w. */
  readonly derivative?: { readonly of: string; readonly by: string };
  readonly mistakes: readonly Mistaken[];
}

/** A question that is answered with expressions. */
export interface SymbolicQuestion extends Vocabulary {
  readonly asked: readonly Asked[];
  /** Lines that may stand in an answer for what they are: h_2 in y = w (u_3 + h_2). */
  readonly definitions: ReadonlyMap<string, Formula>;
}
