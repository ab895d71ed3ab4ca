import { close } from "../../linalg/close.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { execute, type Scope } from "./interpret.ts";
import type { Program } from "./program.ts";
import { type Code, CodeProblem, hasGap, type Statement, selfName } from "./syntax.ts";
import type { World } from "./worlds.ts";

/** What a program has left behind: its state and output, as far as it came. */
export interface Left {
  readonly hidden: Tensor | undefined;
  readonly output: Tensor | undefined;
  /** What the local names hold. */
  readonly locals: ReadonlyMap<string, Tensor>;
  /** Where it stopped. */
  readonly problem?: CodeProblem;
}

export const assigns = (statement: Statement, attribute: string): boolean =>
  statement.kind === "assign" && statement.targets.some((target) => selfName(target) === attribute);

/**
 * Runs the method once. What assigns a gap to the state, or `given` where it is set, leaves the right state there, so that
 * the output can be looked at alone.
 */
export function run(program: Program, world: World, given = false): Left {
  const scope: Scope = {
    numpy: program.numpy,
    imported: program.imported,
    self: new Map(world.self),
    locals: new Map([[program.input, world.x]]),
    bare: program.alone,
  };
  let returned: Tensor | undefined;
  let hidden: Tensor | undefined;
  const left = (problem?: CodeProblem): Left => ({
    hidden,
    output: scope.self.get("output") ?? returned,
    locals: scope.locals,
    ...(problem ? { problem } : {}),
  });
  for (const statement of program.body) {
    try {
      const toState = assigns(statement, "hidden_state");
      if (toState && (given || gapIn(statement))) scope.self.set("hidden_state", world.hidden);
      else if (!(assigns(statement, "output") && gapIn(statement)))
        returned = execute([statement], scope) ?? returned;
      if (toState) hidden = scope.self.get("hidden_state");
    } catch (error) {
      if (error instanceof CodeProblem) return left(error);
      throw error;
    }
  }
  return left();
}

export const gapIn = (statement: Statement): boolean =>
  statement.kind === "assign" && hasGap(statement.value);

const tolerance = { relative: 1e-9, absolute: 1e-11 };

export const agrees = (found: Tensor | undefined, wanted: Tensor | undefined): boolean =>
  found !== undefined && wanted !== undefined && close(found, wanted, tolerance);

/** Whether the state is right in all trials of a world. */
export const rightState = (program: Program, trials: readonly World[]): boolean =>
  trials.every((world) => agrees(run(program, world).hidden, world.hidden));

/** Whether the output is right in all trials, for the state that the program has computed or for the right one. */
export const rightOutput = (program: Program, trials: readonly World[], given: boolean): boolean =>
  trials.every((world) => {
    const { output, hidden } = run(program, world, given);
    return agrees(output, world.outputOf(hidden ?? world.hidden));
  });

/** The program with another value in one of its statements. */
export const withValue = (program: Program, at: number, value: Code): Program => ({
  ...program,
  body: program.body.map((statement, i) => (i === at ? { ...statement, value } : statement)),
});
