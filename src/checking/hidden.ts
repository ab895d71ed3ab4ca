import type { Run } from "../course/run.ts";
import { type Hypotheses, sameOn } from "./hypotheses.ts";
import { rightWorking } from "./sheet.ts";

/** The ids of mistakes that the asked numbers do not show, however they are made: none of them can be ruled out. */
export function hiddenIn(run: Run, { visible, invisible }: Hypotheses): Set<string> {
  const right = rightWorking(run).values;
  const hidden = new Set([...invisible, ...visible.map(({ mistake }) => mistake)].map(({ id }) => id));
  for (const { mistake, values } of visible) if (!sameOn(right, values, run.asked)) hidden.delete(mistake.id);
  return hidden;
}
