import { colsOf, rowsOf, type Shape, sizeOf } from "../../linalg/tensor.ts";
import { findOnes } from "./lookups.ts";
import type { Op } from "./op.ts";
import { type Buffer, type View, whole } from "./view.ts";

/** What a plan is made of while it is written: steps in order, and the buffers that they touch. */
export class Plan {
  readonly batch: number;
  readonly ops: Op[] = [];
  readonly kept: Buffer[] = [];
  readonly #constants = new Map<number, Buffer>();

  constructor(batch: number) {
    this.batch = batch;
  }

  /** Room for a quantity that other steps write. */
  room(shape: Shape, isShared: boolean, isKept = false): View {
    const size = sizeOf(shape) * (isShared ? 1 : this.batch);
    const buffer: Buffer = { size, isKept, at: 0 };
    if (isKept) this.kept.push(buffer);
    return whole(buffer, shape, isShared);
  }

  /** Room for one-hot rows (a vector is one), which are looked up instead of multiplied. */
  tokens(shape: Shape, key: string): View {
    const count = this.batch * (shape.length === 2 ? shape[0] : 1);
    const size = sizeOf(shape) * this.batch;
    const buffer: Buffer = { size, isKept: true, at: 0, ones: new Int32Array(count) };
    this.kept.push(buffer);
    const view = whole(buffer, shape, false);
    this.ops.push(findOnes(view, key));
    return view;
  }

  /** Numbers that are there from the start. */
  holding(shape: Shape, data: Float64Array): View {
    const buffer: Buffer = { size: data.length, isKept: true, at: 0, holds: data };
    this.kept.push(buffer);
    return whole(buffer, shape, true);
  }

  /** The same number in every entry. */
  filled(shape: Shape, value: number): View {
    const buffer = this.#constants.get(value) ?? this.holding([], Float64Array.of(value)).buffer;
    this.#constants.set(value, buffer);
    const still = { offset: 0, batch: 0, row: 0, col: 0 };
    return { buffer, isShared: true, rows: rowsOf(shape), cols: colsOf(shape), ...still };
  }
}
