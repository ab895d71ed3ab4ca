import { median } from "./interleave.mts";

/** Milliseconds of processor time that a call takes: what other programs on the machine do does not count. */
export function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Something to be measured: milliseconds a step, over some steps. */
export type Measured = () => number | Promise<number>;

/** All of them in turn, A B C A B C …; for each the milliseconds of every round. */
export async function inTurn(
  all: ReadonlyMap<string, Measured>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const times = new Map([...all.keys()].map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const [name, measure] of all) times.get(name)?.push(await measure());
  return times;
}

/** The median over the rounds of one's time divided by another's in the same round. */
export const ratio = (over: readonly number[], under: readonly number[]): number =>
  median(over.map((ms, i) => ms / under[i]));
