/** A place in what was typed; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The part of Python's expressions that is understood. */
export type Code =
  | { readonly kind: "number"; readonly value: number; readonly at: Place }
  | { readonly kind: "name"; readonly name: string; readonly at: Place }
  | { readonly kind: "attribute"; readonly of: Code; readonly name: string; readonly at: Place }
  | {
      readonly kind: "call";
      readonly fn: Code;
      readonly args: readonly Code[];
      readonly named: readonly (readonly [string, Code])[];
      readonly at: Place;
    }
  | { readonly kind: "binary"; readonly sign: Sign; readonly a: Code; readonly b: Code; readonly at: Place }
  | { readonly kind: "minus"; readonly arg: Code; readonly at: Place }
  | { readonly kind: "tuple"; readonly items: readonly Code[]; readonly at: Place }
  /** `...`, which the sheet leaves to be filled in. */
  | { readonly kind: "gap"; readonly at: Place };

export type Sign = "+" | "-" | "*" | "/" | "@" | "**";

export type Statement =
  | { readonly kind: "assign"; readonly targets: readonly Code[]; readonly value: Code; readonly at: Place }
  | { readonly kind: "return"; readonly value: Code | undefined; readonly at: Place };

/** Code that can't be understood, or does not run; the message says what, the place where. */
export class CodeProblem extends Error {
  override name = "CodeProblem";
  readonly at: Place | undefined;
  readonly why: "not understood" | "does not run" | "a gap";

  constructor(message: string, at: Place | undefined, why: CodeProblem["why"] = "not understood") {
    super(message);
    this.at = at;
    this.why = why;
  }
}

/** `line 4, column 9: …`; in a single expression `column 9: …`. */
export const told = ({ message, at }: CodeProblem, oneLine: boolean): string =>
  at === undefined ? message : `${oneLine ? "" : `line ${at.line}, `}column ${at.column}: ${message}`;

/** The expressions directly in one, from left to right. */
export function partsOf(code: Code): readonly Code[] {
  switch (code.kind) {
    case "attribute":
      return [code.of];
    case "call":
      return [code.fn, ...code.args];
    case "binary":
      return [code.a, code.b];
    case "minus":
      return [code.arg];
    case "tuple":
      return code.items;
    default:
      return [];
  }
}

/** The same expression with others in the place of its parts. */
export function withParts(code: Code, parts: readonly Code[]): Code {
  switch (code.kind) {
    case "attribute":
      return { ...code, of: parts[0] };
    case "call":
      return { ...code, fn: parts[0], args: parts.slice(1) };
    case "binary":
      return { ...code, a: parts[0], b: parts[1] };
    case "minus":
      return { ...code, arg: parts[0] };
    case "tuple":
      return { ...code, items: parts };
    default:
      return code;
  }
}

/** Where an expression begins; a sum has the place of its sign. */
export const startOf = (code: Code): Place =>
  code.kind === "binary"
    ? startOf(code.a)
    : code.kind === "attribute" || code.kind === "call"
      ? startOf(partsOf(code)[0])
      : code.at;

export const hasGap = (code: Code): boolean => code.kind === "gap" || partsOf(code).some(hasGap);

/** `self.W_hh` → W_hh */
export const selfName = (code: Code): string | undefined =>
  code.kind === "attribute" && code.of.kind === "name" && code.of.name === "self" ? code.name : undefined;
