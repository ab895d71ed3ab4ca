import { inWords, namesOf } from "../../course/convention.ts";
import type { Run } from "../../course/run.ts";
import type { Block } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import { givenOf, symbolsOf } from "./names.ts";

/** How the user would name the exercise again. */
export const callName = ({ exercise }: Run, target: string): string =>
  exercise.places ? quoted(target) : (exercise.file.alias ?? target);

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;

/** What is asked and given: the head of every page about an exercise. */
export function questionBlocks(
  run: Run,
  all: boolean,
  statement: string | undefined = run.exercise.file.statement,
): Block[] {
  const { exercise, parameters } = run;
  const { file, id, title } = exercise;
  const notes = parameters.notes.map(
    (note): Block => ({ kind: "note", label: "Note", text: note, evidence: [] }),
  );
  return [
    { kind: "heading", id, title, ...(file.alias ? { aside: `(alias ${file.alias})` } : {}) },
    ...(statement ? [{ kind: "prose", text: statement } as const] : []),
    { kind: "fact", label: "Convention", text: conventionText(run) },
    { kind: "given", quantities: givenOf(run, all) },
    ...notes,
  ];
}

/** `sheet: z_t weighs the candidate · reset before the product` */
export function conventionText({ model, convention }: Run): string {
  const names = namesOf(model, convention).join(", ");
  return [names, inWords(model, convention).join(" · ")].filter(Boolean).join(": ");
}

/** The question alone: nothing on it gives a result away. */
export function questionPage(run: Run, target: string, all: boolean): Block[] {
  const name = callName(run, target);
  const symbol = symbolsOf(run.graph);
  const wanted = run.asked.map((key) => symbolMath(symbol(key)).unicode);
  const shown = wanted.length > 12 ? [...wanted.slice(0, 8), "…", wanted[wanted.length - 1]] : wanted;
  return [
    ...questionBlocks(run, all),
    { kind: "fact", label: "Find", text: shown.join(", ") },
    {
      kind: "commands",
      commands: [
        ["Line by line", `rnn-tutor ${name} --step`],
        ["Every multiplication", `rnn-tutor ${name} --step=fine`],
        ["Other numbers", `rnn-tutor ${name} --step --set ${example(run)}`],
        ...("pytorch" in run.model.presets
          ? [["Another convention", `rnn-tutor ${name} --step --convention pytorch`] as const]
          : []),
      ],
    },
  ];
}

function example({ parameters }: Run): string {
  const [key, tensor] = [...parameters.shown].find(([k]) => k !== "x") as [string, { data: Float64Array }];
  return `${key}=${Array.from(tensor.data.slice(0, 4), (_, i) => (i + 1) / 10).join(",")}`;
}
