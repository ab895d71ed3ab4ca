import { keysOf } from "../../src/graph/fold.ts";
import type { Graph } from "../../src/graph/graph.ts";
import { random } from "../../src/linalg/random.ts";
import { sizeOf, type Tensor } from "../../src/linalg/tensor.ts";
import { compile } from "../../src/readings/program/index.ts";
import { type Values, value } from "../../src/readings/value.ts";

/** The inputs of every sample of a batch; the shared ones are the same objects in each. */
export function batchFor(
  { inputs }: Graph,
  batch: number,
  shared: ReadonlySet<string>,
  seed: number,
  most = 2,
): Values[] {
  const draw = random(seed);
  const once = new Map<string, Tensor>(
    inputs.map(({ key, shape, value: known }) => [key, known ?? draw.tensor(shape, -most, most, 3)]),
  );
  return Array.from(
    { length: batch },
    (_, b) =>
      new Map(
        inputs.map(({ key, shape, value: known }) => [
          key,
          b === 0 || known || shared.has(key)
            ? (once.get(key) as Tensor)
            : draw.tensor(shape, -most, most, 3),
        ]),
      ),
  );
}

/** What a program finds for a batch, one array a wanted line. */
export function runProgram(
  g: Graph,
  samples: readonly Values[],
  shared: ReadonlySet<string>,
  outputs: readonly string[],
): ReadonlyMap<string, Float64Array> {
  const program = compile(g, { batch: samples.length, shared, outputs });
  for (const [key, into] of program.inputs) {
    const size = (samples[0].get(key) as Tensor).data.length;
    for (let b = 0; b * size < into.length; b++) into.set((samples[b].get(key) as Tensor).data, b * size);
  }
  program.run();
  program.run(); // what the first run left behind must not matter
  return program.outputs;
}

/** The same by `value`, a sample at a time: all samples' numbers, or their sum where a gradient of something shared is asked. */
export function oneByOne(
  g: Graph,
  samples: readonly Values[],
  shared: ReadonlySet<string>,
  key: string,
): Float64Array {
  const all = samples.map((inputs) => valuesOf(g, inputs).get(key) as Tensor);
  const size = sizeOf(all[0].shape);
  const adjointOf = g.lines.find((one) => one.key === key)?.adjointOf;
  const isShared = onlyOn(g, adjointOf ?? key, shared);
  // a loss that no sample has a part in has a gradient of its own, and no sum
  const differentiated = g.lines.find((one) => one.adjointOf !== undefined)?.adjointOf ?? key;
  if (adjointOf !== undefined && isShared && !onlyOn(g, differentiated, shared))
    return all[0].data.map((_, i) => all.reduce((total, { data }) => total + data[i], 0));
  const shown = isShared ? all.slice(0, 1) : all;
  return Float64Array.from(
    { length: size * shown.length },
    (_, i) => shown[Math.floor(i / size)].data[i % size],
  );
}

const known = new WeakMap<Values, Map<Graph, Values>>();

function valuesOf(g: Graph, inputs: Values): Values {
  const found = known.get(inputs) ?? new Map<Graph, Values>();
  known.set(inputs, found);
  const values = found.get(g) ?? value(g, inputs);
  found.set(g, values);
  return values;
}

/** Whether a quantity depends on shared inputs alone. */
function onlyOn({ inputs, lines }: Graph, key: string, shared: ReadonlySet<string>): boolean {
  const alone = new Set(
    inputs.filter((input) => input.value || shared.has(input.key)).map((input) => input.key),
  );
  for (const line of lines) if (keysOf(line.expr).every((read) => alone.has(read))) alone.add(line.key);
  return alone.has(key);
}
