import type { Expr, Fn, Rules } from "../../graph/expr.ts";
import { fold } from "../../graph/fold.ts";
import { short } from "../../text/number.ts";
import { unicodeSymbol } from "../../text/symbol.ts";
import type { NodeKind } from "./network.ts";

// An expression read as a piece of a network: signals run on wires, parameters stand inside the boxes that they
// weigh, and what is linear waits for the activation around it, which takes it into its box.

export type Piece =
  | { readonly is: "signal"; readonly node: string; readonly negated?: boolean }
  | { readonly is: "parameter"; readonly names: readonly string[] }
  | { readonly is: "constant"; readonly value: number }
  | Linear;

/** W x + U h + p ⊙ c + b: signals that a matrix weighs, signals weighed entry by entry, and the parameters. */
export interface Linear {
  readonly is: "linear";
  readonly matrix: readonly string[];
  readonly diagonal: readonly string[];
  readonly names: readonly string[];
}

/** Makes a node, or finds the one that is the same already; gives its id. */
export type Draw = (node: {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly isSymbol?: boolean;
  readonly inputs: readonly string[];
  /** Inputs that may share a ‖ with other boxes that read the same. */
  readonly joined?: readonly string[];
}) => string;

/** A piece, given what its last operation is to be called. */
type Named = (as?: string) => Piece;

export const functionNames: Readonly<Record<Fn, string>> = {
  sigmoid: "σ", tanh: "tanh", relu: "relu", step: "step", exp: "exp", log: "ln", sqrt: "√", reciprocal: "1/x",
  sin: "sin",
  cos: "cos",
}; // biome-ignore format: a table read by its pairs

/** The piece that an expression is, its nodes drawn. `known` is what stands for a key. */
export function pieceOf(expr: Expr, as: string, known: (key: string) => Piece, draw: Draw): Piece {
  return fold(rulesFor(known, pen(draw)), expr)(as);
}

/** The node that a piece leaves from: a linear one gets a box of its own. */
export const solid = (piece: Piece, draw: Draw, as?: string): string => pen(draw).solid(piece, as);

function pen(draw: Draw) {
  const solidOf = (piece: Piece, as?: string): string => {
    if (piece.is === "signal")
      return piece.negated ? operation("−", [piece.node], `-${piece.node}`, as) : piece.node;
    if (piece.is === "linear") return box("linear", piece, as);
    const text = piece.is === "constant" ? short(piece.value, 4) : piece.names.join(",");
    return draw({
      id: as ?? text,
      kind: "input",
      label: text,
      isSymbol: piece.is === "parameter",
      inputs: [],
    });
  };
  const operation = (label: string, inputs: readonly string[], id: string, as?: string): string =>
    draw({ id: as ?? id, kind: "operation", label, inputs });
  /** σ, tanh or nothing around what is linear */
  const box = (kind: NodeKind, { matrix, diagonal, names }: Linear, as?: string, fn?: string): string => {
    const one = names.length === 1 || new Set(names.filter((name) => !/^([bB]_|β)/.test(name))).size === 1;
    const signals = [...matrix, ...diagonal].join(",");
    const own = { id: as ?? `${fn ?? ""}${names[0]}(${signals})`, kind, inputs: diagonal, joined: matrix };
    return fn
      ? draw({ ...own, label: fn })
      : draw({ ...own, label: one ? names[0] : "linear", isSymbol: one });
  };
  return { solid: solidOf, operation, box };
}

type Pen = ReturnType<typeof pen>;

/** A sort of product: what it is called, and how a parameter in it reaches the signal. */
interface Times {
  readonly label: string;
  readonly sign: string;
  readonly into: "matrix" | "diagonal";
}

const isParameter = (piece: Piece): piece is Extract<Piece, { is: "parameter" }> => piece.is === "parameter";
const namesIn = (piece: Piece): readonly string[] => (isParameter(piece) ? piece.names : []);
const minus = (piece: Piece): Piece =>
  piece.is === "signal" ? { ...piece, negated: !piece.negated } : piece;
const bracketed = (id: string): string => (/[-+*]/.test(id) ? `(${id})` : id);

