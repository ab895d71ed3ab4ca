import type { Program } from "./program.ts";
import type { Repair, Role } from "./repair.ts";
import { repairs } from "./repairs.ts";
import { assigns, rightOutput, rightState, withValue } from "./run.ts";
import type { Statement } from "./syntax.ts";
import type { World } from "./worlds.ts";

/** A repair in its program. */
interface Repaired extends Repair {
  readonly program: Program;
}

/** What makes a program right: one repair each, or two that are needed together. */
export interface Found {
  readonly all: readonly Repair[];
  readonly together: boolean;
}

/** What often comes in twos. */
const frequent: ReadonlySet<string> = new Set([
  "bias-dropped",
  "product-order",
  "elementwise-product",
  "w-transposed",
  "hidden-no-activation",
  "tanh-on-part",
  "tanh-on-output",
  "matrices-exchanged",
  "wrong-bias",
  "wrong-matrix",
  "sign",
]);

const MOST_TRIED = 300;

/** The repairs that make the state, or the output, right; of several with one name the first. */
export function search(
  program: Program,
  role: Role,
  worlds: readonly (readonly World[])[],
  given: boolean,
): Found {
  const right = (candidate: Program, trials: readonly World[]): boolean =>
    role === "state" ? rightState(candidate, trials) : rightOutput(candidate, trials, given);
  const singles = [...repairsOf(program, role)];
  for (const trials of worlds) {
    const all = singles.filter((one) => right(one.program, trials));
    if (all.length > 0) return { all: firstOfEach(all), together: false };
  }
  return pair(role, singles, worlds, right);
}

/** Two repairs that are needed together, of those that are frequent. */
function pair(
  role: Role,
  singles: readonly Repaired[],
  worlds: readonly (readonly World[])[],
  right: (candidate: Program, trials: readonly World[]) => boolean,
): Found {
  const firsts = singles.filter(({ id }) => frequent.has(id));
  let tried = 0;
  for (const first of firsts)
    for (const second of repairsOf(first.program, role)) {
      if (!frequent.has(second.id)) continue;
      if (++tried > MOST_TRIED) return { all: [], together: false };
      if (worlds.some((trials) => right(second.program, trials)))
        return { all: [first, second], together: true };
    }
  return { all: [], together: false };
}

function* repairsOf(program: Program, role: Role): Generator<Repaired> {
  const locals = program.body.flatMap((statement) =>
    statement.kind === "assign" ? statement.targets.flatMap((t) => (t.kind === "name" ? [t.name] : [])) : [],
  );
  const context = { role, input: program.input, locals };
  for (const [i, statement] of program.body.entries()) {
    if (!statement.value || !belongs(statement, role)) continue;
    for (const repair of repairs(statement.value, context))
      yield { ...repair, program: withValue(program, i, repair.code) };
  }
}

const belongs = (statement: Statement, role: Role): boolean =>
  role === "state"
    ? statement.kind === "assign" && !assigns(statement, "output")
    : !assigns(statement, "hidden_state");

/** Of one name the first; what takes a part away, or turns a product for a transpose, explains less than the others. */
function firstOfEach(all: readonly Repaired[]): readonly Repair[] {
  const ids = [...new Set(all.map(({ id }) => id))];
  const firsts = ids.map((id) => all.find((one) => one.id === id) as Repaired);
  const better = firsts.filter(
    ({ id }) => id !== "term-extra" && !(id === "product-order" && ids.includes("w-transposed")),
  );
  return better.length > 0 ? better : firsts;
}
