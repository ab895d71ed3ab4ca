// Answers are pasted from LaTeX, from Python, from a calculator and from paper. What says nothing of a number is taken
// away, and what says it in another notation is put in ours, before the text is read.

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const exponent = (text: string): string =>
  text.replace(/[⁰-⁹¹²³]/g, (digit) => String(SUPERSCRIPTS.indexOf(digit))).replace("⁻", "-");

/** `tensor([0.5, 0.5], dtype=torch.float64)` as Python prints it: no other result is meant by `dtype=`. */
export const withoutDtype = (text: string): string =>
  text.replace(/,\s*(?:dtype|device|grad_fn|requires_grad)\s*=\s*[\w.<>:'"]{1,40}/g, "");

type Rule = readonly [pattern: RegExp, by: string | ((...found: string[]) => string)];

const rules: readonly Rule[] = [
  // LaTeX
  [/\\(?:left|right|big|Big)(?=[[\](){}.])\.?/g, ""],
  [/\\(?:begin|end)\s*\{[a-zA-Z*]{1,20}\}(?:\s*\[[a-z|]{0,9}\])?/g, " "],
  [/\\[dt]?frac\s*\{\s*([^{}]{1,40})\}\s*\{\s*([^{}]{1,40})\}/g, "$1/$2"],
  [/\\\\/g, ";"],
  [/&/g, " "],
  [/\\[,;:! ]|\\quad|~(?=[-+−]?[.\d])/g, " "],
  [/\\(?:approx|simeq|cong)|[≈≃≅]/g, " "],
  [/\$/g, ""],
  [/\\(?:times|cdot)\s*(?=10)/g, "·"],
  [/(\d)\s*[x×]\s*(?=10\s*(?:\^|\*\*|[⁻⁰¹²³⁴-⁹]))/g, "$1·"],
  [/(10\s*)([⁻⁰¹²³⁴-⁹]{1,5})/g, (_, ten, power) => `${ten.trim()}^${exponent(power)}`],
  [/10\s*(?:\^|\*\*)\s*\{\s*([-+−]?\d{1,4})\s*\}/g, "10^$1"],
  [/10\s*\*\*\s*(?=[-+−(\d])/g, "10^"],
  // numpy and PyTorch
  [/^\s*(?:np\.|numpy\.|torch\.)?(?:array|asarray|tensor|matrix)\s*\(([\s\S]*)\)\s*$/g, "$1"],
  // a row that is said to be a column
  [/(?<=[\])])\s*(?:\^\s*\{?\s*(?:T|⊤|\\top|\\intercal|\\mathsf\s*\{T\})\s*\}?|ᵀ|\.T\b|'|′)\s*$/g, ""],
  // 53.49 % is 0.5349
  [/(\d\.?)\s*\\?%/g, "$1e-2"],
  // − 0.5, where nothing stands before it to be subtracted from
  [/(^|[,;[(\n]\s*)([-+−–])\s+(?=[.\d])/g, "$1$2"],
  // more digits follow that are not written; a sentence ends
  [/(\d)\s*(?:…|\.{3}|\\[lc]?dots)/g, "$1"],
  [/(\.\d+)\.\s*$/g, "$1"],
  // (0,14 | 0,26), and the rows of a Markdown table
  [/^[ \t]*\|/gm, ""],
  [/\|[ \t]*$/gm, ""],
  [/\|/g, " "],
];

/** The most characters that are looked at so; what is longer is no answer that somebody wrote. */
const LONGEST = 20_000;

/** One number as most are typed, in which there is nothing to change. */
const PLAIN = /^\s*[-+−]?\d{0,20}[.,]?\d{1,20}\s*$/;

/** The same numbers as somebody types them in a terminal. */
export const plainNumbers = (text: string): string =>
  text.length > LONGEST || PLAIN.test(text)
    ? text
    : rules.reduce(
        (so, [pattern, by]) => so.replace(pattern, by as (...found: string[]) => string),
        withoutDtype(text),
      );
