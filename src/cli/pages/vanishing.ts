import { type Measured, verdict } from "../../course/vanishing.ts";
import type { Block, Plot } from "../../report/report.ts";
import { short, significant } from "../../text/number.ts";

/** What the page is about, in words, beside what was measured. */
export interface Setting {
  readonly subjects: readonly Measured[];
  readonly steps: number;
  /** Where the numbers are from. */
  readonly numbers: string;
  readonly clip: number | undefined;
  readonly digits: number;
  /** Whether the bounds by the singular values are drawn too. */
  readonly bounds: boolean;
}

/** How gradients fare on their way back: a plot, the numbers, and what the singular values say beforehand. */
export function vanishingPage(setting: Setting): Block[] {
  const { subjects, numbers } = setting;
  return [
    { kind: "heading", id: "", title: "Vanishing and exploding gradients" },
    { kind: "fact", label: "Numbers", text: numbers },
    {
      kind: "prose",
      text: `$‖∂h_T/∂h_t‖$ is the most that a small change of the state at step t is stretched on its way to the last step, T = ${setting.steps}: the largest singular value of the product of T − t Jacobians.`,
    },
    { kind: "plot", ...flowPlot(setting) },
    measuredTable(setting),
    ...subjects.flatMap((subject) => prediction(subject, setting)),
    ...subjects.flatMap((subject) => cellBlocks(subject, setting)),
    ...clipBlocks(setting),
  ];
}

const points = (norms: readonly number[]) => norms.map((norm, t) => [t, norm] as const);

const T_AXIS = { label: "t", scale: "linear" } as const;

export function flowPlot({ subjects, bounds, steps }: Setting): Plot {
  const spectrum = bounds ? subjects[0].spectrum : undefined;
  const powers = (sigma: number) => Array.from({ length: steps + 1 }, (_, t) => sigma ** (steps - t));
  const lines = spectrum
    ? [
        { name: "largest singular value to the power T − t", points: points(powers(spectrum[0])) },
        {
          name: "smallest singular value to the power T − t",
          points: points(powers(spectrum[spectrum.length - 1])),
        },
      ]
    : [];
  return {
    title: "What is left of a change at step t",
    x: T_AXIS,
    y: { label: "‖∂h_T/∂h_t‖", scale: "log" },
    series: [...subjects.map(({ name, flow }) => ({ name, points: points(flow.norms) })), ...lines],
  };
}

function measuredTable({ subjects, digits }: Setting): Block {
  return {
    kind: "table",
    columns: ["network", "$‖∂h_T/∂h_0‖$", "factor a step (fitted)", "so it"],
    rows: subjects.map(({ name, flow, rate }) => [
      name,
      significant(flow.norms[0], digits),
      Number.isNaN(rate) ? "none" : significant(rate, digits),
      verdict(rate),
    ]),
  };
}

/** What follows from the singular values alone, and what was measured. */
function prediction(
  { name, spectrum, linear, flow, rate }: Measured,
  { steps, digits, bounds }: Setting,
): Block[] {
  if (!spectrum) return [];
  const n = (x: number) => significant(x, digits);
  const [most, least] = [spectrum[0], spectrum[spectrum.length - 1]];
  const factor = Number.isNaN(rate) ? "" : `, a factor of ${n(rate)} a step`;
  const found = `Measured: ${n(flow.norms[0])}${factor}: it ${verdict(rate)}.`;
  const power = (x: number) => `$${n(x)}^{${steps}}$ = ${n(x ** steps)}`;
  if (spectrum.length === 1 && linear) {
    const text = `Every step multiplies by w, so ${steps} steps multiply a change, in size, by ${power(most)}. ${found}`;
    return [{ kind: "fact", label: name, text }];
  }
  const range = bounds ? "" : `The singular values of $W_hh$ lie between ${n(least)} and ${n(most)}. `;
  const above = `${steps} steps stretch a change to at most ${power(most)}`;
  const below = linear
    ? `, and to at least ${power(least)}.`
    : `; there is no lower bound, as the slopes of tanh, $1 − h²$, only shrink it.`;
  return [
    { kind: "fact", label: name, text: `${range}${above}${below} ${forced(most, least, linear)}${found}` },
  ];
}

