import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encoderDecoderOf, sketchOf } from "../../../src/cli/pages/picture.ts";
import { keysOf } from "../../../src/graph/fold.ts";
import type { Graph } from "../../../src/graph/graph.ts";
import { models, recurrent } from "../../../src/models/index.ts";
import type { Convention, Model } from "../../../src/models/model.ts";
import { layout } from "../../../src/readings/diagram/layout.ts";
import { edgesOf, type Network } from "../../../src/readings/diagram/network.ts";
import type { Sketch } from "../../../src/readings/diagram/picture.ts";
import { svgOf } from "../../../src/readings/diagram/svg/svg.ts";
import { everyConvention } from "../../helpers/conventions.ts";
import { edgesInSvg } from "./trace-svg.ts";
import { edgesInText } from "./trace-text.ts";

const shown = (edges: readonly (readonly [string, string])[]): string[] =>
  edges.map(([from, to]) => `${from} -> ${to}`).sort();
const named = (convention: Convention): string => Object.values(convention).join(" ");

/** The conventions that change a picture: biases do not. */
const drawnConventions = (model: Model): Convention[] =>
  everyConvention(model).filter(({ biases, affine, heads = "1" }) => {
    const { defaults } = model;
    return biases === defaults.biases && affine === defaults.affine && /^[124]$/.test(heads);
  });

/** Every edge of the text, in both alphabets, and of the SVG, against those of the network. */
function assertTraced({ network, grids }: Sketch, width?: number): void {
  const wanted = shown(edgesOf(network));
  const room = width === undefined ? {} : { width };
  const wide = layout(network, grids, room);
  assert.deepEqual(shown(edgesInText(wide, false)), wanted);
  assert.deepEqual(shown(edgesInText(layout(network, grids, { ...room, ascii: true }), true)), wanted);
  assert.deepEqual(shown(edgesInSvg(svgOf(wide, "light"))), wanted);
}

/** What each line reads, through the nodes that stand for no line, is what its equation reads. */
function assertFromGraph({ nodes, wires }: Network, graph: Graph): void {
  const quiet = new Map(graph.lines.filter((line) => line.quiet).map((line) => [line.key, line]));
  const isSignal = new Set([
    ...graph.inputs.filter(({ role }) => role !== "weight" && role !== "bias").map(({ key }) => key),
    ...graph.lines.map(({ key }) => key),
  ]);
  const readBy = (key: string): string[] => {
    const line = quiet.get(key);
    return line ? keysOf(line.expr).flatMap(readBy) : isSignal.has(key) ? [key] : [];
  };
  const keys = new Map(nodes.filter(({ kind }) => kind !== "output").map(({ id, key }) => [id, key]));
  const isQuiet = (id: string): boolean => quiet.has(keys.get(id) ?? "");
  const sources = (id: string): string[] =>
    wires
      .filter(({ to }) => to.some(({ node }) => node === id))
      .flatMap(({ from }) => {
        const key = keys.get(from);
        return key === undefined || isQuiet(from) ? sources(from) : [key];
      });
  for (const { key, expr, quiet: isInside } of graph.lines) {
    if (isInside) continue;
    const wanted = [...new Set(keysOf(expr).flatMap(readBy))].sort();
    assert.deepEqual([...new Set(sources(key))].sort(), wanted, `what ${key} reads`);
  }
}

describe("a cell's picture", () => {
  for (const model of Object.values(recurrent) as Model[])
    for (const convention of drawnConventions(model)) {
      const sketch = sketchOf(model, convention);
      it(`when ${model.name} ${named(convention)} is drawn, then its wires are what its equations read`, () =>
        assertFromGraph(sketch.network, model.build({}, convention)));
      it(`when ${model.name} ${named(convention)} is drawn, then text and SVG show every edge`, () => {
        assertTraced(sketch);
        assertTraced(sketch, 50);
      });
    }
});

describe("a picture over steps", () => {
  for (const model of Object.values(recurrent) as Model[])
    for (const steps of [1, 3, 7])
      it(`when ${model.name} is unrolled over ${steps}, then text and SVG show every edge`, () => {
        const sketch = sketchOf(model, model.defaults, steps);
        assertTraced(sketch);
        const states = Object.keys(model.build({}, model.defaults).recurrence).length;
        const between = edgesOf(sketch.network).filter(
          ([from, to]) => /^step/.test(from) && /^step/.test(to),
        );
        assert.equal(between.length, states * (steps - 1));
      });
});

describe("the pictures of other models", () => {
  const others = Object.values(models).filter((model) => !Object.hasOwn(recurrent, model.name)) as Model[];
  for (const model of others)
    for (const convention of drawnConventions(model))
      it(`when ${model.name} ${named(convention)} is drawn, then text and SVG show every edge`, () =>
        assertTraced(sketchOf(model, convention)));
  for (const name of ["attention", "additive-attention", "layer-norm", "positional-encoding"] as const)
    it(`when ${name} is drawn, then its wires are what its equations read`, () => {
      const model: Model = models[name];
      assertFromGraph(sketchOf(model, model.defaults).network, model.build({}, model.defaults));
    });
  for (const attention of ["general", "dot", "additive", "none"])
    it(`when an encoder–decoder has attention ${attention}, then text and SVG show every edge`, () =>
      assertTraced(encoderDecoderOf({ attention, context: "state", cell: "rnn" })));
});
