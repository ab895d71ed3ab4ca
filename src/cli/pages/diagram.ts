import type { Convention, Model } from "../../models/model.ts";

import { edgesOf } from "../../readings/diagram/network.ts";
import { type PictureOptions, pictureOf, type Sketch } from "../../readings/diagram/picture.ts";
import { rowOf } from "../../readings/diagram/wordings.ts";
import type { Block, Picture, Report } from "../../report/report.ts";
import { widthOf } from "../../text/width.ts";

/** What is drawn: a model under a convention, with an exercise's numbers where they are wanted. */
export interface Drawn {
  readonly model: Model;
  readonly convention: Convention;
  /** The convention in words. */
  readonly words: readonly string[];
  readonly sketch: Sketch;
  readonly options: Pick<PictureOptions, "value">;
}

const DIGITS = 4;

/** The page of a diagram; a note in the place of a picture that the screen has no room for. */
export function diagramReport(drawn: Drawn, name: string, room: number, isAscii: boolean): Report {
  const { sketch, words, options } = drawn;
  const width = Number.isFinite(room) ? { width: room } : {};
  const picture = pictureOf(sketch, { ...options, ...width });
  const lines = isAscii ? picture.ascii : picture.unicode;
  const needed = Math.max(...lines.map(widthOf));
  const note = `This picture takes ${needed} columns, and the screen has ${room}. A wider screen shows it, and so does --format svg.`;
  const blocks: Block[] = [
    { kind: "heading", id: "", title: sketch.network.title },
    needed > room ? { kind: "prose", text: note } : pictureBlock(picture),
    ...(words.length > 0 ? [{ kind: "fact", label: "Convention", text: words.join(" · ") } as const] : []),
    ...signsOf(drawn),
    { kind: "commands", commands: [["As a picture", `rnn-tutor diagram ${name} --format svg`]] },
  ];
  return {
    digits: DIGITS,
    blocks,
    // the picture without a screen's width: another layout
    get data() {
      return dataOf(drawn);
    },
    records: [["from", "to"], ...edgesOf(sketch.network).map((edge) => [...edge])],
  };
}

/** A picture whose forms are drawn when a renderer asks for one of them. */
const pictureBlock = (picture: Picture): Block => ({
  kind: "picture",
  title: picture.title,
  get unicode() {
    return picture.unicode;
  },
  get ascii() {
    return picture.ascii;
  },
  get svg() {
    return picture.svg;
  },
});

/** What the signs of a picture mean, those that are in it. */
function signsOf({ sketch: { network } }: Drawn): Block[] {
  const has = (label: string): boolean => network.nodes.some((node) => node.label === label);
  const told = [
    ...(has("⊙") ? ["⊙ multiplies entry by entry"] : []),
    ...(has("‖") ? ["‖ joins"] : []),
    ...(network.nodes.some(
      ({ kind, label }) => /^(gate|candidate)$/.test(kind) && /^(σ|tanh|relu)$/.test(label),
    )
      ? ["a box has weights and a bias of its own"]
      : []),
    ...(network.wires.some(({ to }) => to.some(({ highway }) => highway))
      ? ["the state runs on the heavy line"]
      : []),
  ];
  return told.length > 0 ? [{ kind: "fact", label: "Signs", text: told.join(" · ") }] : [];
}

function dataOf({ model, convention, sketch, options }: Drawn): unknown {
  const { network } = sketch;
  const { board, routes } = pictureOf(sketch, options).layout;
  return {
    schema: 1,
    title: network.title,
    model: model.name,
    convention: { ...convention },
    nodes: network.nodes.map(({ id, kind, label, key }) => {
      const value = key === undefined ? undefined : options.value?.(key);
      return { id, kind, label, ...(value === undefined ? {} : { value: rowOf(value) }) };
    }),
    edges: network.wires.flatMap(({ from, to, key, symbol }) =>
      to.map(({ node, highway }) => ({
        from,
        to: node,
        ...(symbol && key ? { carries: key } : {}),
        ...(highway ? { highway } : {}),
      })),
    ),
    routes: routes.map(({ from, to, path }) => ({
      from,
      to,
      path: path.map((cell) => [cell % board.width, Math.floor(cell / board.width)]),
    })),
  };
}
