import { canonicalKey } from "../../course/keys.ts";
import type { Fn } from "../../graph/expr.ts";
import { didYouMean } from "../../text/nearest.ts";
import { quoted } from "../quoted.ts";

/** A piece of a typed expression; `text` is how it was typed, for a message. */
export type Token =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "name"; readonly text: string; readonly key: string }
  | { readonly kind: "function"; readonly text: string; readonly fn: Fn }
  | { readonly kind: "e" | "frac"; readonly text: string }
  | { readonly kind: "sign"; readonly text: string };

/** A typed expression that can't be read; the message says what and where. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

/** The quantities that an answer may hold, and others that are understood, as some write them by mistake. */
export interface Vocabulary {
  readonly keys: readonly string[];
  readonly understood?: readonly string[];
}

const MOST_TOKENS = 600;

const functionNames: Readonly<Record<string, Fn>> = {
  tanh: "tanh",
  sigmoid: "sigmoid",
  sigma: "sigmoid",
  σ: "sigmoid",
  exp: "exp",
  sqrt: "sqrt",
  log: "log",
  ln: "log",
  relu: "relu",
  ReLU: "relu",
};

/** The pieces of an expression in one spelling over these quantities. */
export function tokens(text: string, vocabulary: Vocabulary): readonly Token[] {
  const found: Token[] = [];
  let rest = text.trimStart();
  while (rest !== "") {
    const token = next(rest, vocabulary);
    found.push(token);
    if (found.length > MOST_TOKENS) throw new Unreadable("it is too long to be read");
    rest = rest.slice(token.text.length).trimStart();
  }
  return found;
}

function next(rest: string, vocabulary: Vocabulary): Token {
  const digits = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(rest)?.[0];
  if (digits !== undefined) return { kind: "number", text: digits };
  if (/^[-+*/^()[\]{}]/.test(rest)) return { kind: "sign", text: rest[0] };
  if (rest.startsWith("√")) return { kind: "function", text: "√", fn: "sqrt" };
  const word = /^\\?[\p{L}\p{M}]+/u.exec(rest)?.[0];
  if (word === undefined) throw new Unreadable(`${quoted([...rest][0])} has no meaning here`);
  const all = [...vocabulary.keys, ...(vocabulary.understood ?? [])];
  return named(rest, word, all) ?? refuse(rest, word, vocabulary.keys);
}

const TAIL =
  /^(?:_?\{[^{}]{0,12}\}|_[A-Za-z0-9]{1,12}(?:-1(?!\d))?|\d{1,6}|_?[([]t ?- ?1[)\]]|_?[([](?:\d{1,3}|t)[)\]])/;

/** The longest beginning that is a quantity or a function: `u3w` is u_3, `wu_3` is w. */
function named(rest: string, word: string, keys: readonly string[]): Token | undefined {
  const tail = TAIL.exec(rest.slice(word.length))?.[0] ?? "";
  const tails = /^_\w/.test(tail)
    ? Array.from({ length: tail.length - 1 }, (_, i) => tail.slice(0, tail.length - i))
    : [tail];
  const longest = Math.min(word.length, 24);
  const heads = Array.from({ length: longest }, (_, i) => word.slice(0, longest - i));
  const candidates = [...tails.filter((t) => t !== "").map((t) => word + t), ...heads];
  for (const text of candidates) {
    const after = rest.slice(text.length);
    if (/\d$/.test(text) && /^\d/.test(after)) continue;
    const key = keyOf(text, keys);
    if (key !== undefined && !/^(?:_|\d)/.test(after)) return { kind: "name", text, key };
    const bare = text.replace("\\", "");
    if (Object.hasOwn(functionNames, bare)) return { kind: "function", text, fn: functionNames[bare] };
    if (bare === "frac" && text !== bare) return { kind: "frac", text };
    if (bare === "e" && /^\s*\^/.test(after)) return { kind: "e", text };
  }
  return undefined;
}

/** As it is spelled, or with its first letter in the other case. */
function keyOf(text: string, keys: readonly string[]): string | undefined {
  const head = text[0] === text[0].toLowerCase() ? text[0].toUpperCase() : text[0].toLowerCase();
  const spelled = (first: string): string => (first + text.slice(1)).replace("[", "(").replace("]", ")");
  return canonicalKey(spelled(text[0]), "", keys) ?? canonicalKey(spelled(head), "", keys);
}

function refuse(rest: string, word: string, keys: readonly string[]): never {
  const text =
    word + (TAIL.exec(rest.slice(word.length))?.[0] ?? /^_?\d*/.exec(rest.slice(word.length))?.[0] ?? "");
  const power = /^(.*?\p{L})_?(\d+)$/u.exec(text);
  if (power && keyOf(power[1], keys) !== undefined)
    throw new Unreadable(`${quoted(text)} is no quantity here; write ${power[1]}^${power[2]} for a power`);
  throw new Unreadable(
    `${quoted(text)} is no quantity here${didYouMean(text, keys) || `; there are ${listed(keys)}`}`,
  );
}

/** `w, u_1 and u_2` */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
