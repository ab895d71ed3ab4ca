import { type Program, programOf, readProgram } from "./program.ts";
import type { Repair } from "./repair.ts";
import {
  type CodeKey,
  type CodeResult,
  ended,
  gap,
  neverStored,
  notesOn,
  plain,
  unreadable,
  verdictOn,
} from "./results.ts";
import { assigns, gapIn, rightOutput, rightState, run } from "./run.ts";
import { search } from "./search.ts";
import { CodeProblem } from "./syntax.ts";
import { type World, worldsFor } from "./worlds.ts";

export type { CodeKey, CodeResult } from "./results.ts";

/** What a student hands in: the whole file, or what stands in the two gaps. */
export type TypedCode =
  | { readonly file: string }
  | { readonly hidden_state?: string; readonly output?: string };

/** Checks the class of question 2.3 against the graph of the vanilla RNN. Pure; nothing typed is ever executed. */
export function checkCode(typed: TypedCode): readonly CodeResult[] {
  if ("file" in typed) return attempt(() => readProgram(typed.file), both, ["hidden_state", "output"], false);
  const { hidden_state, output } = typed;
  const states = attempt(
    () => programOf(hidden_state === undefined ? {} : { hidden_state }),
    (program) => [ofState(program, worldOf(program))],
    ["hidden_state"],
    true,
  );
  const outputs = attempt(
    () => programOf({ ...(output === undefined ? {} : { output }), ...(good(states) ? typed : {}) }),
    (program) => [ofOutput(program, worldOf(program))],
    ["output"],
    true,
  );
  return [...states, ...outputs];
}

const good = ([{ verdict }]: readonly CodeResult[]): boolean =>
  verdict !== "unreadable" && verdict !== "missing";

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

/** The worlds of a program, and the first in which its state is right, its output too if there is one. */
interface Worlds {
  readonly all: readonly (readonly World[])[];
  readonly right: readonly World[] | undefined;
}

function worldOf(program: Program): Worlds {
  const all = worldsFor(program.shapes);
  const good = all.filter((trials) => rightState(program, trials));
  return { all, right: good.find((trials) => rightOutput(program, trials, false)) ?? good[0] };
}

function both(program: Program): readonly CodeResult[] {
  const worlds = worldOf(program);
  return [ofState(program, worlds), ofOutput(program, worlds)];
}

function ofState(program: Program, { all: worlds, right: world }: Worlds): CodeResult {
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

function ofOutput(program: Program, { all: worlds, right: world }: Worlds): CodeResult {
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
