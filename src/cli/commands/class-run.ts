import { classRun } from "../../course/class-run.ts";
import { toNested } from "../../linalg/tensor.ts";
import type { Desk, Flags } from "../desk.ts";
import { runOptions } from "../options.ts";
import { classBlocks } from "../pages/class-run.ts";

const DIGITS = 4;

/** `rnn-tutor class-run`: question 2.3's class completed, and run over three inputs. */
export async function classRunCommand(desk: Desk, flags: Flags): Promise<void> {
  const options = runOptions(flags);
  const digits = options.digits ?? DIGITS;
  const found = classRun();
  const cases = [found.square, found.vector, found.batch];
  await desk.show(
    {
      digits,
      blocks: [
        { kind: "heading", id: "2.3", title: "The class, completed and run" },
        ...classBlocks(found, digits),
      ],
      data: {
        schema: 1,
        hidden_state: found.hidden,
        output: found.output,
        cases: cases.map(({ name, steps }) => ({
          name,
          states: steps.map(({ state }) => toNested(state)),
          outputs: steps.map(({ output }) => toNested(output)),
        })),
      },
      records: [
        ["case", "step", "array", "shape"],
        ...cases.flatMap(({ name, steps }) =>
          steps.map(({ state }, t) => [name, t + 1, "hidden_state", state.shape.join("x")]),
        ),
      ],
    },
    flags,
    options.format,
  );
}
