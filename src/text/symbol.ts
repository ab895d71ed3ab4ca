/** A symbol in parts: `h~_{t-1}` is h with a tilde and the subscript t-1. */
interface Symbol {
  readonly base: string;
  readonly tilde: boolean;
  readonly sub: string;
}

function parts(symbol: string): Symbol {
  const match = /^([^_~]+)(~?)(?:_\{?([^}]*)\}?)?$/.exec(symbol);
  return { base: match?.[1] ?? symbol, tilde: match?.[2] === "~", sub: match?.[3] ?? "" };
}

/** `∂L/∂h_2` in its two parts, and `∂(∂L/∂w)/∂h_2` in its, brackets taken off. */
function derivative(symbol: string): readonly [of: string, by: string] | undefined {
  const match = /^∂(\(.*\)|[^/]*)\/∂(.*)$/.exec(symbol);
  return match ? [bare(match[1]), bare(match[2])] : undefined;
}

const bare = (part: string): string => part.replace(/^\((.*)\)$/, "$1");

/** `h~_{t-1}` → `h̃_{t−1}`, `W_{xh}` → `W_xh`, `∂L/∂h~_2` → `∂L/∂h̃_2` */
export function unicodeSymbol(symbol: string): string {
  const quotient = derivative(symbol);
  if (quotient) return `∂${quotient.map(unicodeSymbol).map(bracketed).join("/∂")}`;
  const { base, tilde, sub } = parts(symbol);
  const inner = sub.replace(/-/g, "−");
  const tail = sub === "" ? "" : /^\w+$/.test(sub) ? `_${inner}` : `_{${inner}}`;
  return `${base}${tilde ? "\u0303" : ""}${tail}`;
}

const bracketed = (part: string): string => (part.startsWith("∂") ? `(${part})` : part);

/** `h~_{t-1}` → `\tilde{h}_{t-1}`, `γ_1` → `\gamma_{1}`, `∂L/∂h_2` → `\frac{\partial L}{\partial h_{2}}` */
export function latexSymbol(symbol: string): string {
  const quotient = derivative(symbol);
  if (quotient) return `\\frac${quotient.map((part) => `{\\partial ${latexSymbol(part)}}`).join("")}`;
  const { base, tilde, sub } = parts(symbol);
  const name = upright(latexGreek(base));
  const head = tilde ? `\\tilde{${name}}` : name;
  return sub === "" ? head : `${head}_{${upright(sub)}}`;
}

/** Letters set beside each other would be read as a product. */
const upright = (text: string): string => text.replace(/(?<![A-Za-z\\])[A-Za-z]{3,}/g, "\\mathrm{$&}");

/** The Greek letters of our equations, by their names. */
export const greekNames: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  ε: "epsilon",
  μ: "mu",
  ω: "omega",
};

export const latexGreek = (text: string): string =>
  text.replace(
    /([αβγεμω])(?=([A-Za-z])?)/g,
    (_, letter, next) => `\\${greekNames[letter]}${next ? " " : ""}`,
  );
