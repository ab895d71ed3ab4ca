import { inWords, namesOf } from "../../course/convention.ts";
import type { Run } from "../../course/run.ts";
import type { Block } from "../../report/report.ts";
import { symbolMath } from "../../text/formula.ts";
import { givenOf, symbolsOf } from "./names.ts";
import { probeQuestions } from "./probes.ts";

/** How the user would name the exercise again, with the same numbers. */
export const callName = ({ exercise }: Pick<Run, "exercise">, target: string): string => {
  const { places, file, variant } = exercise;
  return withVariant(places ? quoted(target) : (file.alias ?? target), variant);
};

export const withVariant = (name: string, variant: string | undefined): string =>
  variant === undefined ? name : `${name} --variant ${variant}`;

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
    ...probeQuestions(run),
    {
      kind: "commands",
      commands: [
        ["Line by line", `rnn-tutor ${name} --step`],
        ["Every multiplication", `rnn-tutor ${name} --step=fine`],
        ["Other numbers", `rnn-tutor ${name} --step --set ${example(run)}`],
        ...another(run).map(
          (choice) => ["Another convention", `rnn-tutor ${name} --step --convention ${choice}`] as const,
        ),
      ],
    },
  ];
}

/** PyTorch's where the model has it and it is another one, or else the first choice that is not this run's. */
function another({ model, convention }: Run): string[] {
  const names = namesOf(model, convention);
  if (Object.hasOwn(model.presets, "pytorch") && !names.includes("pytorch")) return ["pytorch"];
  const others = Object.entries(model.choices).flatMap(([option, choices]) =>
    Object.keys(choices)
      .filter((choice) => choice !== convention[option] && !/given|qkv|cross/.test(choice))
      .map((choice) => `${option}=${choice}`),
  );
  return others.slice(0, 1);
}

/** A vector, or the smallest matrix. */
function example({ parameters }: Run): string {
  const all = [...parameters.shown].filter(([k]) => k !== "x");
  const [key, tensor] =
    all.find(([, { shape }]) => shape.length < 2) ??
    (all.sort(([, a], [, b]) => a.data.length - b.data.length)[0] as (typeof all)[number]);
  const numbers = Array.from({ length: Math.min(tensor.data.length, 9) }, (_, i) => (i + 1) / 10);
  if (tensor.shape.length < 2) return `${key}=${numbers.slice(0, 4).join(",")}`;
  const cols = tensor.shape[1] as number;
  const rows = Array.from({ length: tensor.data.length / cols }, (_, i) =>
    Array.from({ length: cols }, (_, j) => ((i * cols + j) % 9) + 1).join(","),
  );
  return `'${key}=${rows.join(";")}'`;
}
