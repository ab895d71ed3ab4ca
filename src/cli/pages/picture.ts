import type { Run } from "../../course/run.ts";
import { initialKey, keyAt } from "../../graph/unroll.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { showShape } from "../../linalg/tensor.ts";
import { encoderDecoder } from "../../models/encoder-decoder.ts";
import { layoutsOf } from "../../models/layouts.ts";
import { type Convention, isRecurrent, type Model } from "../../models/model.ts";
import { encoderDecoderSketch } from "../../readings/diagram/encoder-decoder.ts";
import { headsSketch, partsSketch } from "../../readings/diagram/parts.ts";
import { type PictureOptions, pictureOf, type Sketch } from "../../readings/diagram/picture.ts";
import { networkOf } from "../../readings/diagram/read.ts";
import { unrolled } from "../../readings/diagram/unrolled.ts";
import type { Picture } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { fixed, short } from "../../text/number.ts";
import { UserError } from "../../text/user-error.ts";

/** A model under a convention as a sketch: a cell with its operations, or a box a step over `steps` steps. */
export function sketchOf(model: Model, convention: Convention, steps?: number): Sketch {
  if (model.name === encoderDecoder.name) return encoderDecoderOf(convention, steps);
  const cell = model.build({}, convention);
  const short = model.title.replace("vanilla ", "");
  if (steps !== undefined) {
    if (!isRecurrent(model)) throw new UserError(`${model.title} has no time steps to unroll`);
    const { network, grid } = unrolled(cell, steps, short);
    return { network, grids: [grid] };
  }
  if (model.name === "multi-head") return headsSketch(cell, capital(model.title));
  if (cell.lines.some(({ part }) => part !== undefined)) return partsSketch(cell, capital(model.title));
  const title = isRecurrent(model) ? `${short} cell` : capital(model.title);
  return { network: networkOf(cell, title), grids: layoutsOf(model.name, convention) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const LENGTH = 3;
const LONGEST = 3;

/** Over more tokens its wires find no ways that can be followed; its graph can still be written for other programs. */
export function mustBeDrawable(model: Model, steps = LENGTH): void {
  if (model.name === encoderDecoder.name && steps > LONGEST)
    throw new UserError(
      `--unroll can't be ${steps} here; an encoder–decoder is drawn over 1 to ${LONGEST} tokens, and --format mermaid or dot gives its graph over more`,
    );
}

/** The encoder–decoder, reading and writing as many tokens. */
export function encoderDecoderOf(convention: Convention, length = LENGTH): Sketch {
  const sizes = { input: 1, hidden: 1, output: 1 };
  const graph = encoderDecoder.build(sizes, { source: length, target: length }, convention);
  return encoderDecoderSketch(graph, capital(encoderDecoder.title));
}

/** The picture of a model, for a page to show. */
export const modelPicture = (
  model: Model,
  convention: Convention,
  options: PictureOptions & { readonly steps?: number } = {},
): Picture => pictureOf(sketchOf(model, convention, options.steps), options);

const MOST_ENTRIES = 4;

/** What a run has computed, as it stands on a wire: `[0.53, 0.51]`. A cell of a sequence shows its first step. */
export function valuesOn({ graph, values, parameters }: Run, digits: number, isUnrolled: boolean) {
  const given = new Set(graph.inputs.map(({ key }) => key));
  const at = (key: string): string =>
    parameters.steps === undefined || isUnrolled
      ? key
      : given.has(initialKey(key))
        ? initialKey(key)
        : keyAt(key, 1);
  return (key: string): readonly string[] | undefined => {
    const tensor = values.get(at(key));
    return tensor && onWire(tensor, digits, given.has(at(key)));
  };
}

function onWire({ shape, data }: Tensor, digits: number, isGiven: boolean): readonly string[] {
  const number = (x: number): string => (isGiven ? short(x, digits) : fixed(x, digits));
  if (shape.length === 2) return [showShape(shape)];
  return positions(data.length, MOST_ENTRIES).map((i) => (i === undefined ? "…" : number(data[i])));
}
