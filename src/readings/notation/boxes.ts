import { colsOf, rowsOf, type Tensor } from "../../linalg/tensor.ts";
import { type Box, beside, fence, matrixBox, positions } from "../../text/box.ts";
import { fixed, MINUS, short } from "../../text/number.ts";
import { atom, Hold, type Notation, type Written } from "../equation.ts";

/** An equation with its numbers put in, as boxes that may be set on one line or on several. */
export type Layout = readonly Box[];

const most = 6;

/** σ, brackets and signs around vectors and matrices as they are written on paper. */
export const boxes: Notation<Layout> = {
  number: (value) => [[short(value, 4)]],
  onehot: (indices) => [[`onehot(${indices.map((i) => i + 1).join(", ")})`]],
  sum: (terms) =>
    terms.flatMap(({ sign, body }, i) => {
      const mark = sign === "-" ? (i === 0 ? MINUS : `${MINUS} `) : i === 0 ? "" : "+ ";
      return [beside([mark], body[0]), ...body.slice(1)];
    }),
  scale: (factor, arg) => [beside(whole(factor), [" "], whole(arg))],
  factor: (_, value) => [[short(value, 4)]],
  entrywise: (a, b) => [beside(whole(a), [" ⊙ "], whole(b))],
  times: (a, b) => [beside(whole(a), [" · "], whole(b))],
  square: (a) => [beside(whole(a), ["²"])],
  product: (a, b) => [beside(whole(a), [" "], whole(b))],
  call: (fn, arg) =>
    fenced(arg, { sigmoid: "σ", log: "ln", sqrt: "√", reciprocal: "1/" }[fn as string] ?? fn),
  transpose: (arg) => [beside(whole(arg), ["ᵀ"])],
  total: (arg) => fenced(arg, "sum"),
  join: (parts) => fenced(parts.map(whole), ""),
  part: (arg, _, from, to) => [beside(whole(arg), [`[${from + 1}…${to}]`])],
  bracket: (arg) => fenced(arg, ""),
};

/** The pieces set on one line. */
export const whole = (layout: Layout): Box =>
  beside(...layout.flatMap((box, i) => (i === 0 ? [box] : [[" "], box])));

function fenced(layout: Layout, name: string): Layout {
  const height = Math.max(...layout.map((box) => box.length));
  const last = layout.length - 1;
  return layout.map((box, i) =>
    beside(
      ...(i === 0 ? [[name], fence("(", height)] : []),
      box,
      ...(i === last ? [fence(")", height)] : []),
    ),
  );
}

/**
 * A tensor as a student sets it: a vector as a column. Given numbers are shown as they were given, computed
 * ones to `digits` decimals; of more than six rows or columns the first and the last are shown.
 */
export function tensorBox(tensor: Tensor, digits: number, given: boolean): Written<Layout> {
  const text = (value: number) => (given ? short(value, digits) : fixed(value, digits));
  if (tensor.shape.length === 0) {
    const value = tensor.data[0];
    const box = [[text(value)]];
    return value < 0 ? { body: box, hold: Hold.sum, negated: [[text(-value)]] } : atom(box);
  }
  const cols = colsOf(tensor.shape);
  const across = positions(cols, most);
  const cells = positions(rowsOf(tensor.shape), most).map((i) =>
    across.map((j) =>
      i === undefined
        ? j === undefined
          ? "⋱"
          : "⋮"
        : j === undefined
          ? "⋯"
          : text(tensor.data[i * cols + j]),
    ),
  );
  return atom([matrixBox(cells)]);
}
