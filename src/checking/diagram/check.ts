import { canonicalKey } from "../../course/keys.ts";
import type { Cell } from "../../graph/unroll.ts";
import { symbolOf } from "../../models/model.ts";
import { quoted } from "../quoted.ts";
import type { Named } from "../symbolic/question.ts";
import { type Drawing, readDrawing } from "./arrows.ts";
import { type Wire, type Wiring, wireName, wiringOf } from "./wires.ts";

/** What is said of a drawing; prose with `$…$` for mathematics. */
export interface DiagramResult {
  readonly verdict: "exact" | "mistake" | "missing" | "unreadable";
  readonly message: string;
  readonly missing: readonly Wire[];
  readonly extra: readonly Wire[];
  /** As they were drawn. */
  readonly reversed: readonly Wire[];
  readonly mistakes: readonly Named[];
  /** Boxes that stand for no quantity and were left out. */
  readonly unknown: readonly string[];
}

const nothing = { missing: [], extra: [], reversed: [], mistakes: [], unknown: [] };

/** Compares a drawing (edge list, Mermaid or DOT) with the wires of a model's cell. `model` is its name, for spellings. */
export function checkDiagram(text: string, model: string, cell: Cell): DiagramResult {
  if (text.trim() === "") return { ...nothing, verdict: "missing", message: "There is no drawing." };
  const drawing = readDrawing(text);
  if ("problem" in drawing)
    return { ...nothing, verdict: "unreadable", message: `This can't be read: ${drawing.problem}.` };
  const wiring = wiringOf(cell);
  const { wires, unknown } = drawnWires(drawing, model, wiring);
  if (wires.length === 0)
    return {
      ...nothing,
      unknown,
      verdict: "unreadable",
      message: `No two quantities are joined; they are ${symbols(wiring.quantities)}.`,
    };
  return { ...compared(wires, wiring), unknown };
}

const symbols = (keys: readonly string[]): string => keys.map((key) => `$${symbolOf(key)}$`).join(", ");

/** The drawn wires between quantities, operations in between passed through. */
function drawnWires(
  { arrows, labels }: Drawing,
  model: string,
  { quantities, others }: Wiring,
): { readonly wires: readonly Wire[]; readonly unknown: readonly string[] } {
  const keys = [...quantities, ...others];
  const boxes = [...new Set(arrows.flat())];
  const keyOf = new Map(boxes.map((box) => [box, keyIn(labels.get(box) ?? box, model, keys)]));
  const isEnd = (box: string): boolean => {
    const key = keyOf.get(box);
    return key !== undefined && (quantities.includes(key) || !arrows.some(([, to]) => to === box));
  };
  const after = new Map(
    boxes.map((box) => [box, arrows.filter(([from]) => from === box).map(([, to]) => to)]),
  );
  const wires = boxes
    .filter(isEnd)
    .flatMap((box) =>
      reached(box, after, isEnd).map((end): Wire => [keyOf.get(box) as string, keyOf.get(end) as string]),
    );
  const loose = boxes.filter((box) => {
    const inside = after.get(box)?.length && arrows.some(([, to]) => to === box);
    return keyOf.get(box) === undefined && !inside;
  });
  return { wires: [...new Map(wires.map((wire) => [wireName(wire), wire])).values()], unknown: loose };
}

/** The next quantities behind a box, through operations. */
function reached(
  start: string,
  after: ReadonlyMap<string, readonly string[]>,
  isEnd: (box: string) => boolean,
): readonly string[] {
  const seen = new Set<string>();
  const queue = [...(after.get(start) ?? [])];
  for (const box of queue) {
    if (seen.has(box)) continue;
    seen.add(box);
    if (!isEnd(box)) queue.push(...(after.get(box) ?? []));
  }
  return [...seen].filter(isEnd);
}

/** By any spelling of its key; x alone is x_t. */
const keyIn = (text: string, model: string, keys: readonly string[]): string | undefined => {
  const bare = text.replace(/^\$|\$$/g, "").trim();
  return canonicalKey(bare, model, keys) ?? canonicalKey(`${bare}_t`, model, keys);
};

function compared(wires: readonly Wire[], { wanted, allowed }: Wiring): Omit<DiagramResult, "unknown"> {
  const drawn = new Set(wires.map(wireName));
  const right = new Set([...wanted, ...allowed].map(wireName));
  const open = wanted.filter((wire) => !drawn.has(wireName(wire)));
  const strange = wires.filter((wire) => !right.has(wireName(wire)));
  const turned = ([from, to]: Wire): string => wireName([to, from]);
  const reversed = strange.filter((wire) => open.some((one) => wireName(one) === turned(wire)));
  const missing = open.filter((wire) => !reversed.some((one) => turned(one) === wireName(wire)));
  const extra = strange.filter((wire) => !reversed.includes(wire));
  const mistakes = [...named(reversed, turnedRound), ...named(missing, absent), ...named(extra, needless)];
  const exact = mistakes.length === 0;
  const message = exact ? "Right." : mistakes.map(({ feedback }) => feedback).join(" ");
  return { verdict: exact ? "exact" : "mistake", message, missing, extra, reversed, mistakes };
}

const named = (wires: readonly Wire[], name: (from: string, to: string) => Named): readonly Named[] =>
  wires.map(([from, to]) => name(`$${symbolOf(from)}$`, `$${symbolOf(to)}$`));

const turnedRound = (from: string, to: string): Named => ({
  id: "edge-reversed",
  kind: "slip",
  feedback: `The arrow between ${from} and ${to} points the wrong way: ${from} is computed from ${to}.`,
});

const absent = (from: string, to: string): Named => ({
  id: "edge-missing",
  kind: "concept",
  feedback: `An arrow from ${from} to ${to} is missing.`,
});

const needless = (from: string, to: string): Named => ({
  id: "edge-extra",
  kind: "concept",
  feedback: `${to} does not read ${from}: that arrow does not belong.`,
});

/** The boxes that were left out, as a sentence; empty where there are none. */
export const unknownBoxes = ({ unknown }: DiagramResult): string =>
  unknown.length === 0
    ? ""
    : `Left out, as they stand for nothing in the model: ${unknown.map(quoted).join(", ")}.`;
