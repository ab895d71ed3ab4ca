import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A Python script that answers a line with a line; undefined where it can't be started or says nothing at first. */
export interface Asked {
  ask(line: string): Promise<string>;
  end(): void;
}

/** `PYTHON` says which Python: one that has the libraries. */
export function asked(script: string, args: readonly string[] = []): Asked {
  const python = process.env.PYTHON ?? "python3";
  const child = spawn(python, [join(import.meta.dirname, script), ...args], {
    stdio: ["pipe", "pipe", "ignore"],
  });
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
