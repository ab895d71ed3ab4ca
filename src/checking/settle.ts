import type { Run } from "../course/run.ts";
import type { Tensor } from "../linalg/tensor.ts";
import type { Values } from "../readings/value.ts";
import type { Sheet } from "./sheet.ts";

/** A number that would tell explanations apart. */
export interface Settling {
  readonly key: string;
  readonly decimals: number;
  /** Whether it would leave only one, whichever it is. */
  readonly settles: boolean;
}

/** The cheapest number that splits workings most: an answer to one or two decimals more, or one that was not given. */
export function settling(
  run: Run,
  sheet: Sheet,
  workings: readonly Values[],
  digits: number,
): Settling | undefined {
  const lines = run.graph.lines.filter(({ quiet }) => !quiet).map(({ key }) => key);
  const open = [...run.asked, ...lines].filter((key) => !sheet.answers.has(key));
  const typed = [...sheet.answers].map(([key, { numbers }]) => {
    const decimals = Math.min(...numbers.map((number) => number.decimals ?? digits));
    return { key, decimals };
  });
  const options = [
    ...typed.map(({ key, decimals }) => ({ key, decimals: decimals + 1 })),
    ...open.map((key) => ({ key, decimals: digits })),
    ...typed.map(({ key, decimals }) => ({ key, decimals: decimals + 2 })),
  ];
  let best: Settling | undefined;
  let most = 1;
  for (const { key, decimals } of options.filter((option) => option.decimals <= MOST)) {
    const classes = new Set(workings.map((values) => rounded(values.get(key), decimals))).size;
    if (classes <= most) continue;
    most = classes;
    best = { key, decimals, settles: classes === workings.length };
  }
  return best;
}

const MOST = 12;

const rounded = (tensor: Tensor | undefined, decimals: number): string =>
  Array.from(tensor?.data ?? [], (x) => x.toFixed(decimals)).join(" ");
