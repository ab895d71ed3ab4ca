import { product, ref, transpose } from "../../graph/build.ts";
import type { Expr } from "../../graph/expr.ts";
import { replace } from "../../graph/fold.ts";
import { type Graph, graph, type Line } from "../../graph/graph.ts";

/** The two parts of an embedding: the table E, and the tokens that pick its rows. */
interface Embedding {
  readonly E: Expr;
  readonly x: Expr;
}

/**
 * W (Eᵀ x) as (E Wᵀ)ᵀ x for one-hot x: the rows of E Wᵀ are computed once and looked up in every step, which pays when
 * more tokens are read than there are different ones. A rewrite of the forward lines; the gradient follows by itself.
 */
export function withTables(whole: Graph, shared: ReadonlySet<string>): Graph {
  const tokens = new Set(whole.inputs.filter(({ oneHot }) => oneHot).map(({ key }) => key));
  const embeddings = new Map<string, Embedding>();
  for (const { key, expr } of whole.lines) {
    const found = embedding(expr, tokens, shared);
    if (found) embeddings.set(key, found);
  }
  const tables = new Map<string, Line>();
  const lookedUp = (e: Expr): Expr | undefined => {
    if (e.kind !== "product" || e.fields.a.kind !== "ref" || e.fields.b.kind !== "ref") return undefined;
    const [W, e_x] = [e.fields.a, embeddings.get(e.fields.b.fields.key)];
    if (!e_x || !shared.has(W.fields.key)) return undefined;
    const line = tableLine(e_x.E, W, W.fields.key);
    tables.set(line.key, line);
    return product(transpose(ref(line.key, line.expr.shape)), e_x.x);
  };
  const lines = whole.lines.map((line) => ({ ...line, expr: replace(line.expr, lookedUp) }));
  return graph(whole.inputs, [...tables.values(), ...lines]);
}

/** Eᵀ x with a shared E and a one-hot x. */
function embedding(
  expr: Expr,
  tokens: ReadonlySet<string>,
  shared: ReadonlySet<string>,
): Embedding | undefined {
  if (expr.kind !== "product" || expr.fields.a.kind !== "transpose") return undefined;
  const [E, x] = [expr.fields.a.fields.arg, expr.fields.b];
  const fits = E.kind === "ref" && shared.has(E.fields.key) && x.kind === "ref" && tokens.has(x.fields.key);
  return fits ? { E, x } : undefined;
}

const tableLine = (E: Expr, W: Expr, key: string): Line => ({
  key: `T_${key}`,
  symbol: `T_{${key}}`,
  title: "embeddings times weights, a row a token",
  role: "table",
  expr: product(E, transpose(W)),
});