function forced(most: number, least: number, linear: boolean): string {
  if (most < 1) return "All of them are below 1: it has to vanish. ";
  if (least > 1 && linear) return "All of them are above 1: it has to explode. ";
  return "So it may vanish, stay or explode. ";
}

/** The LSTM's direct path, computed from its cell, beside all paths. */
function cellBlocks({ name, cell, flow }: Measured, { subjects, digits, steps }: Setting): Block[] {
  if (!cell) return [];
  const { direct } = cell;
  const n = (x: number) => significant(x, digits);
  const others = subjects.filter((subject) => subject.run.exercise.file.model === "rnn");
  const isDiagonal =
    direct.apart === 0
      ? "it is the diagonal matrix of $f_t$ to the last digit, at every step"
      : `it differs from the diagonal matrix of $f_t$ by up to ${n(direct.apart)}: the peepholes look at the cell too`;
  const units = Array.from(direct.gates[0].data).slice(0, 4);
  return [
    { kind: "section", title: `${name}: the direct path of the cell state` },
    {
      kind: "prose",
      text: `The gradient of $c_t$ by $c_{t-1}$ is taken on the cell's own graph with $h_{t-1}$ held: ${isDiagonal}. No matrix stands on this path, and no tanh.`,
    },
    {
      kind: "table",
      columns: ["step 1", ...units.map((_, i) => `unit ${i + 1}`)],
      rows: [
        ["$f_1$", ...units.map(n)],
        [
          "$∂c_1/∂c_0$",
          ...units.map((_, i) => n(direct.jacobians[0].data[i * (direct.gates[0].data.length + 1)])),
        ],
      ],
    },
    {
      kind: "plot",
      title: "The cell state: the direct path, and all paths",
      x: T_AXIS,
      y: { label: "‖∂c_T/∂c_t‖", scale: "log" },
      series: [
        { name: `${name}, direct path: product of the $f$`, points: points(direct.norms) },
        { name: `${name}, all paths of c`, points: points(cell.flow.norms) },
        ...others.map((other) => ({
          name: `${other.name}, h, to compare`,
          points: points(other.flow.norms),
        })),
      ],
    },
    {
      kind: "prose",
      text: `Over ${steps} steps the product of the forget gates leaves ${n(direct.norms[0])}, all paths of c together ${n(cell.flow.norms[0])}, and of h ${n(flow.norms[0])}. A gate near 1 keeps the gradient; a gate near 0 forgets it, and nothing here bounds the other paths from above: it is no cure for explosion.`,
    },
  ];
}

function clipBlocks({ subjects, clip, digits }: Setting): Block[] {
  if (clip === undefined) return [];
  const n = (x: number) => significant(x, digits);
  return [
    { kind: "section", title: `Clipped at ${short(clip, digits)}` },
    {
      kind: "prose",
      text: "A gradient of length 1 arrives at the last state. Wherever it grows longer than the limit it is shortened to it, its direction kept.",
    },
    { kind: "plot", ...clipPlot({ subjects, clip, digits }) },
    {
      kind: "items",
      title: "What arrives at the start",
      items: subjects.map(({ name, backflow }) => {
        const { free, clipped, shortened } = backflow as NonNullable<Measured["backflow"]>;
        const times = shortened.length;
        const how = times === 0 ? "never shortened, so clipping changes nothing" : `shortened ${times} times`;
        return `${name}: ${n(free[0])}, with clipping ${n(clipped[0])}; ${how}.`;
      }),
    },
    {
      kind: "prose",
      text: "Clipping keeps a gradient from exploding. It makes none longer, so it is no help where one vanishes.",
    },
  ];
}

export function clipPlot({ subjects, clip, digits }: Pick<Setting, "subjects" | "clip" | "digits">): Plot {
  return {
    title: "How long a gradient is on its way back",
    x: T_AXIS,
    y: { label: "‖∂L/∂h_t‖", scale: "log" },
    series: subjects.flatMap(({ name, backflow }) => [
      { name, points: points(backflow?.free ?? []) },
      {
        name: `${name}, clipped at ${short(clip as number, digits)}`,
        points: points(backflow?.clipped ?? []),
      },
    ]),
  };
}
