import type { Run } from "../../course/run.ts";
import { rowList, type Tensor } from "../../linalg/tensor.ts";
import type { Block } from "../../report/report.ts";
import type { Labels } from "./labels.ts";

/** More queries or keys than this are no picture in a terminal. */
const MOST = 24;

/** A heatmap of every line of attention weights: a row for each query, a column for each key. */
export function heatmapsOf({ graph, values }: Run, labels: Labels): Block[] {
  return graph.lines
    .filter(({ role }) => role.startsWith("attention-weights"))
    .flatMap(({ key, title, part, expr }): Block[] => {
      const value = values.get(key) as Tensor;
      const names = labels.of(expr);
      const [rows, columns] = names.length === 2 ? names : [["query"], names[0]];
      if (rows.length > MOST || columns.length > MOST) return [];
      const numbers = names.length === 2 ? rowList(value) : [Array.from(value.data)];
      return [
        {
          kind: "heatmap",
          title: headed(part === undefined ? title : `${part}: ${title}`),
          rows,
          columns,
          values: numbers,
        },
      ];
    });
}

const headed = (title: string): string => title[0].toUpperCase() + title.slice(1);
