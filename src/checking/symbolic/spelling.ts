// What is typed, pasted from LaTeX or copied from a page, brought to one spelling: + - * / ^ ( ) and names.

const subscripts = "₀₁₂₃₄₅₆₇₈₉";
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const ofDigits = (text: string, from: string): string => [...text].map((c) => from.indexOf(c)).join("");

const fractions: Readonly<Record<string, string>> = {
  "½": "(1/2)",
  "⅓": "(1/3)",
  "⅔": "(2/3)",
  "¼": "(1/4)",
  "¾": "(3/4)",
};

const rules: readonly (readonly [RegExp, string | ((found: string, ...groups: string[]) => string)])[] = [
  [/[−–—﹣－]/g, "-"],
  [
    /\\(?:left|right|bigl?|bigr|Bigl?|Bigr|displaystyle|limits)(?![A-Za-z])|\\[,;:! ]|\\q?quad(?![A-Za-z])/g,
    " ",
  ],
  [/\\(?:operatorname|mathrm|mathit|mathbf|text|rm)\s*\{\s*([A-Za-z]{1,12})\s*\}/g, (_, word) => `${word} `],
  [/\\[dtc]frac(?![A-Za-z])/g, "\\frac"],
  [/\\frac\s*(\d)\s*(\d)/g, "\\frac{$1}{$2}"],
  [/\\(?:cdot|times|ast)(?![A-Za-z])|[·⋅×∙•∗]|\*(?!\*)/g, "*"],
  [/\\div(?![A-Za-z])|[÷∕⁄]/g, "/"],
  [/\*\*/g, "^"],
  [/[½⅓⅔¼¾]/g, (found) => fractions[found]],
  [/ₜ₋₁/g, "_{t-1}"],
  [/ₜ/g, "_t"],
  [/[₀-₉]+/g, (found) => `_{${ofDigits(found, subscripts)}}`],
  [
    /⁻?[⁰¹²³⁴-⁹]+/g,
    (found) => `^(${found.startsWith("⁻") ? "-" : ""}${ofDigits(found.replace("⁻", ""), superscripts)})`,
  ],
  [/(\d),(\d)/g, "$1.$2"],
  [/(?<![A-Za-z])(?:np|numpy|math|torch)\.(?=[a-z])/g, ""],
  [/\$|\\\(|\\\)|\\\[|\\\]|&|\s+/g, " "],
];

/** One spelling for all; what it does not know stays as it is. */
export const oneSpelling = (text: string): string =>
  rules
    .reduce((so, [find, put]) => so.replace(find, put as string), text.normalize("NFC"))
    .trim()
    .replace(/[.,;]$/, "");

/** What stands to the right of the last equals sign: `dy/dw = …`. */
export const rightSide = (text: string): string => text.split(/=+/).at(-1) as string;
