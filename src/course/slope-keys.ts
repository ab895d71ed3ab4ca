import { gradientKey } from "../readings/gradient-key.ts";
import { canonicalKey } from "./keys.ts";
import type { Run } from "./run.ts";

// The names of gradients as people spell them.

const SLOPE = [
  /^(?:∂\s*L?\s*\/\s*∂|\\frac\s*\{\s*\\partial\s*L\s*\}\s*\{\s*\\partial|d_?L\s*[/_]\s*d_?|d_|d(?=[A-Za-z]_)|grad_|∇_?)\s*(.+?)\s*\}?$/,
  /^(.+)\.grad$/,
];

/** What is moved, where a name is that of a gradient: `d_W_hh`, `dL/dW_hh`, `∂L/∂W_hh`, `W_hh.grad`. */
const movedIn = (spelled: string): string | undefined =>
  SLOPE.map((pattern) => pattern.exec(plainName(spelled))?.[1]).find(Boolean);

/** Without quotation marks and dollar signs around it. */
export const plainName = (spelled: string): string => spelled.trim().replace(/^['"`$]+|['"`$]+$/g, "");

/** Whether an answer is the gradient of a loss in something that the run has. */
export function namesGradient(spelled: string, { graph, exercise }: Run): boolean {
  const moved = movedIn(spelled);
  const { model } = exercise.file;
  const lines = graph.lines.map(({ key }) => key);
  if (moved === undefined || canonicalKey(plainName(spelled), model, lines)) return false;
  return canonicalKey(moved, model, [...graph.inputs.map(({ key }) => key), ...lines]) !== undefined;
}

/** A gradient's key, where the run has its line. */
export function slopeKey(spelled: string, { graph, exercise }: Run): string | undefined {
  const moved = movedIn(spelled);
  const all = [...graph.inputs, ...graph.lines].map(({ key }) => key);
  const key = moved && canonicalKey(moved, exercise.file.model, all);
  return key && all.includes(gradientKey(key)) ? gradientKey(key) : undefined;
}