function rulesFor(known: (key: string) => Piece, { solid: solidOf, operation, box }: Pen): Rules<Named> {
  const applied = (label: string, arg: Named, as?: string): Piece => {
    const piece = arg();
    if (isParameter(piece) || piece.is === "constant") return piece;
    const node = solidOf(piece);
    return { is: "signal", node: operation(label, [node], `${label}(${node})`, as) };
  };
  const activation = (fn: Fn, piece: Piece, as?: string): Piece => {
    if (piece.is !== "linear") return applied(functionNames[fn], () => piece, as);
    const kind = fn === "sigmoid" ? "gate" : "candidate";
    return { is: "signal", node: box(kind, piece, as, functionNames[fn]) };
  };
  const times = (left: Piece, right: Piece, { label, sign, into }: Times, as?: string): Piece => {
    if (isParameter(left) && isParameter(right)) return { ...left, names: [...left.names, ...right.names] };
    if (isParameter(left) || isParameter(right)) {
      const signal = solidOf(isParameter(left) ? right : left);
      const names = [...namesIn(left), ...namesIn(right)];
      return { is: "linear", matrix: [], diagonal: [], names, [into]: [signal] };
    }
    const inputs = [solidOf(left), solidOf(right)];
    return { is: "signal", node: operation(label, inputs, inputs.map(bracketed).join(sign), as) };
  };
  return {
    ref:
      ({ key }) =>
      () =>
        known(key),
    fill:
      ({ value }) =>
      () => ({ is: "constant", value }),
    onehot:
      ({ indices }) =>
      () => ({ is: "parameter", names: [`onehot(${indices.map((i) => i + 1)})`] }),
    add:
      ({ terms }) =>
      (as) =>
        sumOf(
          terms.map((term) => term()),
          { solid: solidOf, operation, box },
          as,
        ),
    scale:
      ({ factor, symbol, arg }) =>
      (as) =>
        factor === -1 ? minus(arg()) : applied(`×${symbol ?? short(factor, 4)}`, arg, as),
    // p ⊙ c is linear in c, as W c is; a gate's ⊙ is an operation
    mul:
      ({ a, b }) =>
      (as) =>
        times(a(), b(), { label: "⊙", sign: "*", into: "diagonal" }, as),
    map:
      ({ fn, arg }) =>
      (as) =>
        activation(fn, arg(), as),
    product:
      ({ a, b }) =>
      (as) =>
        times(a(), b(), { label: "matmul", sign: "·", into: "matrix" }, as),
    transpose: ({ arg }) => arg,
    sum:
      ({ arg }) =>
      (as) =>
        applied("Σ", arg, as),
    spread: ({ arg }) => arg,
    softmax:
      ({ arg }) =>
      (as) =>
        applied("softmax", arg, as),
    logsoftmax:
      ({ arg }) =>
      (as) =>
        applied("ln softmax", arg, as),
    concat:
      ({ parts }) =>
      (as) => {
        const pieces = parts.map((part) => part());
        if (pieces.every(isParameter)) return { is: "parameter", names: pieces.flatMap(namesIn) };
        const inputs = pieces.map((piece) => solidOf(piece));
        return { is: "signal", node: operation("‖", inputs, `[${inputs}]`, as) };
      },
    slice:
      ({ arg, from, to }) =>
      (as) =>
        applied(`[${from + 1}…${to}]`, arg, as),
  };
}

/** A sum: all linear, it stays so; 1 − z is one operation; what is linear beside other signals gets a box first. */
function sumOf(terms: readonly Piece[], { solid: solidOf, operation, box }: Pen, as?: string): Piece {
  const lone = terms.filter((term) => term.is === "signal");
  const constants = terms.filter((term) => term.is === "constant" && term.value !== 0);
  const linear = mergedLinear(terms);
  if (lone.length === 0 && constants.length === 0)
    return linear.matrix.length + linear.diagonal.length > 0
      ? linear
      : { is: "parameter", names: linear.names };
  const [only] = lone;
  if (constants.length === 1 && lone.length === 1 && linear.names.length === 0 && only.negated)
    return { is: "signal", node: operation("1−", [only.node], `1-${only.node}`, as) };
  const boxed = linear.matrix.length + linear.diagonal.length > 0 ? [box("linear", linear)] : [];
  const loose =
    boxed.length === 0 && linear.names.length > 0 ? [solidOf({ is: "parameter", names: linear.names })] : [];
  const inputs = [...lone, ...constants].map((term) => solidOf(term)).concat(boxed, loose);
  return { is: "signal", node: operation("+", inputs, inputs.map(bracketed).join("+"), as) };
}

const mergedLinear = (terms: readonly Piece[]): Linear => {
  const linear = terms.filter((term) => term.is === "linear");
  return {
    is: "linear",
    matrix: [...new Set(linear.flatMap(({ matrix }) => matrix))],
    diagonal: [...new Set(linear.flatMap(({ diagonal }) => diagonal))],
    names: [...linear.flatMap(({ names }) => names), ...terms.flatMap(namesIn)],
  };
};

export const shownLabel = (label: string, isSymbol: boolean): string =>
  isSymbol ? unicodeSymbol(label) : label;
