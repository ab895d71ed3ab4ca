import { spawnSync } from "node:child_process";

/** Commands by name; the first one is what the others are measured against. */
export type Commands = Readonly<Record<string, readonly [string, ...string[]]>>;

export interface Timing {
  readonly name: string;
  /** Median wall time of the whole process. */
  readonly ms: number;
  /** Median over the rounds of this time divided by the first command's in the same round. */
  readonly ratio: number;
}

/** Runs the commands in turn, A B C A B C …, so that a machine that slows down slows them all. */
export function interleaved(commands: Commands, rounds: number, warmUp = 3): Timing[] {
  const names = Object.keys(commands);
  const times = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = -warmUp; round < rounds; round++)
    for (const name of names) {
      const ms = timed(commands[name]);
      if (round >= 0) times.get(name)?.push(ms);
    }
  const first = times.get(names[0]) as number[];
  return names.map((name) => {
    const own = times.get(name) as number[];
    return { name, ms: median(own), ratio: median(own.map((ms, i) => ms / first[i])) };
  });
}

/** Without it: Node would read certificates at every start, three times as long as the start itself, and hide ours. */
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

function timed([file, ...args]: readonly [string, ...string[]]): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(file, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${file} ${args.join(" ")} failed: ${stderr}`);
  return ms;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1];

/** Rows of text in columns, the first one left, the others right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0].map((_, j) => Math.max(...rows.map((row) => row[j].length)));
  for (const row of rows)
    console.log(
      row.map((text, j) => (j === 0 ? text.padEnd(widths[j]) : text.padStart(widths[j]))).join("  "),
    );
}
