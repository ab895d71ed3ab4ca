import { superscript } from "./superscript.ts";
import { greekNames, latexGreek, latexSymbol, unicodeSymbol } from "./symbol.ts";

/** A piece of mathematics in the notations that renderers print. */
export interface Formula {
  readonly unicode: string;
  readonly latex: string;
}

/** A formula whose notations are written when they are asked for: a renderer prints only one of them. */
export const formula = (unicode: () => string, latex: () => string): Formula => ({
  get unicode() {
    return unicode();
  },
  get latex() {
    return latex();
  },
});

/** A stretch of prose: words, mathematics from between dollar signs, or code from between backticks. */
export type Span = { readonly words: string } | { readonly math: Formula } | { readonly code: string };

const signs: Readonly<Record<string, string>> = {
  "⊙": "\\odot ",
  σ: "\\sigma ",
  "−": "-",
  "·": "\\cdot ",
  "∈": "\\in ",
  "×": "\\times ",
  "²": "^{2}",
  "³": "^{3}",
  "∂": "\\partial ",
  "…": "\\dots ",
  ᵀ: "^{\\top}",
  "∞": "\\infty ",
  "‖": "\\|",
  Π: "\\prod ",
  "≤": "\\le ",
};

const SIGNS = new RegExp(`[${Object.keys(signs).join("")}]`, "g");

// Between two dollar signs, nothing but symbols, numbers and signs; anything else is two dollar signs.
const KNOWN = `\\w +\\-*/=(),.'{}[\\]^~√${Object.keys(signs).join("")}${Object.keys(greekNames).join("")}`;
const FORMULA = new RegExp(`\\$(?=\\S)([${KNOWN}]*)(?<=\\S)\\$(?!\\d)`);
const CODE = /`([^`\n]+)`/;

/** `Compute $h~_t$.` → words, mathematics, words. */
export const spans = (prose: string): Span[] =>
  pieces(prose, "`", CODE)
    .flatMap((piece, i): Span[] => (i % 2 === 1 ? [{ code: piece }] : mathIn(piece)))
    .filter((span) => !("words" in span) || span.words !== "");

/** Split where the mark is there at all, as most prose has none. */
const pieces = (prose: string, mark: string, by: RegExp): string[] =>
  prose.includes(mark) ? prose.split(by) : [prose];

const mathIn = (prose: string): Span[] =>
  pieces(prose, "$", FORMULA).map(
    (piece, i): Span => (i % 2 === 0 ? { words: piece } : { math: inline(piece) }),
  );

/** A span by what it is: words, mathematics, code. */
export const bySpan = <R>(
  span: Span,
  words: (text: string) => R,
  math: (formula: Formula) => R,
  code: (text: string) => R,
): R => ("words" in span ? words(span.words) : "math" in span ? math(span.math) : code(span.code));

/** The prose as it is read on a screen. */
export const unicodeProse = (prose: string): string =>
  spans(prose)
    .map((span) =>
      bySpan(
        span,
        (words) => words,
        ({ unicode }) => unicode,
        (code) => code,
      ),
    )
    .join("");

export const symbolMath = (symbol: string): Formula =>
  formula(
    () => unicodeSymbol(symbol),
    () => latexSymbol(symbol),
  );

const SYMBOL = /[A-Za-z]+~?(?:_(?:\{[^}]*\}|\w+))?/g;

/** √d_k, √(v + ε) */
const ROOT = /√(?:\(([^()]*)\)|([^\W_]+(?:_(?:\{[^}]*\}|\w))?))/g;

/** `w^2`, `w^{49}`, `10^{-3}` */
const POWER = /\^(?:\{(-?\d+)\}|(\d+))/g;

/** `1/√d_k`, `h_t = z_t ⊙ h~_t`, `w^2 u_2`: a formula from symbols and signs. */
export const inline = (text: string): Formula => ({
  unicode: text
    .replace(POWER, (_, long?: string, digits?: string) => superscript(Number(long ?? digits)))
    .replace(SYMBOL, unicodeSymbol)
    .replace(/\^\{([^{}]*)\}/g, "^($1)")
    .replace(/-/g, "−"),
  latex: latexGreek(
    text
      .replace(SYMBOL, (word) =>
        /^(tanh|relu|exp|sin|cos|softmax)$/.test(word) ? `\\operatorname{${word}}` : latexSymbol(word),
      )
      .replace(POWER, (_, long?: string, digits?: string) => `^{${long ?? digits}}`)
      .replace(ROOT, (_, inBrackets?: string, word?: string) => `\\sqrt{${inBrackets ?? word}}`)
      .replace(SIGNS, (sign) => signs[sign]),
  ),
});
