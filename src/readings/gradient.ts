import { fill, isFill, ref } from "../graph/build.ts";
import type { Expr } from "../graph/expr.ts";
import { children } from "../graph/fold.ts";
import { type Graph, graph, type Input, type Line } from "../graph/graph.ts";
import { sameShape, showShape } from "../linalg/tensor.ts";
import { adjoints } from "./adjoints.ts";
import { gradientKey } from "./gradient-key.ts";
import { tidySum } from "./tidy.ts";

export { gradientKey };

/**
 * The graph with its gradient behind it: a line ∂L/∂… for every line and input that `of` depends on and that leads to
 * one of `wrt` (inputs or lines; all inputs where left out), from `of` backwards, as backpropagation goes.
 * `of` is a scalar, or `seed` is the key of an input in its shape (made where there is none): seedᵀ ∂of/∂… .
 * A gradient is a graph, so it has a gradient: in the second one keys begin with `dd_`.
 */
export function gradient(whole: Graph, of: string, wrt?: readonly string[], seed?: string): Graph {
  const quantities = [...whole.inputs, ...whole.lines];
  const start = quantities.find(({ key }) => key === of);
  if (!start) throw new Error(`internal: there is no ${of} to differentiate`);
  const leads = leadingTo(whole, new Set(wrt ?? whole.inputs.map(({ key }) => key)));
  const names = naming(whole, start.symbol);
  const seeds = seedOf(whole, start, seed);
  const given = new Map<string, Expr[]>([[of, [seeds.expr]]]);
  const give = (key: string, adjoint: Expr): void => {
    const all = given.get(key);
    if (all) all.push(adjoint);
    else given.set(key, [adjoint]);
  };
  const found: Line[] = [];
  for (const quantity of [...[...whole.lines].reverse(), ...whole.inputs]) {
    const contributions = given.get(quantity.key);
    if (!contributions || !leads.has(quantity.key)) continue;
    const line = adjointLine(quantity, tidySum(contributions.reverse()), names);
    found.push(line);
    // a constant is written where it is used: ∂L/∂y_1 = y_1 − target_1, and not 1 times that
    const g = line.expr.kind === "fill" ? line.expr : ref(line.key, line.expr.shape);
    if ("expr" in quantity)
      for (const [key, adjoint] of passedOn(quantity, g, leads).reverse()) give(key, adjoint);
  }
  return graph([...whole.inputs, ...seeds.inputs], [...whole.lines, ...found]);
}

/** The keys of `wrt` and of every line that depends on one of them. */
function leadingTo({ lines }: Graph, wrt: ReadonlySet<string>): ReadonlySet<string> {
  const leads = new Set(wrt);
  for (const { key, expr } of lines) if (reads(expr, leads)) leads.add(key);
  return leads;
}

const reads = (expr: Expr, keys: ReadonlySet<string>): boolean =>
  expr.kind === "ref" ? keys.has(expr.fields.key) : children(expr).some((child) => reads(child, keys));

type Names = (quantity: Input | Line) => Pick<Line, "key" | "symbol">;

/** `d_h_2` and ∂L/∂h_2; of a gradient `dd_d_h_2` and ∂(∂L/∂w)/∂(∂L/∂h_2). */
function naming({ lines }: Graph, of: string): Names {
  const again = /^(d*)_/.exec(lines.findLast(({ adjointOf }) => adjointOf !== undefined)?.key ?? "_");
  const prefix = again?.[1] ?? "";
  const part = (symbol: string): string => (symbol.startsWith("∂") ? `(${symbol})` : symbol);
  return ({ key, symbol }) => ({
    key: prefix + gradientKey(key),
    symbol: `∂${part(of)}/∂${part(symbol)}`,
  });
}

function seedOf(
  { inputs }: Graph,
  of: Input | Line,
  seed: string | undefined,
): { readonly expr: Expr; readonly inputs: readonly Input[] } {
  const shape = "expr" in of ? of.expr.shape : of.shape;
  if (seed !== undefined) {
    const known = inputs.some(({ key }) => key === seed);
    const made: Input = { key: seed, symbol: seed, title: "seed", role: "data", shape, sizes: [] };
    return { expr: ref(seed, shape), inputs: known ? [] : [made] };
  }
  if (!sameShape(shape, []))
    throw new Error(`internal: ${of.key} is ${showShape(shape)}; its gradient takes a scalar, or a seed`);
  return { expr: fill(1, []), inputs: [] };
}

function adjointLine(quantity: Input | Line, expr: Expr, names: Names): Line {
  const { title, role, key } = quantity;
  return {
    ...names(quantity),
    title: `gradient of the ${title}`,
    role: `gradient-of-${role}`,
    ...("at" in quantity && quantity.at !== undefined ? { at: quantity.at } : {}),
    adjointOf: key,
    expr,
  };
}

/** What a line whose gradient is `g` passes on to what it reads, from left to right. */
function passedOn({ key, expr }: Line, g: Expr, leads: ReadonlySet<string>): (readonly [string, Expr])[] {
  const found: (readonly [string, Expr])[] = [];
  const visit = (e: Expr, adjoint: Expr, y: Expr): void => {
    if (isFill(adjoint, 0) || !reads(e, leads)) return;
    if (e.kind === "ref") found.push([e.fields.key, adjoint]);
    const [below, passed] = [children(e), adjoints(e, adjoint, y)];
    below.forEach((child, i) => {
      visit(child, passed[i], child);
    });
  };
  visit(expr, g, ref(key, expr.shape));
  return found;
}
