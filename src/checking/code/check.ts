import { type Tensor, zeros } from "../../linalg/tensor.ts";
import { fixed } from "../../text/number.ts";
import type { Named } from "../symbolic/question.ts";
import { tuple } from "./array.ts";
import { type Program, programOf, readProgram } from "./program.ts";
import type { Repair, Role } from "./repairs.ts";
import { agrees, assigns, gapIn, rightOutput, rightState, run } from "./run.ts";
import { type Found, search } from "./search.ts";
import { CodeProblem, type Place, told } from "./syntax.ts";
import { UNITS, type World, worldsFor } from "./worlds.ts";

/** What a student hands in: the whole file, or what stands in the two gaps. */
export type TypedCode =
  | { readonly file: string }
  | { readonly hidden_state?: string; readonly output?: string };

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

/** Checks the class of question 2.3 against the graph of the vanilla RNN. Pure; nothing typed is ever executed. */
export function checkCode(typed: TypedCode): readonly CodeResult[] {
  if ("file" in typed)
    return attempt(() => readProgram(typed.file), checked, ["hidden_state", "output"], false);
  const { hidden_state, output } = typed;
  const states = attempt(
    () => programOf(hidden_state === undefined ? {} : { hidden_state }),
    (program) => [checked(program)[0]],
    ["hidden_state"],
    true,
  );
  const outputs = attempt(
    () => programOf({ ...(output === undefined ? {} : { output }), ...(good(states) ? typed : {}) }),
    (program) => [checked(program)[1]],
    ["output"],
    true,
  );
  return [...states, ...outputs];
}

const good = ([{ verdict }]: readonly CodeResult[]): boolean =>
  verdict !== "unreadable" && verdict !== "missing";

const plain = { mistakes: [], notes: [] };

function attempt(
  read: () => Program,
  check: (program: Program) => readonly CodeResult[],
  keys: readonly CodeKey[],
  oneLine: boolean,
): readonly CodeResult[] {
  try {
    return check(read());
  } catch (error) {
    if (!(error instanceof CodeProblem)) throw error;
    const message = `This can't be read: ${ended(error, oneLine)}`;
    return keys.map((key) => ({ ...plain, key, verdict: "unreadable", message }));
  }
}

function checked(program: Program): readonly [CodeResult, CodeResult] {
  const worlds = worldsFor(program.shapes);
  const whole = worlds.find((trials) => rightState(program, trials) && rightOutput(program, trials, false));
  const world = whole ?? worlds.find((trials) => rightState(program, trials));
  const state = ofState(program, world, worlds);
  return [state, ofOutput(program, world, worlds)];
}

function ofState(
  program: Program,
  world: readonly World[] | undefined,
  worlds: readonly (readonly World[])[],
): CodeResult {
  const key = "hidden_state";
  const statement = program.body.find((one) => assigns(one, key));
  if (statement && gapIn(statement)) return gap(key);
  if (world) return { ...plain, key, verdict: "right", message: "Right.", notes: notesOn(program, world[0]) };
  const [trial] = worlds[0];
  const left = run(program, trial);
  if (left.problem?.why === "not understood" && !left.hidden) return unreadable(key, left.problem, program);
  if (!statement) return neverStored(left.locals, trial);
  const found = search(program, "state", worlds.slice(0, 2), false);
  return verdictOn(key, "state", found, program, left.problem, left.hidden, trial.hidden);
}

function ofOutput(
  program: Program,
  world: readonly World[] | undefined,
  worlds: readonly (readonly World[])[],
): CodeResult {
  const key = "output";
  const statement =
    program.body.find((one) => assigns(one, key)) ?? program.body.find(({ kind }) => kind === "return");
  if (!statement || gapIn(statement)) return gap(key);
  const ways = world ? [world] : worlds;
  const given = world === undefined;
  if (ways.some((trials) => rightOutput(program, trials, given)))
    return { ...plain, key, verdict: "right", message: "Right." };
  if (given && ways.some((trials) => rightOutput(program, trials, false)))
    return {
      ...plain,
      key,
      verdict: "follows",
      message: "This follows from your own state, which is not right.",
    };
  const [trial] = ways[0];
  const left = run(program, trial, given);
  if (left.problem?.why === "not understood") return unreadable(key, left.problem, program);
  const early = tooEarly(program, ways, given);
  if (early) return early;
  const found = search(program, "output", ways.slice(0, 2), given);
  const wanted = trial.outputOf(left.hidden ?? trial.hidden);
  return verdictOn(key, "output", found, program, left.problem, left.output, wanted);
}

const gap = (key: CodeKey): CodeResult => ({
  ...plain,
  key,
  verdict: "missing",
  message: `\`self.${key}\` is still to be filled in.`,
});

/** The problem with its place, as the end of a sentence. */
const ended = (problem: CodeProblem, alone: boolean): string =>
  told(problem, alone).replace(/([^?])$/, "$1.");

const unreadable = (key: CodeKey, problem: CodeProblem, { alone }: Program): CodeResult => ({
  ...plain,
  key,
  verdict: "unreadable",
  message: `This can't be read: ${ended(problem, alone)}`,
});

/** The state was computed, but kept under a local name. */
function neverStored(locals: ReadonlyMap<string, Tensor>, { hidden }: World): CodeResult {
  const name = [...locals].find(([, found]) => agrees(found, hidden))?.[0];
  const key = "hidden_state";
  if (name === undefined) return gap(key);
  const feedback = `\`${name}\` is right, but it must be kept in \`self.hidden_state\` for the next step.`;
  const mistake = { id: "state-not-stored", kind: "concept", feedback, at: { line: 1, column: 1 } } as const;
  return { ...plain, key, verdict: "mistake", message: feedback, mistakes: [mistake] };
}

/** The output is computed before the state is replaced. */
function tooEarly(
  program: Program,
  ways: readonly (readonly World[])[],
  given: boolean,
): CodeResult | undefined {
  const at = program.body.findIndex((one) => assigns(one, "output"));
  if (at < 0 || at > program.body.findIndex((one) => assigns(one, "hidden_state"))) return undefined;
  const output = program.body[at];
  const body = program.body.flatMap((one) =>
    one === output ? [] : assigns(one, "hidden_state") ? [one, output] : [one],
  );
  const later = { ...program, body };
  if (!ways.some((trials) => rightOutput(later, trials, given))) return undefined;
  const repair: Repair = {
    id: "old-state-in-output",
    kind: "concept",
    feedback: "The output reads the old state: replace `self.hidden_state` first.",
    at: output.at,
    code: { kind: "gap", at: output.at },
  };
  return verdictOn(
    "output",
    "output",
    { all: [repair], together: false },
    program,
    undefined,
    undefined,
    undefined,
  );
}

function verdictOn(
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
function notesOn(program: Program, world: World): readonly string[] {
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
