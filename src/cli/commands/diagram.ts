import { chosen, conventionOf, inWords } from "../../course/convention.ts";
import { run } from "../../course/run.ts";
import { findEntry } from "../../course/shipped.ts";
import { encoderDecoder } from "../../models/encoder-decoder.ts";
import { models } from "../../models/index.ts";
import type { Convention, Model } from "../../models/model.ts";
import { dotOf } from "../../readings/diagram/dot.ts";
import { mermaidOf } from "../../readings/diagram/mermaid.ts";
import { pictureOf, type Sketch } from "../../readings/diagram/picture.ts";
import { didYouMean } from "../../text/nearest.ts";
import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { digitsIn, drawings, formatIn, formats, oneOf } from "../options.ts";
import { type Drawn, diagramReport } from "../pages/diagram.ts";
import { mustBeDrawable, sketchOf, valuesOn } from "../pages/picture.ts";
import { screen } from "../screen.ts";

export interface DiagramFlags extends Flags {
  readonly unroll?: string;
  readonly values?: boolean;
  readonly theme?: string;
}

const DIGITS = 2;
const MOST_STEPS = 12;

/** `rnn-tutor diagram <model>`: a model, or that of an exercise or a file, drawn from its graph. */
export async function diagramCommand(desk: Desk, name: string, flags: DiagramFlags): Promise<void> {
  const format = formatIn(flags, [...formats, ...drawings]);
  const theme = oneOf("--theme", flags.theme ?? "auto", ["auto", "light", "dark"] as const);
  const steps = stepsIn(flags.unroll);
  const drawn = await subject(desk, name, flags, steps);
  if (format !== "mermaid" && format !== "dot") mustBeDrawable(drawn.model, steps);
  switch (format) {
    case "svg":
      return desk.print(pictureOf(drawn.sketch, { theme, ...drawn.options }).svg);
    case "mermaid":
      return desk.print(mermaidOf(drawn.sketch.network, drawn.options.value));
    case "dot":
      return desk.print(dotOf(drawn.sketch.network, drawn.options.value));
    default: {
      const room = format === "table" ? (await screen(flags)).width : Number.POSITIVE_INFINITY;
      return desk.show(diagramReport(drawn, name, room, flags.ascii ?? false), flags, format);
    }
  }
}

/** Every model that can be drawn: those of the exercises, and the encoder–decoder, which has none. */
const drawable: Readonly<Record<string, Model>> = {
  ...models,
  [encoderDecoder.name]: {
    ...encoderDecoder,
    presets: {},
    biasPairs: {},
    infer: () => ({}),
    build: models.rnn.build,
  },
};

/** The model of that name under its convention; an exercise's, with its numbers where they are wanted. */
async function subject(
  desk: Desk,
  name: string,
  flags: DiagramFlags,
  steps: number | undefined,
): Promise<Drawn> {
  const typed = name.toLowerCase();
  const model: Model | undefined = Object.hasOwn(drawable, typed) ? drawable[typed] : undefined;
  const { values, params, variant, level, set } = flags;
  const wantsNumbers = values || [params, variant, level, set].some((given) => given !== undefined);
  if (model && !wantsNumbers) {
    const asked = flags.convention === undefined ? {} : chosen(model, flags.convention);
    return drawnOf(model, conventionOf(model, asked), steps);
  }
  if (typed === encoderDecoder.name)
    throw new UserError(
      `${typed} has no exercise here whose numbers could be shown; leave out --values, --variant, --set and --params`,
    );
  const done = await runOf(desk, name, flags);
  if (!flags.values) return drawnOf(done.model, done.convention, steps);
  const { steps: length } = done.parameters;
  if (steps !== undefined && (length === undefined || length < steps))
    throw new UserError(
      length === undefined
        ? `${name} is a single step; --values with --unroll takes an exercise over a sequence`
        : `${name} has ${length} steps; --unroll ${steps} has no numbers for the others`,
    );
  const digits = flags.digits === undefined ? DIGITS : digitsIn(flags.digits);
  return {
    ...drawnOf(done.model, done.convention, steps),
    options: { value: valuesOn(done, digits, steps !== undefined) },
  };
}

function drawnOf(model: Model, convention: Convention, steps: number | undefined): Drawn {
  const sketch: Sketch = sketchOf(model, convention, steps);
  return { model, convention, words: inWords(model, convention), sketch, options: {} };
}

async function runOf(desk: Desk, name: string, flags: DiagramFlags) {
  const entries = desk.entries();
  const isFile = name === "-" || /[/\\]|\.(ya?ml|json)$/i.test(name);
  if (!isFile && !findEntry(entries, name)) {
    const known = [
      ...Object.keys(drawable),
      ...entries.flatMap(({ id, alias, name: own }) => [id, alias ?? own]),
    ];
    const hint = didYouMean(name, known) || `; it draws ${Object.keys(drawable).join(", ")}, and exercises`;
    throw new UserError(`there is no model "${name}"${hint}`);
  }
  const exercise = await desk.exercise(name, flags);
  return run(exercise, await desk.changes(flags, exercise));
}

function stepsIn(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const steps = Number(typed);
  if (/^\d+$/.test(typed.trim()) && steps >= 1 && steps <= MOST_STEPS) return steps;
  throw new UserError(`--unroll can't be "${typed}"; it is a whole number from 1 to ${MOST_STEPS}`);
}
