import type { Sizes } from "../../models/model.ts";
import type { Level } from "./code.ts";

// How large a variant is: as large as the exercise itself, or a size smaller or larger. What an exercise's hints speak
// of (the length of a query, the steps of a sequence) stays as it is.

const MOST_GROWN = 6;

/** What is worked by hand; larger, and hardly any numbers keep every gate open. */
const MOST = 8;

/** The first size that is too large for a variant. */
export const tooLarge = (sizes: Sizes): [name: string, size: number] | undefined =>
  Object.entries(sizes).find(([, size]) => size > MOST);

/** The sizes that grow and shrink, and the least that they shrink to. */
const growing: Readonly<Record<string, { readonly least: number; readonly shrinks: boolean }>> = {
  hidden: { least: 1, shrinks: true },
  input: { least: 1, shrinks: false },
  tokens: { least: 2, shrinks: true },
  source: { least: 2, shrinks: true },
};

/** Sizes that the exercise itself does not have: another convention asks for them. */
const others = ({ hidden, model, tokens, d_k }: Sizes): Sizes => ({
  ...{ input: 2, hidden: 2, output: 2, tokens: 3, model: 4 },
  ...{ source: tokens ?? 3, memory: model ?? 4, d_k: d_k ?? 2, d_v: d_k ?? 2, keys: 4, values: 4 },
  ...{ inner: model ?? 2, query: hidden ?? 2, alignment: 2 },
});

export function sizesFor(own: Sizes, level: Level): Sizes {
  const sizes = Object.entries(own).map(([name, size]): [string, number] => {
    const rule = Object.hasOwn(growing, name) ? growing[name] : undefined;
    if (!rule || level === "normal") return [name, size];
    if (level === "hard") return [name, size < MOST_GROWN ? size + 1 : size];
    return [name, rule.shrinks ? Math.min(size, Math.max(rule.least, size - 1)) : size];
  });
  return { ...others(own), ...Object.fromEntries(sizes) };
}
