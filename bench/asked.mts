import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A program of another language or library that answers a line with a line; with nothing where it does not run. */
export interface Asked {
  ask(line: string): Promise<string>;
  end(): void;
}

const file = (script: string): string => join(import.meta.dirname, script);

/** `PYTHON` says which Python: one that has the libraries. */
export const askedPython = (script: string, args: readonly string[] = []): Asked =>
  asked(process.env.PYTHON ?? "python3", [file(script), ...args]);

export const askedNode = (script: string, args: readonly string[]): Asked =>
  asked(process.execPath, [file(script), ...args]);

function asked(command: string, args: readonly string[]): Asked {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => undefined); // it has ended: the answer is empty
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      return String((await lines.next()).value ?? "");
    },
    end: () => child.stdin.end(),
  };
}
