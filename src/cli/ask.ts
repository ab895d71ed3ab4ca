import type { Interface } from "node:readline";
import { UserError } from "../text/user-error.ts";
import { visible } from "../text/visible.ts";
import { write } from "./output.ts";

/** Lines from a person at a terminal, or from a pipe. */
export interface Lines {
  /** Whether a person types them. */
  readonly person: boolean;
  /** Shows the prompt and waits for a line; undefined at Ctrl-D, at Ctrl-C and after the last line of a pipe. */
  next(prompt: string): Promise<string | undefined>;
  /** Lets go of the input, so that the process can end. */
  close(): void;
}

/** No answer is as long; what has no line ends must not fill the memory. */
const LONGEST = 100_000;

/** Opens standard input: with editing and a history at a terminal, line by line and echoed from a pipe. */
export async function openLines(input: NodeJS.ReadStream = process.stdin): Promise<Lines> {
  const person = input.isTTY === true;
  const editor = person && process.stdout.isTTY === true ? await edited(input) : undefined;
  const lines = editor ? editor[Symbol.asyncIterator]() : splitIntoLines(input);
  const stop = new AbortController();
  const interrupted = new Promise<undefined>((resolve) =>
    stop.signal.addEventListener("abort", () => resolve(undefined)),
  );
  const onSignal = () => stop.abort();
  process.once("SIGINT", onSignal);
  let ended = false;
  let closed = false; // pasted lines may be left when it is
  editor?.once("close", () => {
    closed = true;
  });
  return {
    person,
    async next(prompt) {
      if (ended || stop.signal.aborted) return undefined;
      if (editor && !closed) {
        editor.setPrompt(prompt);
        editor.prompt();
      } else write(1, prompt);
      const line = readable(lines.next());
      line.catch(() => {}); // nobody waits for it after Ctrl-C
      const found = await Promise.race([line, interrupted]);
      if (found && !found.done) {
        if (!person) write(1, `${visible(found.value)}\n`);
        return found.value;
      }
      ended = true;
      write(1, "\n"); // what follows does not stand behind the prompt
      return undefined;
    },
    close() {
      ended = true;
      process.off("SIGINT", onSignal);
      if (editor) editor.close();
      else input.destroy();
    },
  };
}

/** Loaded for a terminal alone. */
async function edited(input: NodeJS.ReadStream): Promise<Interface> {
  const { createInterface } = await import("node:readline");
  return createInterface({ input, output: process.stdout, historySize: 100, removeHistoryDuplicates: true });
}

/** As fast as they are asked for: a pipe may have no end. */
async function* splitIntoLines(input: NodeJS.ReadStream): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of input.setEncoding("utf8")) {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST)
      throw new UserError("standard input has a line that is too long to be an answer");
    yield* lines;
  }
  if (rest) yield rest;
  return undefined;
}

async function readable<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`standard input can't be read (${code})`);
  }
}
