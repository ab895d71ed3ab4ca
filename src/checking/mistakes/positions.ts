import { add, map, scale } from "../../graph/build.ts";
import type { Expr, Fn } from "../../graph/expr.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, withInputs, within } from "../rewrite.ts";
import { numbersOf } from "../work.ts";

// Mistakes in the positional encoding sin and cos of pos · 10000^(−2i/d).

const PE = ["positional-encoding"];

/** Other frequencies, of the column j, counted from 0, of d. */
const frequencies = (
  work: Work,
  omega: (j: number, d: number, own: number) => number,
  where?: string,
): Rewrite[] => {
  const old = numbersOf(work, "omega");
  return old ? [changed(work, "omega", old, (own, j) => omega(j, old.data.length, own), where)] : [];
};

const changed = (
  work: Work,
  key: string,
  old: Tensor,
  entry: (own: number, i: number) => number,
  where?: string,
): Rewrite => withInputs(work, new Map([[key, { ...old, data: old.data.map(entry) }]]), where);

const isSine = (work: Work, j: number): boolean => numbersOf(work, "sines")?.data[j] === 1;

/** Something else in the place of sin and cos of the angles. */
const waves = (work: Work, other: (fn: Fn, angle: Expr) => Expr): Rewrite[] =>
  everywhere(work, ({ role, expr }) =>
    role === "positional-encoding"
      ? within(expr, (e) =>
          e.kind === "map" && (e.fields.fn === "sin" || e.fields.fn === "cos")
            ? other(e.fields.fn, e.fields.arg)
            : undefined,
        )
      : undefined,
  );

const swapped = (work: Work): Rewrite[] =>
  waves(work, (fn, angle) => map(fn === "sin" ? "cos" : "sin", angle));

export const positions: readonly Mistake[] = [
  {
    id: "pe-exponent-not-paired",
    kind: "concept",
    models: PE,
    feedback:
      "Both columns of a pair use the same angle, and only the sine changes to a cosine; your cosines have an angle of their own.",
    source: "SamLynnEvans/Transformer#7",
    rewrites: (work) => [
      ...frequencies(work, (j, d, own) => (isSine(work, j) ? own : own * 10_000 ** (-1 / d))),
      ...frequencies(
        work,
        (j, d, own) => (isSine(work, j) ? own : own * 10_000 ** (-2 / d)),
        "with the next pair's angle",
      ),
    ],
  },
  {
    id: "pe-index-doubled",
    kind: "concept",
    models: PE,
    feedback:
      "The exponent is twice the number of the pair, which is the number of its first column; you doubled the column's number once more.",
    source: "jadore801120/attention-is-all-you-need-pytorch#32",
    rewrites: (work) => [
      ...frequencies(work, (_, __, own) => own * own),
      ...frequencies(work, (j, d) => 10_000 ** ((-2 * j) / d), "of each column's own number"),
    ],
  },
  {
    id: "pe-multiplied-not-divided",
    kind: "slip",
    models: PE,
    feedback: "The position is divided by the power of 10000; you multiplied by it.",
    source: "hkproj/pytorch-transformer#2",
    rewrites: (work) => frequencies(work, (_, __, own) => 1 / own),
  },
  {
    id: "pe-wrong-base",
    kind: "slip",
    models: PE,
    feedback: "The base of the power is 10000; yours was another one.",
    source: "maxjcohen/transformer#62",
    rewrites: (work) => [
      ...frequencies(work, (_, __, own) => own ** 0.75, "with 1000"),
      ...frequencies(work, (_, __, own) => own ** 1.25, "with 100000"),
    ],
  },
  {
    id: "pe-starts-at-one",
    kind: "slip",
    models: PE,
    feedback: "Look at which number this sheet's positions start; yours start one off.",
    source: "kaushalshetty/Positional-Encoding#1",
    rewrites: (work) => {
      const pos = numbersOf(work, "pos");
      const by = work.convention.start === "one" ? -1 : 1;
      return pos ? [changed(work, "pos", pos, (own) => own + by)] : [];
    },
  },
  {
    id: "pe-halves-not-interleaved",
    kind: "convention",
    models: PE,
    feedback:
      "Libraries differ in the order of the columns, sine and cosine in turn or all sines first; yours is not this sheet's.",
    source: "tensorflow/tensor2tensor#391",
    rewrites: (work) => otherLayout(work),
  },
  {
    id: "pe-sin-cos-swapped",
    kind: "slip",
    models: PE,
    feedback: "You exchanged sine and cosine: the even columns, counted from 0, have the sines.",
    rewrites: swapped,
  },
  {
    id: "pe-degrees",
    kind: "calc",
    models: PE,
    feedback: "Your calculator was set to degrees; the angle is in radians.",
    rewrites: (work) => waves(work, (fn, angle) => map(fn, scale(Math.PI / 180, angle))),
  },
  {
    id: "pe-omitted",
    kind: "concept",
    models: PE,
    feedback: "The positional encoding is added to the token; you have one of the two alone.",
    source: "cpuimage/Transformer-TTS#1",
    rewrites: (work) => [
      ...everywhere(work, ({ role, expr }) =>
        isOutput(role) && expr.kind === "add" ? expr.fields.terms[0] : undefined,
      ),
      ...everywhere(
        work,
        ({ role, expr }) => (isOutput(role) && expr.kind === "add" ? expr.fields.terms[1] : undefined),
        "the encoding alone",
      ),
    ],
  },
  {
    id: "embedding-scaled",
    kind: "convention",
    models: PE,
    feedback:
      "You multiplied the token by $√d$ before adding, as the paper does with its embeddings; this sheet adds it as it is.",
    source: "SamLynnEvans/Transformer#10",
    rewrites: (work) =>
      everywhere(work, ({ role, expr }) =>
        isOutput(role) && expr.kind === "add"
          ? add(scale(Math.sqrt(expr.shape[1] as number), expr.fields.terms[0]), expr.fields.terms[1])
          : undefined,
      ),
  },
];

const isOutput = (role: string): boolean => role === "tokens-with-their-positions";

/** The other layout's constants; the lines are the same. */
function otherLayout(work: Work): Rewrite[] {
  const layout = work.convention.layout === "halves" ? "interleaved" : "halves";
  const sizes = {
    tokens: numbersOf(work, "pos")?.shape[0] ?? 1,
    model: numbersOf(work, "omega")?.shape[0] ?? 1,
  };
  const other = work.model.build(sizes, { ...work.convention, layout });
  const constants = other.inputs.flatMap(({ key, value }) => (value ? [[key, value] as const] : []));
  return [withInputs(work, new Map(constants))];
}
