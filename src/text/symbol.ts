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

/** `h~_{t-1}` → `h̃_{t−1}`, `W_{xh}` → `W_xh` */
export function unicodeSymbol(symbol: string): string {
  const { base, tilde, sub } = parts(symbol);
  const inner = sub.replace(/-/g, "−");
  const tail = sub === "" ? "" : /^\w+$/.test(sub) ? `_${inner}` : `_{${inner}}`;
  return `${base}${tilde ? "\u0303" : ""}${tail}`;
}

/** `h~_{t-1}` → `\tilde{h}_{t-1}`, `W_{xh}` → `W_{xh}`, `γ_1` → `\gamma_{1}`, `scores_1` → `\mathrm{scores}_{1}` */
export function latexSymbol(symbol: string): string {
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
