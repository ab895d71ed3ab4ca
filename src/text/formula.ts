import { latexGreek, latexSymbol, unicodeSymbol } from "./symbol.ts";

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

/** A stretch of prose: words, or mathematics from between dollar signs. */
export type Span = { readonly words: string } | { readonly math: Formula };

// Between two dollar signs, nothing but symbols, numbers and the signs below; anything else is two dollar signs.
const FORMULA = /\$(?=\S)([\w +\-*/=(),.'{}[\]^~⊙σ−·∈×²³√ᵀ∞αβγεμω]*)(?<=\S)\$(?!\d)/;

/** `Compute $h~_t$.` → words, mathematics, words. */
export const spans = (prose: string): Span[] =>
  prose
    .split(FORMULA)
    .map((piece, i): Span => (i % 2 === 0 ? { words: piece } : { math: inline(piece) }))
    .filter((span) => !("words" in span) || span.words !== "");

/** The prose as it is read on a screen. */
export const unicodeProse = (prose: string): string =>
  spans(prose)
    .map((span) => ("words" in span ? span.words : span.math.unicode))
    .join("");

export const symbolMath = (symbol: string): Formula =>
  formula(
    () => unicodeSymbol(symbol),
    () => latexSymbol(symbol),
  );

const SYMBOL = /[A-Za-z]+~?(?:_(?:\{[^}]*\}|\w+))?/g;

/** √d_k, √(v + ε) */
const ROOT = /√(?:\(([^()]*)\)|(\w+(?:_\{[^}]*\})?))/g;

const signs: Readonly<Record<string, string>> = {
  "⊙": "\\odot ",
  σ: "\\sigma ",
  "−": "-",
  "·": "\\cdot ",
  "∈": "\\in ",
  "×": "\\times ",
  "²": "^{2}",
  "³": "^{3}",
  ᵀ: "^{\\top}",
  "∞": "\\infty ",
};

/** `1/√d_k`, `h_t = z_t ⊙ h~_t`: a formula from symbols and signs. */
export const inline = (text: string): Formula => ({
  unicode: text.replace(SYMBOL, unicodeSymbol).replace(/-/g, "−"),
  latex: latexGreek(
    text
      .replace(SYMBOL, (word) =>
        /^(tanh|relu|exp|sin|cos|softmax)$/.test(word) ? `\\operatorname{${word}}` : latexSymbol(word),
      )
      .replace(ROOT, (_, inBrackets?: string, word?: string) => `\\sqrt{${inBrackets ?? word}}`)
      .replace(/[⊙σ−·∈×²³ᵀ∞]/g, (sign) => signs[sign]),
  ),
});
