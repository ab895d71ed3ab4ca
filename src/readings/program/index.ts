import { refsOf } from "../../graph/fold.ts";
import type { Graph, Line } from "../../graph/graph.ts";
import { allocate } from "./allocate.ts";
import { Lowering } from "./lower.ts";
import { Plan } from "./plan.ts";
import { sharingOf } from "./sharing.ts";
import type { Buffer, View } from "./view.ts";

export { withTables } from "./tables.ts";

/** A graph made ready for a batch: write into the inputs, run, read the outputs. Nothing is allocated in a run. */
export interface Program {
  /** Views to write into: a shared input is rows·columns numbers, a sample input batch·rows·columns, row-major, sample after sample. */
  readonly inputs: ReadonlyMap<string, Float64Array>;
  /** Views of the wanted lines after `run`; a shared one (a weight's gradient, summed over the batch) once, a sample's one batch times. */
  readonly outputs: ReadonlyMap<string, Float64Array>;
  run(): void;
}

export interface CompileOptions {
  readonly batch: number;
  /** The inputs that are the same for every sample: weights. Constants of the model are, too. */
  readonly shared: ReadonlySet<string>;
  /** The lines that are wanted; what they do not need is not computed. */
  readonly outputs: readonly string[];
}

/**
 * Compiles any graph, gradients included, into a plan over one arena. Sums are taken in a fixed order, so that the same
 * inputs give the same bits. The adjoint of something shared is the sum over the batch.
 */
export function compile(graph: Graph, { batch, shared, outputs }: CompileOptions): Program {
  const plan = new Plan(batch);
  const sharing = sharingOf(graph, shared);
  const known = new Map<string, View>();
  for (const { key, shape, value, oneHot } of graph.inputs) {
    const isShared = sharing.isShared(key);
    if (value) known.set(key, plan.holding(shape, value.data));
    else known.set(key, oneHot && !isShared ? plan.tokens(shape, key) : plan.room(shape, isShared, true));
  }
  const given = [...known];
  const defined = new Set([...graph.inputs, ...graph.lines].map(({ key }) => key));
  const unknown = outputs.find((key) => !defined.has(key));
  if (unknown !== undefined) throw new Error(`internal: there is no ${unknown} to compute`);
  const wanted = new Set(outputs);
  const lowering = new Lowering(plan, sharing, known);
  for (const line of neededFor(graph, wanted)) lowering.line(line, wanted.has(line.key));
  const arena = new Float64Array(allocate(plan.ops, plan.kept));
  for (const { at, holds } of plan.kept) if (holds) arena.set(holds, at);
  const steps = plan.ops.map((op) => op.prepare(arena));
  const numbers = ({ at, size }: Buffer): Float64Array => arena.subarray(at, at + size);
  return {
    inputs: new Map(given.map(([key, { buffer }]) => [key, numbers(buffer)])),
    outputs: new Map(outputs.map((key) => [key, numbers((known.get(key) as View).buffer)])),
    run() {
      for (let i = 0; i < steps.length; i++) steps[i]();
    },
  };
}

/** The lines that the wanted ones are made from, in order. */
function neededFor({ lines }: Graph, wanted: ReadonlySet<string>): Line[] {
  const needed = new Set(wanted);
  const found: Line[] = [];
  for (const line of [...lines].reverse()) {
    if (!needed.has(line.key)) continue;
    found.push(line);
    for (const { fields } of refsOf(line.expr)) needed.add(fields.key);
  }
  return found.reverse();
}
