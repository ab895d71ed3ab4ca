import { createHash } from "node:crypto";
import type { Block } from "../../report/report.ts";
import { UserError } from "../../text/user-error.ts";
import { type Lines, openLines } from "../ask.ts";
import type { Desk, Flags } from "../desk.ts";
import type { Asking, Marker } from "../marker.ts";
import { runOptions } from "../options.ts";
import { write } from "../output.ts";
import { askAll, HELP, type Progress, type Talk } from "../session.ts";
import { dropState, keepState, readState } from "../state.ts";

export interface AskFlags extends Flags {
  readonly restart?: boolean;
}

/**
 * `rnn-tutor check gru` without answers: asks for them one by one, from a person or from a pipe with lines. What was
 * answered is kept in the state folder until all has been asked.
 * @throws UserError where there is nobody to ask
 */
export async function checkAsked(
  desk: Desk,
  marker: Marker,
  example: string,
  flags: AskFlags,
): Promise<void> {
  const isPage = runOptions(flags).format === "table";
  if (desk.isInside || !isPage || !(await hasInput()))
    throw new UserError(`check takes your answers: rnn-tutor check ${example}`);
  const lines = await openLines();
  try {
    await asked(desk, marker, lines, flags);
  } finally {
    lines.close();
  }
}

async function asked(desk: Desk, marker: Marker, lines: Lines, flags: AskFlags): Promise<void> {
  const asking = marker.asking();
  const name = stateName(marker, asking);
  if (flags.restart) dropState(name);
  const { value: before, note } = readState(name, progressIn(asking));
  const noted = once((text) => write(2, `note: ${text}\n`));
  if (note) noted(note);
  const talk = talkOf(desk, lines, flags, (progress) => {
    const failed = keepState(name, {
      schema: 1,
      at: progress.at,
      answers: Object.fromEntries(progress.answers),
    });
    if (failed) noted(failed);
  });
  await talk.show([...asking.head, { kind: "prose", text: HELP }]);
  if (before && before.answers.size > 0) await talk.show(await resumed(asking, before));
  const { progress, isFinished } = await askAll(asking, before ?? { at: 0, answers: new Map() }, talk);
  if (isFinished || progress.answers.size === 0) dropState(name);
  const marked = await asking.mark(progress.answers);
  if (isFinished || !lines.person) await talk.show(marked.report.blocks);
  if (!isFinished && progress.answers.size > 0)
    await talk.show([{ kind: "prose", text: `Kept: \`rnn-tutor check ${marker.name}\` goes on here.` }]);
  if (!marked.output.ok) desk.exitCode = 1;
}

/** Pages one under the other, with an empty line between them. */
function talkOf(desk: Desk, lines: Lines, flags: Flags, keep: (progress: Progress) => void): Talk {
  let isFirst = true;
  return {
    ...{ lines, keep },
    show: async (blocks) => {
      if (!isFirst) write(1, "\n");
      isFirst = false;
      await desk.show({ digits: DIGITS, blocks, data: {}, records: [] }, flags);
    },
  };
}

const DIGITS = 4;

async function resumed(asking: Asking, { answers }: Progress): Promise<Block[]> {
  const { report } = await asking.mark(answers);
  const given = report.blocks.flatMap((block) =>
    block.kind === "checked" ? block.answers.filter((one) => one.mark !== "open") : [],
  );
  const brief = given.map((one) => ({ ...one, details: [] }));
  return [
    { kind: "prose", text: "You go on where you left; `--restart` begins anew." } as const,
    ...(given.length > 0 ? [{ kind: "checked", answers: brief } as const] : []),
  ];
}

/** A file a question and its numbers. */
function stateName({ id }: Marker, { identity, items }: Asking): string {
  const keys = items.map(({ key }) => key);
  const hash = createHash("sha256")
    .update(JSON.stringify([identity, keys]))
    .digest("hex")
    .slice(0, 12);
  return `check/${id.replace(/[^\w.-]/g, "-")}-${hash}.json`;
}

/** What was kept, where it is whole. */
const progressIn =
  ({ items }: Asking) =>
  (data: unknown): Progress | undefined => {
    if (typeof data !== "object" || data === null) return undefined;
    const { at, answers } = data as { readonly at?: unknown; readonly answers?: unknown };
    if (!Number.isInteger(at) || typeof answers !== "object" || answers === null) return undefined;
    const keys = items.map(({ key }) => key);
    const entries = Object.entries(answers);
    const isWhole = entries.every(([key, text]) => keys.includes(key) && typeof text === "string");
    return isWhole && (at as number) >= 0 ? { at: at as number, answers: new Map(entries) } : undefined;
  };

/** Whether somebody types, or a pipe has something in it. */
async function hasInput({ stdin }: NodeJS.Process = process): Promise<boolean> {
  if (stdin.isTTY) return true;
  await new Promise<void>((resolve) => {
    for (const event of ["readable", "end", "error", "close"]) stdin.once(event, () => resolve());
  });
  return stdin.readableLength > 0;
}

const once = (say: (text: string) => void): ((text: string) => void) => {
  let isSaid = false;
  return (text) => {
    if (!isSaid) say(text);
    isSaid = true;
  };
};
