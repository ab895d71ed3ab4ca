import { asked } from "../../course/quantity.ts";
import { run } from "../../course/run.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Desk, Flags } from "../desk.ts";
import { callName } from "../pages/question.ts";

const DIGITS = 4;

/** `rnn-tutor answers gru`: a blank form in YAML, a line a result. */
export async function answersCommand(desk: Desk, target: string, flags: Flags): Promise<void> {
  const exercise = await desk.exercise(target, flags);
  const done = run(exercise, await desk.changes(flags, exercise));
  const lines = new Map(done.graph.lines.map((line) => [line.key, line]));
  const form = done.asked.map((key) => {
    const { shape } = done.values.get(key) as Tensor;
    return [`${key}: ${blankOf(shape.length)}`, `# ${lines.get(key)?.title}: ${asked(shape)}`] as const;
  });
  const width = Math.max(...form.map(([left]) => left.length));
  const name = callName(done, target);
  desk.print(
    [
      `# ${exercise.id}  ${exercise.title}: ${exercise.file.digits ?? DIGITS} decimals.`,
      `# Fill in what you have, then: rnn-tutor check ${name} answers.yaml`,
      ...form.map(([left, right]) => `${left.padEnd(width)}  ${right}`),
      "",
    ].join("\n"),
  );
}

const blankOf = (rank: number): string => ["", "[]", "[[]]"][rank];
