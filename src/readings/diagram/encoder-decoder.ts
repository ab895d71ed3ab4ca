import type { Graph, Line } from "../../graph/graph.ts";
import { type Block, blocksOf } from "./blocks.ts";
import type { Sketch } from "./picture.ts";

/** An encoder and a decoder, a box a cell, with the attention between them: time from left to right. */
export function encoderDecoderSketch(graph: Graph, title: string): Sketch {
  const carried = /^[hs]_\d+$/;
  const network = blocksOf(graph, title, blockOf, {
    isHighway: (key, to) => carried.test(key) && /^(en|de)coder_/.test(to),
  });
  const known = new Set(network.nodes.map(({ id }) => id));
  const has = (id: string): string => (known.has(id) ? id : "·");
  const count = (start: string): number[] =>
    [...known].filter((id) => id.startsWith(start)).map((_, i) => i + 1);
  const reads = count("encoder_");
  const writes = count("decoder_");
  const row = (left: string, encoder: (i: number) => string, decoder: (j: number) => string): string =>
    [left, ...reads.map((i) => has(encoder(i))), ...writes.map((j) => has(decoder(j)))].join(" ");
  const last = reads.length;
  const above = (id: string) => (i: number) => (i === last ? id : "·");
  const none = (): string => "·";
  return {
    network,
    grids: [
      [
        row("·", none, (j) => `>p_${j}`),
        row("·", none, (j) => `output_${j}`),
        row("·", above("keys"), (j) => `attention_${j}`),
        row("·", above("H"), none),
        "",
        row(
          has("h_0"),
          (i) => `encoder_${i}`,
          (j) => `decoder_${j}`,
        ),
        row(
          "·",
          (i) => `x_${i}`,
          (j) => `y_${j - 1}`,
        ),
      ],
    ],
  };
}

function blockOf({ key, role, at = 1 }: Line): Block {
  if (role.startsWith("encoder")) return { id: `encoder_${at}`, label: "enc" };
  if (role === "decoder-start") return { id: "decoder_1", label: "dec", kind: "candidate" };
  if (role.startsWith("decoder")) return { id: `decoder_${at}`, label: "dec", kind: "candidate" };
  if (key === "H") return { id: "H", label: "‖", kind: "join" };
  if (role === "projected-keys") return { id: "keys", label: "keys", kind: "linear" };
  if (role === "logits" || role === "probabilities")
    return { id: `output_${at}`, label: "softmax", kind: "linear" };
  return { id: `attention_${at}`, label: "attention", kind: "gate" };
}
