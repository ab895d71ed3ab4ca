import type { Block, Report } from "../../src/report/report.ts";
import { formula, symbolMath } from "../../src/text/formula.ts";

const both = (unicode: string, latex: string) =>
  formula(
    () => unicode,
    () => latex,
  );

/** A report with a block of every kind. */
export const blocks: readonly Block[] = [
  { kind: "heading", id: "3.2", title: "GRU, one step", aside: "(alias gru)" },
  { kind: "prose", text: "Compute $h~_t$ from 50 % of it & more.\n" },
  { kind: "fact", label: "Convention", text: "$z_t$ weighs the candidate" },
  { kind: "items", title: "Hints", items: ["First the sum.", "Then $σ$ of it."] },
  {
    kind: "given",
    quantities: [
      { names: [symbolMath("x_t")], value: [0.5, -0.1] },
      {
        names: [symbolMath("W_z"), symbolMath("U_z")],
        value: [
          [0.1, 0.2],
          [0.3, -0.5],
        ],
      },
    ],
  },
  { kind: "section", title: "Step 1 of 3" },
  {
    kind: "working",
    number: 1,
    title: "update gate",
    symbol: symbolMath("z_t"),
    equation: both("σ(W_z x_t)", "\\sigma\\left(W_{z} x_{t}\\right)"),
    numbersIn: {
      pieces: [["σ⎛⎡0.1⎤⎞", " ⎝⎣0.3⎦⎠"]],
      latex: "\\sigma\\left(\\begin{bmatrix} 0.1 \\\\ 0.3 \\end{bmatrix}\\right)",
    },
    columns: ["unit 1", "", "unit 9"],
    rows: [
      {
        label: both("W_z x_t", "W_{z} x_{t}"),
        kind: "part",
        numbers: [0.03, null, -0.2],
        fine: [{ column: "unit 1", text: "0.1·0.5 − 0.2·0.1 = 0.0300" }],
      },
      { label: both("sum", "\\text{sum}"), kind: "sum", numbers: [0.14, null, 12345678], fine: [] },
      {
        label: both("σ(sum)", "\\sigma\\left(\\text{sum}\\right)"),
        kind: "result",
        numbers: [0.534943, null, 0.5125],
        fine: [],
      },
    ],
  },
  {
    kind: "equations",
    lines: [
      {
        title: "update gate",
        symbol: symbolMath("z_t"),
        equation: both("σ(x_t)", "\\sigma\\left(x_{t}\\right)"),
      },
    ],
  },
  {
    kind: "heatmap",
    title: "Attention",
    rows: ["query 1", "query 2"],
    columns: ["I", "am"],
    values: [
      [0.25, 0.75],
      [1, 0],
    ],
  },
  {
    kind: "plot",
    title: "Gradient",
    x: { label: "t", scale: "linear" },
    y: { label: "norm", scale: "log" },
    series: [
      {
        name: "w = 0.5",
        points: [
          [1, 0.125],
          [2, 0.25],
        ],
      },
    ],
  },
  { kind: "picture", title: "a cell", unicode: ["─►(σ)"], ascii: ["->(s)"], svg: "<svg></svg>" },
  {
    kind: "table",
    title: "Shapes",
    columns: ["$x_t$", "norm"],
    rows: [
      ["3×1", 1.5],
      ["2", -12.25],
    ],
  },
  {
    kind: "part",
    digits: 2,
    blocks: [{ kind: "results", results: [{ names: [symbolMath("h_t")], value: [0.14192] }] }],
  },
  {
    kind: "checked",
    answers: [
      {
        mark: "right",
        symbol: symbolMath("z_t"),
        given: [["0.535", "0.512"]],
        verdict: "right to 3 decimals",
        details: [],
      },
      {
        mark: "wrong",
        symbol: symbolMath("h_t"),
        given: [["0.15", "−0.26"]],
        verdict: "not right",
        details: ["See $z_t$."],
      },
      { mark: "open", symbol: symbolMath("r_t"), given: [], verdict: "not answered", details: [] },
    ],
  },
  { kind: "code", language: "python", text: "h = x_t\n" },
  { kind: "results", results: [{ names: [symbolMath("h_t")], value: [0.14192, 0.256] }] },
  {
    kind: "note",
    label: "Erratum, 3.4",
    text: "It is the other way round: $z_t$ weighs the candidate.",
    evidence: [{ label: "with $z_t$ near 0", results: [{ names: [symbolMath("h_t")], value: [0.2, 0.4] }] }],
  },
  { kind: "entries", title: "3  GRU", entries: [["gru", "GRU, one step"]] },
  { kind: "commands", commands: [["Line by line", "rnn-tutor gru --step"]] },
];

export const reportOf = (more: Partial<Report> = {}): Report => ({
  digits: 4,
  blocks,
  data: undefined,
  records: [],
  ...more,
});
