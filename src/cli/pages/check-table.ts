import type { GradientRun } from "../../course/gradients.ts";
import type { Check } from "../../course/verify.ts";
import type { Block } from "../../report/report.ts";
import { short } from "../../text/number.ts";

/** What central differences say about each gradient; the inputs of a sequence are one row. */
export function checkTable(run: GradientRun, checks: readonly Check[]): Block[] {
  const symbols = new Map([...run.graph.inputs, ...run.graph.lines].map(({ key, symbol }) => [key, symbol]));
  const data = new Set(run.graph.inputs.filter(({ role }) => role === "data").map(({ key }) => key));
  const overTime = checks.filter(({ key }) => data.has(key));
  const rows = [
    ...(overTime.length > 1 ? [row("x_t", together(overTime))] : overTime.map((one) => row("x_t", one))),
    ...checks.filter(({ key }) => !data.has(key)).map((one) => row(symbols.get(one.key) ?? one.key, one)),
  ];
  return [
    {
      kind: "prose",
      text: "Each entry w is moved by d = 0.00001 to both sides, and the forward lines alone are run: (L(w + d) − L(w − d)) / 2d.",
    },
    { kind: "table", columns: ["gradient", "entries", "largest difference", "verdict"], rows },
    { kind: "prose", text: summary(checks) },
  ];
}

const row = (symbol: string, { entries, checked, difference, verdict }: Check): string[] => [
  `$∂L/∂${symbol}$`,
  checked === entries ? String(entries) : `${checked} of ${entries}`,
  difference === 0 ? "0" : difference < 1e-15 ? "below 1e−15" : short(Number(difference.toPrecision(2)), 4),
  verdict,
];

const order: readonly Check["verdict"][] = ["differs", "at a kink", "too small to tell", "agrees"];

/** Several quantities as one: sums of their entries, and the worst of their differences and verdicts. */
const together = (all: readonly Check[]): Check => ({
  key: all[0].key,
  entries: all.reduce((n, { entries }) => n + entries, 0),
  checked: all.reduce((n, { checked }) => n + checked, 0),
  difference: all.reduce((worst, { difference }) => Math.max(worst, difference), 0),
  verdict: order.find((verdict) => all.some((one) => one.verdict === verdict)) ?? "agrees",
});

function summary(checks: readonly Check[]): string {
  const { entries, checked, verdict } = together(checks);
  const counted =
    checked === entries
      ? `All ${entries} entries`
      : `${checked} of ${entries} entries (--all takes every one)`;
  const said: Readonly<Record<Check["verdict"], string>> = {
    agrees: "agree with the differences.",
    "too small to tell":
      "agree, as far as differences of L can show: some gradients are smaller than its last digits.",
    "at a kink":
      "were compared; some stand at a kink of relu, where there is no slope, and 0 is taken for it.",
    differs: "were compared, and some differ.",
  };
  return `${counted} ${said[verdict]} Differences are relative to the largest entry of each gradient.`;
}
