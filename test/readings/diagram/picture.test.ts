import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encoderDecoderOf, sketchOf } from "../../../src/cli/pages/picture.ts";
import { models, recurrent } from "../../../src/models/index.ts";
import type { Model } from "../../../src/models/model.ts";
import { dotOf } from "../../../src/readings/diagram/dot.ts";
import { layout } from "../../../src/readings/diagram/layout.ts";
import { mermaidOf } from "../../../src/readings/diagram/mermaid.ts";
import { edgesOf } from "../../../src/readings/diagram/network.ts";
import { pictureOf, type Sketch } from "../../../src/readings/diagram/picture.ts";
import { canvasOf, unicodePen } from "../../../src/readings/diagram/text.ts";
import { widthOf } from "../../../src/text/width.ts";

const cell = (name: keyof typeof models, convention = {}): Sketch => {
  const model: Model = models[name];
  return sketchOf(model, { ...model.defaults, ...convention });
};
const sketches: readonly (readonly [string, Sketch])[] = [
  ...(Object.keys(models) as (keyof typeof models)[]).map((name) => [name, cell(name)] as const),
  ["lstm with peepholes", cell("lstm", { peepholes: "full" })],
  ["gru over 4 steps", sketchOf(models.gru, models.gru.defaults, 4)],
  ["encoder–decoder", encoderDecoderOf({ attention: "general", context: "state", cell: "rnn" })],
];

/** Those that have no exercise whose values could stand on their wires. */
const isLarge = (name: string): boolean => /encoder|multi|transformer|positional|layer/.test(name);

describe("a picture", () => {
  for (const [name, sketch] of sketches) {
    it(`when ${name} is drawn in ASCII, then it is printable ASCII`, () => {
      for (const line of pictureOf(sketch).ascii) assert.match(line, /^[ -~]*$/);
    });

    it(`when ${name} is drawn again, then it is the same`, () => {
      assert.deepEqual(pictureOf(sketch).unicode, pictureOf(sketch).unicode);
      assert.equal(pictureOf(sketch).svg, pictureOf(sketch).svg);
    });

    if (!isLarge(name))
      it(`when ${name} is drawn with values, then every label stands whole, on nothing else`, () => {
        const value = (): readonly string[] => ["0.53", "−0.51"];
        const drawn = layout(sketch.network, sketch.grids, { value });
        const canvas = canvasOf(drawn, unicodePen);
        assert.ok(drawn.labels.length > 0);
        for (const { x, y, width, lines } of drawn.labels)
          for (const [i, line] of lines.entries()) {
            const printed = canvas[y + i].slice(x, x + widthOf(line)).join("");
            assert.equal(printed, line);
            for (let column = x; column < x + width; column++) {
              const at = (y + i) * drawn.board.width + column;
              assert.equal(drawn.board.covers[at], undefined);
              assert.equal(drawn.board.strands[at].length, 0);
            }
          }
      });

    it(`when ${name} is written as Mermaid and for Graphviz, then every node and edge is there`, () => {
      const { network } = sketch;
      const mermaid = mermaidOf(network).split("\n");
      const links = mermaid.filter((line) => /^ {2}n\d+ (-->|==>)(\|"[^"]*"\|)? n\d+$/.test(line));
      const declared = mermaid.filter((line) => /^ {2}n\d+(\(\[|\(\(|\[)"[^"]+"(\]\)|\)\)|\])$/.test(line));
      assert.equal(links.length, edgesOf(network).length);
      assert.equal(declared.length, network.nodes.length);
      const dot = dotOf(network).split("\n");
      const edges = dot.filter((line) => /^ {2}"[^"]+" -> "[^"]+"( \[.*\])?;$/.test(line));
      assert.equal(edges.length, edgesOf(network).length);
      assert.equal(
        dot.filter((line) => /^ {2}"[^"]+" \[label=".*\];$/.test(line)).length,
        network.nodes.length,
      );
      assert.equal(dot.join("\n").split("{").length, dot.join("\n").split("}").length);
    });

    it(`when ${name} is drawn for a dark ground, then no light colour is left`, () => {
      const dark = pictureOf(sketch, { theme: "dark" }).svg;
      assert.doesNotMatch(dark, /#1f2937|<style>/);
      assert.match(pictureOf(sketch).svg, /prefers-color-scheme: dark/);
    });
  }

  for (const name of Object.keys(recurrent) as (keyof typeof recurrent)[])
    it(`when there are 50 columns, then ${name} keeps within them`, () => {
      const { unicode } = pictureOf(cell(name), { width: 50 });
      assert.ok(Math.max(...unicode.map(widthOf)) <= 50);
    });

  it("when the update convention changes, then 1 − z_t goes to the other product", () => {
    const into = (update: string): string =>
      edgesOf(cell("gru", { update }).network).find(([from]) => from === "1-z_t")?.[1] ?? "";
    assert.equal(into("new"), "(1-z_t)*h_prev");
    assert.equal(into("old"), "(1-z_t)*h_tilde_t");
  });
});
