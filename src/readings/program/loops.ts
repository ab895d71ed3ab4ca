import type { Op } from "./op.ts";
import type { View } from "./view.ts";

/**
 * Over n entries, each operand with the place of its first one and its stride: out = …, or out += … . With a stride of
 * 0 for the output a sum is taken in order. Those that a loop has no use for are 0.
 */
export type Loop = (
  m: Float64Array,
  n: number,
  o: number,
  oStep: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  c: number,
  cStep: number,
  p: number,
  q: number,
) => void;

/** What a loop runs over, from the outside in: how often, and each operand's stride. */
interface Level {
  readonly count: number;
  readonly steps: readonly number[];
}

/** A loop over every entry of an output and its operands; a shared output takes the sum over the batch. */
export function overEntries(
  loop: Loop,
  views: readonly View[],
  batch: number,
  [p, q]: readonly [number, number],
  keepsRows = false,
): Op {
  const levels = merged(levelsOf(views, batch, keepsRows), keepsRows);
  return {
    touches: views.map(({ buffer }) => buffer),
    prepare(m) {
      const at = views.map(({ buffer, offset }) => buffer.at + offset);
      return nested(loop, m, levels, at, p, q);
    },
  };
}

function levelsOf(views: readonly View[], batch: number, keepsRows: boolean): Level[] {
  const [out] = views;
  const samples = views.every(({ isShared }) => isShared) ? 1 : batch;
  const rows = { count: out.rows, steps: views.map(({ row }) => row) };
  const cols = { count: out.cols, steps: views.map(({ col }) => col) };
  // an output that stands on its side is written in the order of its memory
  const turned = !keepsRows && out.row !== 0 && out.row < out.col;
  const inner = turned ? [cols, rows] : [rows, cols];
  return [{ count: samples, steps: views.map(({ batch: step }) => step) }, ...inner];
}

/** Levels of one turn left out, and levels that follow each other in memory made one. */
function merged(levels: readonly Level[], keepsRows: boolean): Level[] {
  const last = levels[levels.length - 1];
  const found: Level[] = [];
  for (const level of levels) {
    const above = found[found.length - 1];
    if (keepsRows && level === last) found.push(level);
    else if (level.count === 1) continue;
    else if (above?.steps.every((step, i) => step === level.count * level.steps[i]))
      found[found.length - 1] = { count: above.count * level.count, steps: level.steps };
    else found.push(level);
  }
  return found.length > 0 ? found : [last];
}

function nested(
  loop: Loop,
  m: Float64Array,
  levels: readonly Level[],
  [o, a = 0, b = 0, c = 0]: readonly number[],
  p: number,
  q: number,
): () => void {
  const inner = levels[levels.length - 1];
  const [oStep, aStep = 0, bStep = 0, cStep = 0] = inner.steps;
  const n = inner.count;
  if (levels.length === 1) return () => loop(m, n, o, oStep, a, aStep, b, bStep, c, cStep, p, q);
  const once: Level = { count: 1, steps: [0, 0, 0, 0] };
  const [outer, middle] = levels.length === 2 ? [once, levels[0]] : levels;
  const [o0, a0 = 0, b0 = 0, c0 = 0] = outer.steps;
  const [o1, a1 = 0, b1 = 0, c1 = 0] = middle.steps;
  const [n0, n1] = [outer.count, middle.count];
  return () => {
    for (let i = 0; i < n0; i++)
      for (let j = 0; j < n1; j++)
        loop(
          m,
          n,
          o + i * o0 + j * o1,
          oStep,
          a + i * a0 + j * a1,
          aStep,
          b + i * b0 + j * b1,
          bStep,
          c + i * c0 + j * c1,
          cStep,
          p,
          q,
        );
  };
}
