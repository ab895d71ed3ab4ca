import { isConcept, type Question } from "../../course/exercise.ts";
import { complaints } from "../../course/sound.ts";
import { isUserError, UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { shownBlocks } from "./explain.ts";

interface Checked {
  readonly name: string;
  readonly title: string;
  readonly complaints: readonly string[];
}

/** `rnn-tutor course check [file]`: that every question loads, is whole, and that its numbers are right. */
export async function courseCheckCommand(desk: Desk, files: readonly string[], flags: Flags): Promise<void> {
  const names = files.length > 0 ? files : desk.entries().map(({ name }) => name);
  const checked: Checked[] = [];
  for (const name of names) checked.push(await check(desk, name));
  const wrong = checked.filter((one) => one.complaints.length > 0);
  await desk.show(
    {
      digits: 4,
      blocks: [
        { kind: "heading", id: "", title: `${names.length} questions, ${wrong.length} not sound` },
        {
          kind: "entries",
          title: "",
          entries: checked.map(({ name, title, complaints: found }) => [
            `${found.length > 0 ? "✗" : "✓"} ${name}`,
            [title, ...found].join("; "),
          ]),
        },
      ],
      data: { schema: 1, ok: wrong.length === 0, questions: checked },
      records: [
        ["question", "complaint"],
        ...wrong.flatMap(({ name, complaints: c }) => c.map((x) => [name, x])),
      ],
    },
    flags,
  );
  if (wrong.length > 0) throw new UserError(`${wrong.length} of ${names.length} questions are not sound`);
}

async function check(desk: Desk, name: string): Promise<Checked> {
  const question = await desk.question(name);
  const { title } = question;
  try {
    return { name, title, complaints: [...complaints(question), ...(await emptyPages(desk, question))] };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { name, title, complaints: [error.message] };
  }
}

/** The pages of an answer that can't be made, or of which nothing is left to show. */
async function emptyPages(desk: Desk, question: Question): Promise<string[]> {
  if (!isConcept(question)) return [];
  const found: string[] = [];
  for (const item of question.concept.answer) {
    if (typeof item === "string") continue;
    try {
      const [, page] = await shownBlocks(desk, item);
      if (page.kind === "part" && page.blocks.length === 0) found.push(`${item.show} shows nothing`);
    } catch (error) {
      if (!isUserError(error)) throw error;
      found.push(`${item.show}: ${error.message}`);
    }
  }
  return found;
}
