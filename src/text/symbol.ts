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

/** `h~_{t-1}` → `\tilde{h}_{t-1}`, `W_{xh}` → `W_{xh}` */
export function latexSymbol(symbol: string): string {
  const { base, tilde, sub } = parts(symbol);
  const head = tilde ? `\\tilde{${base}}` : base;
  return sub === "" ? head : `${head}_{${sub}}`;
}
