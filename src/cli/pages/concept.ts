import type { Concept } from "../../course/exercise.ts";
import type { Block, Report } from "../../report/report.ts";

/** A question that is answered in words: what is asked, and where to go on. Nothing on it gives the answer away. */
export function conceptReport(question: Concept, target: string, probes: readonly string[] = []): Report {
  const { concept, id, title } = question;
  const name = question.places ? target : (concept.alias ?? id);
  const hints = concept.hints?.length ?? 0;
  return {
    digits: 4,
    blocks: [
      ...conceptHead(question),
      ...(probes.length > 0 ? [{ kind: "items", title: "Then say", items: probes } as const] : []),
      {
        kind: "commands",
        commands: [
          ...(hints > 0 ? [["A hint", `rnn-tutor hint ${name}`] as const] : []),
          ...(concept["probes-of"] === undefined
            ? []
            : [["The numbers for it", `rnn-tutor ${concept["probes-of"]}`] as const]),
          concept.answers === undefined
            ? ["Tick off its key points", `rnn-tutor check ${name}`]
            : ["Check yours", `rnn-tutor check ${name} …`],
          ["The answer, worked out", `rnn-tutor explain ${name}`],
        ],
      },
    ],
    data: { schema: 1, exercise: { id, title }, statement: concept.statement, probes, hints },
    records: [],
  };
}

export const conceptHead = ({ concept, id, title }: Concept): Block[] => [
  { kind: "heading", id, title, ...(concept.alias ? { aside: `(alias ${concept.alias})` } : {}) },
  ...paragraphs(concept.statement),
];

/** Prose between empty lines, a block a paragraph. */
export const paragraphs = (text: string): Block[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => ({ kind: "prose", text: paragraph }));
