import { type Tensor, zeros } from "../../linalg/tensor.ts";
import { fixed } from "../../text/number.ts";
import type { Named } from "../symbolic/question.ts";
import { tuple } from "./array.ts";
import type { Program } from "./program.ts";
import type { Role } from "./repair.ts";
import { agrees, run } from "./run.ts";
import type { Found } from "./search.ts";
import { CodeProblem, type Place, told } from "./syntax.ts";
import { UNITS, type World } from "./worlds.ts";

export type CodeKey = "hidden_state" | "output";

/** What is said of one line of the class; prose with `…` for code and `$…$` for mathematics. */
export interface CodeResult {
  readonly key: CodeKey;
  /** `right` is by trying random numbers; `follows` is right for a state that is not. */
  readonly verdict: "right" | "follows" | "mistake" | "ambiguous" | "wrong" | "missing" | "unreadable";
  readonly message: string;
  readonly mistakes: readonly (Named & { readonly at: Place })[];
  /** What is right and still worth knowing: rows for columns, the shape of the state. */
  readonly notes: readonly string[];
}

export const plain = { mistakes: [], notes: [] };

export const gap = (key: CodeKey): CodeResult => ({
  ...plain,
  key,
  verdict: "missing",
  message: `\`self.${key}\` is still to be filled in.`,
});

/** The problem with its place, as the end of a sentence. */
export const ended = (problem: CodeProblem, alone: boolean): string =>
  told(problem, alone).replace(/([^?])$/, "$1.");

export const unreadable = (key: CodeKey, problem: CodeProblem, { alone }: Program): CodeResult => ({
  ...plain,
  key,
  verdict: "unreadable",
  message: `This can't be read: ${ended(problem, alone)}`,
});

/** The state was computed, but kept under a local name. */
export function neverStored(locals: ReadonlyMap<string, Tensor>, { hidden }: World): CodeResult {
  const name = [...locals].find(([, found]) => agrees(found, hidden))?.[0];
  const key = "hidden_state";
  if (name === undefined) return gap(key);
  const feedback = `\`${name}\` is right, but it must be kept in \`self.hidden_state\` for the next step.`;
  const mistake = { id: "state-not-stored", kind: "concept", feedback, at: { line: 1, column: 1 } } as const;
  return { ...plain, key, verdict: "mistake", message: feedback, mistakes: [mistake] };
}

export function verdictOn(
  key: CodeKey,
  role: Role,
  { all, together }: Found,
  { alone }: Program,
  problem: CodeProblem | undefined,
  found: Tensor | undefined,
  wanted: Tensor | undefined,
): CodeResult {
  const mistakes = all.map(({ id, kind, feedback, at }) => ({ id, kind, feedback, at }));
  const lines = all.map(({ feedback, at }) => told(new CodeProblem(feedback, at), alone));
  const stopped = problem ? `It does not run: ${ended(problem, alone)}` : difference(role, found, wanted);
  const verdict = all.length === 0 ? "wrong" : all.length === 1 || together ? "mistake" : "ambiguous";
  const said = verdict === "ambiguous" ? [`Any of these makes it right: ${lines.join(" Or: ")}`] : lines;
  return { key, verdict, mistakes, notes: [], message: [...said, stopped].filter(Boolean).join(" ") };
}

const DIGITS = 4;

/** Shapes where they differ, otherwise the first entry that does. */
function difference(role: Role, found: Tensor | undefined, wanted: Tensor | undefined): string {
  if (!found || !wanted) return "";
  if (found.shape.join() !== wanted.shape.join())
    return `Your ${role} has the shape ${tuple(found.shape)}; it should have ${tuple(wanted.shape)}.`;
  const at = found.data.findIndex((x, i) => !(Math.abs(x - wanted.data[i]) < 1e-9));
  if (at < 0) return "";
  return `On random numbers, entry ${at + 1} of your ${role} is ${fixed(found.data[at], DIGITS)}; it should be ${fixed(wanted.data[at], DIGITS)}.`;
}

/** What a right program is told all the same. */
export function notesOn(program: Program, world: World): readonly string[] {
  const notes: string[] = [];
  if (world.form === "rows")
    notes.push("This is the form with rows, $h W$ for $W h$: right, as all matrices are meant so.");
  if (world.layout !== "vector")
    notes.push(
      `It is right for a state of the shape ${tuple(world.hidden.shape)}, and not for a vector of ${UNITS}.`,
    );
  const initial = program.shapes.get("hidden_state") ?? [UNITS, UNITS];
  if (initial.length !== 2 || world.layout !== "vector") return notes;
  const self = new Map([...world.self, ["hidden_state", zeros(initial)] as const]);
  const { hidden } = run(program, { ...world, self });
  if (hidden?.shape.length === 2)
    notes.push(
      `With the constructor's state of the shape ${tuple(initial)}, the vectors are added to each of its rows and it stays ${hidden.shape.join("×")}; start it as \`np.zeros(${UNITS})\`.`,
    );
  return notes;
}
