import type { Expr, Kind, Kinds, Node, Rules } from "./expr.ts";

type Functor = {
  readonly [K in Kind]: <A, B>(fields: Kinds<A>[K], f: (child: A) => B) => Kinds<B>[K];
};

/** For each kind, its fields with `f` applied to every child, from left to right. */
const functor: Functor = {
  ref: (fields) => fields,
  fill: (fields) => fields,
  onehot: (fields) => fields,
  add: ({ terms }, f) => ({ terms: terms.map(f) }),
  scale: (fields, f) => ({ ...fields, arg: f(fields.arg) }),
  mul: ({ a, b }, f) => ({ a: f(a), b: f(b) }),
  map: ({ fn, arg }, f) => ({ fn, arg: f(arg) }),
  product: ({ a, b }, f) => ({ a: f(a), b: f(b) }),
  transpose: ({ arg }, f) => ({ arg: f(arg) }),
  sum: ({ axis, arg }, f) => ({ axis, arg: f(arg) }),
  spread: ({ axis, arg }, f) => ({ axis, arg: f(arg) }),
  softmax: ({ arg }, f) => ({ arg: f(arg) }),
  logsoftmax: ({ arg }, f) => ({ arg: f(arg) }),
  concat: ({ axis, parts }, f) => ({ axis, parts: parts.map(f) }),
  slice: (fields, f) => ({ ...fields, arg: f(fields.arg) }),
};

const mapFields = <K extends Kind, B>(node: Node<K>, f: (child: Expr) => B): Kinds<B>[K] =>
  functor[node.kind](node.fields as Kinds<Expr>[K], f);

/** Reads an expression from the leaves up: each rule gets its children's results. */
export function fold<R>(rules: Rules<R>, expr: Expr): R {
  const apply = <K extends Kind>(node: Node<K>): R =>
    (rules[node.kind] as Rules<R>[K])(
      mapFields(node, (child) => fold(rules, child)),
      node,
    );
  return apply(expr);
}

/** The expressions directly under one, from left to right. */
export function children(expr: Expr): readonly Expr[] {
  const found: Expr[] = [];
  mapFields(expr, (child) => found.push(child));
  return found;
}

/** The references in an expression, from left to right. */
export function refsOf(expr: Expr): readonly Node<"ref">[] {
  return expr.kind === "ref" ? [expr] : children(expr).flatMap(refsOf);
}

/** The keys that an expression reads, each once, in the order of reading. */
export function keysOf(expr: Expr): readonly string[] {
  const known = reads.get(expr) ?? [...new Set(refsOf(expr).map(({ fields }) => fields.key))];
  reads.set(expr, known);
  return known;
}

const reads = new WeakMap<Expr, readonly string[]>();

/** The same expression with other keys in its refs; shapes stay. */
export function renameKeys(expr: Expr, rename: (key: string) => string): Expr {
  return replaceRefs(expr, (node) => ({ ...node, fields: { key: rename(node.fields.key) } }));
}

/** The same expression with something else in the place of its refs. */
export const replaceRefs = (expr: Expr, replacement: (node: Node<"ref">) => Expr): Expr =>
  replace(expr, (node) => (node.kind === "ref" ? replacement(node) : undefined));

/**
 * The same expression with something else in the place of what `replacement` knows, from the outside in; what was put
 * in is not looked at again, and has the shape of what it stands for. Where nothing is replaced, the very same object.
 */
export function replace(expr: Expr, replacement: (e: Expr) => Expr | undefined): Expr {
  const found = replacement(expr);
  if (found || expr.kind === "ref") return found ?? expr;
  let isSame = true;
  const replaced = replaceChildren(expr, (child) => {
    const other = replace(child, replacement);
    if (other !== child) isSame = false;
    return other;
  });
  return isSame ? expr : replaced;
}

/** The same expression with something else of the same shape in each child's place. */
export function replaceChildren(expr: Expr, replacement: (child: Expr) => Expr): Expr {
  const rebuild = <K extends Kind>(node: Node<K>): Expr =>
    ({ ...node, fields: mapFields(node, replacement) }) as Expr;
  return rebuild(expr);
}

/** What tells expressions apart: they are plain data, and never change. */
export function identity(expr: Expr): string {
  if (expr.kind === "ref") return expr.fields.key;
  const known = identities.get(expr) ?? JSON.stringify(expr);
  identities.set(expr, known);
  return known;
}

const identities = new WeakMap<Expr, string>();

export const sameExpr = (a: Expr, b: Expr): boolean =>
  a === b || (a.kind === b.kind && identity(a) === identity(b));
