import { positions } from "../text/box.ts";
import { MINUS, short } from "../text/number.ts";
import type { Polynomial, Term } from "./polynomial.ts";

/** How a polynomial is written. */
export interface Manner {
  readonly symbol: (key: string) => string;
  /** Keys in the order in which they stand in a term; terms rise with the powers of the first of them. */
  readonly order: readonly string[];
  /** The most terms that are written; of more, the first and the last. */
  readonly most: number;
}

/** `u_3 + 2 w u_2 + 3 w^2 u_1`, as a student writes it, in the notation of mathematics in prose. */
export function polynomialText(polynomial: Polynomial, manner: Manner): string {
  if (polynomial.length === 0) return "0";
  const [first] = manner.order;
  const rising = [...polynomial].sort((a, b) => (a.powers.get(first) ?? 0) - (b.powers.get(first) ?? 0));
  return positions(rising.length, manner.most)
    .map((at, i) => {
      if (at === undefined) return " + …";
      const { coefficient } = rising[at];
      const body = term(rising[at], manner);
      if (i === 0) return coefficient < 0 ? MINUS + body : body;
      return ` ${coefficient < 0 ? MINUS : "+"} ${body}`;
    })
    .join("");
}

/** 2 w u_2, without its sign. */
function term({ coefficient, powers }: Term, { symbol, order }: Manner): string {
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  const factors = [...powers]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, power]) =>
      power === 1 ? symbol(key) : `${symbol(key)}^${power < 10 ? power : `{${power}}`}`,
    );
  const size = Math.abs(coefficient);
  return (size === 1 && factors.length > 0 ? factors : [short(size, 4), ...factors]).join(" ");
}
