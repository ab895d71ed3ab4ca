import { errataOf, namesQuestion } from "../../course/errata.ts";
import { aboutOf, type Concept, type Exercise, isConcept, type Question } from "../../course/exercise.ts";
import { run } from "../../course/run.ts";
import type { Block, Report } from "../../report/report.ts";
import { placedLater } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { runOptions } from "../options.ts";
import { conceptHead, paragraphs } from "../pages/concept.ts";
import { questionBlocks } from "../pages/question.ts";
import { erratumBlock, workedBlocks } from "../pages/worked.ts";

const DIGITS = 4;

/** `rnn-tutor explain <exercise|all>`: statement, reasoning, live numbers, errata and further reading on one page. */
export async function explainCommand(desk: Desk, target: string, flags: Flags): Promise<void> {
  const options = runOptions(flags);
  const targets = target.toLowerCase() === "all" ? desk.entries().map(({ id }) => id) : [target];
  const pages: Explained[] = [];
  for (const name of targets) pages.push(await explained(desk, await desk.question(name, flags), flags));
  const report: Report = {
    digits: DIGITS,
    blocks: pages.map(({ digits, blocks }) => ({ kind: "part", digits, blocks })),
    data: pages.length === 1 ? pages[0].data : { schema: 1, pages: pages.map(({ data }) => data) },
    records: [],
  };
  await desk.show(report, flags, options.format);
}

interface Explained {
  readonly digits: number;
  readonly blocks: readonly Block[];
  readonly data: object;
}

async function explained(desk: Desk, question: Question, flags: Flags): Promise<Explained> {
  const about = aboutOf(question);
  const body = isConcept(question)
    ? await conceptBody(desk, question, flags)
    : await exerciseBody(desk, question, flags);
  const closing: Block[] = [
    ...items("Key points", about["key-points"]),
    ...(await errata(desk, question)),
    ...items("Further reading", about.sources),
  ];
  const blocks = [...body.blocks, ...closing];
  const { id, title, variant } = { variant: undefined, ...question };
  const data = {
    schema: 1,
    exercise: { id, title, ...(variant === undefined ? {} : { variant }) },
    answer: body.data,
    keyPoints: about["key-points"] ?? [],
  };
  return { digits: body.digits, blocks, data: { ...data, sources: about.sources ?? [] } };
}

interface Body {
  readonly digits: number;
  readonly blocks: readonly Block[];
  readonly data: unknown;
}

async function exerciseBody(desk: Desk, exercise: Exercise, flags: Flags): Promise<Body> {
  const done = run(exercise, await desk.changes(flags, exercise));
  const { digits = exercise.file.digits ?? DIGITS, all } = runOptions(flags);
  const { solution } = exercise.file;
  return {
    digits,
    blocks: [
      ...questionBlocks(done, all),
      ...(solution ? [{ kind: "section", title: "Reasoning" } as const, ...paragraphs(solution)] : []),
      { kind: "section", title: "Worked" },
      ...workedBlocks(done, { digits, fine: flags.step === "fine", all }),
    ],
    data: [solution ?? ""],
  };
}

async function conceptBody(desk: Desk, question: Concept, flags: Flags): Promise<Body> {
  const blocks: Block[] = [];
  for (const [i, item] of question.concept.answer.entries())
    blocks.push(
      ...(typeof item === "string"
        ? paragraphs(item)
        : await placedLater(question.places?.[`answer.${i}`], () => shownBlocks(desk, item, flags))),
    );
  return { digits: DIGITS, blocks: [...conceptHead(question), ...blocks], data: question.concept.answer };
}

/** What belongs to a page of its own, and not to one inside another. */
const OWN = ["heading", "commands"];

interface Shown {
  readonly show: string;
  readonly section?: string | undefined;
  readonly only?: readonly string[] | undefined;
}

/** A command's page inside another: its blocks under the command that makes them. */
export async function shownBlocks(
  desk: Desk,
  { show, section, only = [] }: Shown,
  { ascii, all }: Flags = {},
): Promise<Block[]> {
  const report = await desk.reportOf([
    ...words(show),
    ...(ascii ? ["--ascii"] : []),
    ...(all ? ["--all"] : []),
  ]);
  const whole = section === undefined ? report.blocks : sectionOf(report.blocks, section);
  const kept = whole.filter(({ kind }) => (only.length > 0 ? only.includes(kind) : !OWN.includes(kind)));
  return [
    { kind: "commands", commands: [["Shown by", `rnn-tutor ${show}`]] },
    { kind: "part", digits: report.digits, blocks: kept },
  ];
}

/** What stands under a title, up to the next one. */
function sectionOf(blocks: readonly Block[], title: string): readonly Block[] {
  const isTitle = (block: Block): boolean => block.kind === "section";
  const from = blocks.findIndex((block) => block.kind === "section" && block.title === title) + 1;
  const length = blocks.slice(from).findIndex(isTitle);
  return from === 0 ? [] : blocks.slice(from, length < 0 ? undefined : from + length);
}

/** `seq2seq "<U> Hi" --step` → its words, as a shell would split them. */
const words = (command: string): string[] =>
  [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);

const items = (title: string, of: readonly string[] | undefined): Block[] =>
  of && of.length > 0 ? [{ kind: "items", title, items: of }] : [];

/** An exercise's own errata, or those of another exercise that name this question. */
async function errata(desk: Desk, question: Question): Promise<Block[]> {
  if (!isConcept(question)) return errataOf(question).map(erratumBlock);
  const from = question.concept["errata-of"];
  if (from === undefined) return [];
  const exercise = await desk.exercise(from);
  return errataOf(exercise, (where) => namesQuestion(where, question.id)).map(erratumBlock);
}
