import { type CaseChange, type Task, withAttention } from "../../course/seq2seq/change-case.ts";
import { HIDDEN } from "../../course/seq2seq/with-attention.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import type { Block } from "../../report/report.ts";
import { exactly } from "./seq2seq-tokens.ts";

/** The encoder's last state as the decoder's first state, as its first input, and as an input at every step. */
export function wirings(task: Task): Block[] {
  const state = withAttention(task);
  const first = withAttention(task, "first");
  const every = withAttention(task, "input");
  const own = withAttention(task, "input", "own");
  return [
    {
      kind: "prose",
      text: `The sheet lets the decoder take the encoder's last state as its input. Usual is that it starts from it as its state: $s_0 = h_{${state.source.length}}$. Both were run, the second in three ways:`,
    },
    {
      kind: "table",
      title: "The last state of the encoder, wired in four ways",
      columns: ["it is", "differs by", "right"],
      rows: [
        ["the first state", shown(apart(state, state)), yes(state)],
        ["an input at step 1, through the weights $W_{ss}$", shown(apart(state, first)), yes(first)],
        ["an input at every step, through $W_{ss}$", shown(apart(state, every)), yes(every)],
        ["an input at every step, through weights of its own", shown(apart(state, own)), yes(own)],
      ],
    },
    {
      kind: "prose",
      text: `Differences are those of the decoder's states from the first row's. As an input of step 1 alone, through the recurrent weights, it comes to the same, since $W_{ss} s_0$ is then added in either case. As an input of every step it moves the clocks again and again:`,
    },
    exactly([
      ["reads", `${task.prompt} ${task.text}`],
      ["writes", every.output],
    ]),
    {
      kind: "prose",
      text: `Then it needs ${HIDDEN * HIDDEN} weights of its own, here zero but for the case. They have one advantage: what is given at every step can't be forgotten (the case unit is ${shown(apart(state, own))} nearer to 1).`,
    },
  ];
}

const shown = (difference: number): string => (difference === 0 ? "0" : difference.toPrecision(2));

const yes = ({ right }: CaseChange): string => (right ? "yes" : "no");

/** The largest difference between the decoder's states of two runs. */
function apart(a: CaseChange, b: CaseChange): number {
  const differences = a.written.flatMap((_, i) => {
    const [s, t] = [a, b].map(({ values }) => values.get(`s_${i + 1}`) as Tensor);
    return Array.from(s.data, (x, unit) => Math.abs(x - t.data[unit]));
  });
  return Math.max(...differences);
}
