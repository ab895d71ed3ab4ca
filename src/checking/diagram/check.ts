import type { Cell } from "../../graph/unroll.ts";
import { symbolOf } from "../../models/model.ts";
import { quoted } from "../quoted.ts";
import type { Named } from "../symbolic/question.ts";
import { readDrawing } from "./arrows.ts";
import { drawnWires } from "./drawn.ts";
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
  const readings = [false, true].map((naming) => {
    const { wires, unknown } = drawnWires(drawing, model, wiring, naming);
    return { ...compared(wires, wiring), unknown, wires };
  });
  const [{ wires, ...best }] = readings.sort((a, b) => a.mistakes.length - b.mistakes.length);
  if (wires.length > 0) return best;
  const message = `No two quantities are joined; they are ${symbols(wiring.quantities)}.`;
  return { ...nothing, unknown: best.unknown, verdict: "unreadable", message };
}

const symbols = (keys: readonly string[]): string => keys.map((key) => `$${symbolOf(key)}$`).join(", ");

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
