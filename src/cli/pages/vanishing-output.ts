import type { VanishingOutput } from "../../course/study-schemas.ts";
import { verdict } from "../../course/vanishing.ts";
import { sequenceKey } from "../../graph/unroll.ts";
import type { Setting } from "./vanishing.ts";

/** What `--json` prints: every norm in full precision. */
export function vanishingOutput({ subjects, steps, numbers, clip }: Setting): VanishingOutput {
  return {
    schema: 1,
    steps,
    numbers,
    ...(clip === undefined ? {} : { clip }),
    subjects: subjects.map(({ name, run, flow, rate, spectrum, cell, backflow }) => ({
      name,
      model: run.exercise.file.model,
      convention: { ...run.convention },
      norms: { of: sequenceKey(`${flow.state}_t`), values: flow.norms },
      factor_per_step: finite(rate),
      verdict: verdict(rate),
      ...(spectrum ? { singular_values: spectrum } : {}),
      ...(cell
        ? {
            cell: {
              norms: cell.flow.norms,
              factor_per_step: finite(cell.rate),
              direct_path: { norms: cell.direct.norms, apart_from_forget_gates: cell.direct.apart },
            },
          }
        : {}),
      ...(backflow ? { gradient: backflow } : {}),
    })),
  };
}

/** JSON has no NaN. */
const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** What `--format csv` prints: a row for every network and step. */
export const vanishingRecords = ({ subjects }: Setting): (string | number)[][] => [
  ["name", "quantity", "t", "norm"],
  ...subjects.flatMap(({ name, flow, cell, backflow }) => {
    const rows = (quantity: string, norms: readonly number[]) =>
      norms.map((norm, t) => [name, quantity, t, norm]);
    return [
      ...rows("dh_T/dh_t", flow.norms),
      ...(cell ? [...rows("dc_T/dc_t", cell.flow.norms), ...rows("direct path", cell.direct.norms)] : []),
      ...(backflow ? [...rows("gradient", backflow.free), ...rows("clipped", backflow.clipped)] : []),
    ];
  }),
];
