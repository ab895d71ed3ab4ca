import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Work } from "../../src/checking/mistake.ts";
import { catalogue, mistakesFor } from "../../src/checking/mistakes/index.ts";
import { graph } from "../../src/graph/graph.ts";
import { models } from "../../src/models/index.ts";
import { isRecurrent, type Model } from "../../src/models/model.ts";
import { value } from "../../src/readings/value.ts";
import { everyConvention } from "../helpers/conventions.ts";
import { distance } from "../helpers/numbers.ts";
import { manyWorks, worksOf } from "../helpers/works.ts";

/** Whether some way to make a mistake changes a number that is not a pre-activation's. */
function isSeen(work: Work, id: string): boolean {
  const right = value(work.graph, work.inputs);
  const keys = work.graph.lines.filter(({ quiet }) => !quiet).map(({ key }) => key);
  return (catalogue.find((one) => one.id === id)?.rewrites(work) ?? []).some((way) => {
    const wrong = value(way.graph, way.inputs);
    return keys.some((key) => distance(right.get(key) as never, wrong.get(key) as never) > 1e-6);
  });
}

describe("when a mistake is made on numbers of which no two are alike", () => {
  const works = manyWorks(20);
  for (const { id, models: names } of catalogue)
    for (const name of names)
      it(`then ${id} changes a result of ${name}`, () => {
        assert.ok(works.some((work) => work.model.name === name && isSeen(work, id)));
      });
});

const size = fc.integer({ min: 1, max: 4 });
const sizes = fc.record({
  ...{ input: size, hidden: size, output: size, tokens: size, source: size, memory: size },
  ...{ d_k: size, d_v: size, inner: size, query: size, alignment: size },
  // every number of heads divides it
  ...{ model: fc.constantFrom(24), keys: fc.constantFrom(24), values: fc.constantFrom(24) },
});

const anyWork = fc
  .record({ model: fc.constantFrom<Model>(...Object.values(models)), sizes, seed: fc.nat() })
  .chain(({ model, sizes: of, seed }) =>
    fc
      .constantFrom(...everyConvention(model))
      .chain((convention) =>
        fc.constantFrom(...worksOf(model, convention, { ...of, ...narrow(model) }, seed)),
      ),
  );

/** Models without heads are as narrow as anything. */
const narrow = ({ name }: Model): Record<string, number> =>
  name === "multi-head" || name === "transformer" ? {} : { model: 3 };

describe("when a work has any sizes, under any convention", () => {
  it("then no mistake throws, and each leaves a sound graph with the keys and shapes that it had", () => {
    fc.assert(
      fc.property(anyWork, (work) => {
        for (const { id, rewrites } of mistakesFor(work.model.name))
          for (const way of rewrites(work)) {
            graph(way.graph.inputs, way.graph.lines);
            const after = new Map(way.graph.lines.map(({ key, expr }) => [key, expr.shape]));
            for (const { key, expr } of work.graph.lines)
              assert.deepEqual(after.get(key), expr.shape, `${id}: ${key}`);
            value(way.graph, new Map([...work.inputs, ...way.inputs]));
          }
      }),
      { numRuns: 40 },
    );
  });

  it("then a single step has no mistakes between steps", () => {
    for (const model of Object.values(models).filter(isRecurrent)) {
      const [one] = worksOf(model, model.defaults, { input: 2, hidden: 2, output: 2 }, 3);
      const carried = mistakesFor(model.name).find(({ id }) => id === "state-not-carried");
      assert.deepEqual(carried?.rewrites(one), []);
    }
  });
});
