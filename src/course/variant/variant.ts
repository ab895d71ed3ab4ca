import type { Convention, Sizes } from "../../models/model.ts";
import { UserError } from "../../text/user-error.ts";
import { type Asked, chosen, conventionOf } from "../convention.ts";
import type { Exercise } from "../exercise.ts";
import type { Run, run as runExercise } from "../run.ts";
import { isAcceptable } from "./acceptable.ts";
import { type Level, type VariantCode, variantText } from "./code.ts";
import { numbersOf } from "./draw.ts";
import { sizesFor, tooLarge } from "./sizes.ts";

export { readVariant } from "./code.ts";

// An exercise with other numbers, drawn from a number: the same everywhere, and in every release. It is loaded where a
// variant is asked for, and is handed what runs an exercise, which the program has loaded anyway.

/** Far more than are taken. */
const ATTEMPTS = 1000;

/** Models whose numbers follow from their sizes alone. */
const FIXED: readonly string[] = ["positional-encoding"];

export function variantOf(
  exercise: Exercise,
  code: VariantCode,
  asked: Asked | undefined,
  run: typeof runExercise,
): Exercise {
  if (FIXED.includes(exercise.file.model))
    throw new UserError(
      `${exercise.id} has no numbers to vary: they follow from the positions; --set X=… puts other tokens in`,
    );
  const own = run(exercise);
  mustBeSmall(own);
  const named = withFile(exercise, own, code);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = (convention: Convention): Exercise => ({
      ...named,
      file: { ...named.file, ...numbersOf(own, convention, code, attempt) } as Exercise["file"],
    });
    // another convention has the same numbers, so it has no say in which are taken
    const ours = drawn(own.convention);
    if (!isAcceptable(run(ours))) continue;
    return asked === undefined
      ? ours
      : drawn(conventionOf(own.model, own.convention, chosen(own.model, asked)));
  }
  throw new UserError(
    `no numbers were found for variant ${variantText(code)} of ${exercise.id}; take another number`,
  );
}

function mustBeSmall({ exercise, parameters: { sizes, steps = 1 } }: Run): void {
  const found = tooLarge({ ...sizes, steps });
  if (!found) return;
  const [name, size] = found;
  throw new UserError(
    `${exercise.id} is too large to be varied (${name} ${size}): a variant is worked by hand, in sizes up to 8`,
  );
}

/** `The same task with other numbers, more of them, in two decimals.` */
function statementFor(own: Sizes, sizes: Sizes, level: Level): string {
  const isOther = Object.keys(own).some((name) => own[name] !== sizes[name]);
  const count = isOther ? [level === "easy" ? "fewer of them" : "more of them"] : [];
  const decimals = level === "hard" ? ["in two decimals"] : [];
  return `${["The same task with other numbers", ...count, ...decimals].join(", ")}.`;
}

/** Whatever speaks of the exercise's own numbers is left out. */
function withFile(exercise: Exercise, own: Run, code: VariantCode): Exercise {
  const { spelled: _, ...rest } = exercise;
  const { solution, errata, published, "cannot-tell-apart": alike, ...others } = exercise.file;
  const { probes, tokens, source, ...file } = others;
  const before = own.parameters.sizes;
  const sizes = sizesFor(before, code.level);
  const isAsLong = ["tokens", "source"].every((name) => [undefined, sizes[name]].includes(before[name]));
  const words = { ...(probes && { probes }), ...(tokens && { tokens }), ...(source && { source }) };
  return {
    ...rest,
    title: `${exercise.title}, variant ${variantText(code)}`,
    variant: variantText(code),
    file: {
      ...file,
      ...(isAsLong ? words : {}),
      statement: statementFor(before, sizes, code.level),
      convention: own.convention,
    } as Exercise["file"],
  };
}
