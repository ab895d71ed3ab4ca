import { type ProbeAnswer, probesOf } from "../../course/probes.ts";
import type { Run } from "../../course/run.ts";
import type { Block } from "../../report/report.ts";
import type { Labels } from "./labels.ts";

/** The small questions of an exercise, without their answers. */
export const probeQuestions = ({ exercise }: Run): Block[] => {
  const { probes = [] } = exercise.file;
  if (probes.length === 0) return [];
  return [{ kind: "items", title: "Then say", items: probes.map(({ question }) => question) }];
};

/** The same questions, answered from the run. */
export function answered(run: Run, labels: Labels, digits: number): ProbeAnswer[] {
  const names = (key: string) => {
    const line = run.graph.lines.find((one) => one.key === key);
    return { columns: line ? (labels.of(line.expr).at(-1) ?? []) : [] };
  };
  return probesOf(run, names, digits);
}

/** The same as a block. */
export function answersOf(run: Run, labels: Labels, digits: number): Block[] {
  const answers = answered(run, labels, digits);
  if (answers.length === 0) return [];
  const items = answers.map(({ question, answer }) => `${question} ${answer}.`);
  return [{ kind: "items", title: "Then say", items }];
}
