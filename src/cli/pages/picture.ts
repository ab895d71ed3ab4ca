import type { Run } from "../../course/run.ts";
import { initialKey, keyAt } from "../../graph/unroll.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { showShape } from "../../linalg/tensor.ts";
import { layoutsOf } from "../../models/layouts.ts";
import { type Convention, isRecurrent, type Model } from "../../models/model.ts";
import { type PictureOptions, pictureOf, type Sketch } from "../../readings/diagram/picture.ts";
import { networkOf } from "../../readings/diagram/read.ts";
import { unrolled } from "../../readings/diagram/unrolled.ts";
import type { Picture } from "../../report/report.ts";
import { positions } from "../../text/box.ts";
import { fixed, short } from "../../text/number.ts";
import { UserError } from "../../text/user-error.ts";

/** A model under a convention as a sketch: a cell with its operations, or a box a step over `steps` steps. */
export function sketchOf(model: Model, convention: Convention, steps?: number): Sketch {
  const cell = model.build({}, convention);
  const short = model.title.replace("vanilla ", "");
  if (steps !== undefined) {
    if (!isRecurrent(model)) throw new UserError(`${model.title} has no time steps to unroll`);
    const { network, grid } = unrolled(cell, steps, short);
    return { network, grids: [grid] };
  }
  const title = isRecurrent(model) ? `${short} cell` : capital(model.title);
  return { network: networkOf(cell, title), grids: layoutsOf(model.name, convention) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
  return (key: string): string | undefined => {
    const tensor = values.get(at(key));
    return tensor && onWire(tensor, digits, given.has(at(key)));
  };
}

function onWire({ shape, data }: Tensor, digits: number, isGiven: boolean): string {
  const number = (x: number): string => (isGiven ? short(x, digits) : fixed(x, digits));
  if (shape.length === 0) return number(data[0]);
  if (shape.length === 2) return showShape(shape);
  const entries = positions(data.length, MOST_ENTRIES).map((i) => (i === undefined ? "…" : number(data[i])));
  return `[${entries.join(", ")}]`;
}
