import type { Op } from "./op.ts";
import type { Stored } from "./products.ts";
import { adding, writing } from "./terms.ts";
import { transposed, type View } from "./view.ts";

// A product with one-hot rows is no arithmetic: it picks rows, X W, or adds to them, Xᵀ G.

/** Finds where the 1 of each row is; −1 where there is none. @throws where a row holds anything else */
export function findOnes(view: View, key: string): Op {
  const { buffer } = view;
  const ones = buffer.ones as Int32Array;
  const width = widthOf(view);
  return {
    touches: [buffer],
    prepare: (m) => () => {
      for (let i = 0, at = buffer.at; i < ones.length; i++) {
        let found = -1;
        for (let j = 0; j < width; j++, at++) {
          if (m[at] === 0) continue;
          if (m[at] !== 1 || found >= 0) throw new Error(`internal: a row of ${key} is not one-hot`);
          found = j;
        }
        ones[i] = found;
      }
    },
  };
}

/** out = f A B where A or B is made of one-hot rows, lying or standing; nothing where neither is. */
export function lookupOp(out: View, a: View, b: View, batch: number, stored: Stored): Op | undefined {
  if (a.buffer.ones) return isLying(a) ? pick(out, a, b, batch, stored) : addTo(out, a, b, batch, stored);
  if (b.buffer.ones) return lookupOp(transposed(out), transposed(b), transposed(a), batch, stored);
  return undefined;
}

/** How many entries a row of one-hot rows has. */
const widthOf = ({ buffer: { ones, size } }: View): number => size / (ones as Int32Array).length;

const isLying = (view: View): boolean => view.cols === widthOf(view) && view.col === 1;

/** For every one-hot row: which it is, and where the rows of the two others are that belong to it. */
interface Pairs {
  readonly index: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Rows of `left` (by their number of the one-hot row), and those of `right` beside them. */
function pairs(hot: View, left: View, right: View, batch: number): Pairs {
  const width = widthOf(hot);
  const count = batch * hot.rows;
  const entries = Array.from({ length: count }, (_, n) => [Math.floor(n / hot.rows), n % hot.rows]);
  const first = hot.offset / width;
  const [perSample, perRow] = [hot.batch / width, hot.rows === 1 ? 0 : hot.row / width];
  return {
    index: Int32Array.from(entries, ([s, r]) => first + s * perSample + r * perRow),
    left: Int32Array.from(entries, ([s, r]) => left.offset + s * left.batch + r * left.row),
    right: Int32Array.from(entries, ([s]) => right.offset + s * right.batch),
  };
}

/** C_i = f B_{one of row i} */
function pick(out: View, a: View, b: View, batch: number, { factor, adds }: Stored): Op {
  const ones = a.buffer.ones as Int32Array;
  const { index, left, right } = pairs(a, out, b, batch);
  const row = adds ? adding.one : writing.one;
  return {
    touches: [out.buffer, a.buffer, b.buffer],
    prepare: (m) => () => {
      for (let n = 0; n < index.length; n++) {
        const found = ones[index[n]];
        const [o, from] = [out.buffer.at + left[n], b.buffer.at + right[n] + found * b.row];
        if (found >= 0) row(m, out.cols, o, out.col, from, b.col, 0, 0, 0, 0, 0, factor);
        else if (!adds) writing.constant(m, out.cols, o, out.col, 0, 0, 0, 0, 0, 0, 0);
      }
    },
  };
}

/** C_{one of row k} += f B_k */
function addTo(out: View, a: View, b: View, batch: number, { factor, adds }: Stored): Op {
  const ones = a.buffer.ones as Int32Array;
  const { index, left, right } = pairs(transposed(a), b, out, batch);
  const samples = out.isShared ? 1 : batch;
  return {
    touches: [out.buffer, a.buffer, b.buffer],
    prepare: (m) => () => {
      for (let s = 0; s < samples && !adds; s++)
        for (let i = 0; i < out.rows; i++) {
          const o = out.buffer.at + out.offset + s * out.batch + i * out.row;
          writing.constant(m, out.cols, o, out.col, 0, 0, 0, 0, 0, 0, 0);
        }
      for (let n = 0; n < index.length; n++) {
        const found = ones[index[n]];
        const [o, from] = [out.buffer.at + right[n] + found * out.row, b.buffer.at + left[n]];
        if (found >= 0) adding.one(m, out.cols, o, out.col, from, b.col, 0, 0, 0, 0, 0, factor);
      }
    },
  };
}
