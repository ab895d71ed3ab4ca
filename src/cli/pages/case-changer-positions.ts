import { POSITION, SHARPNESS } from "../../course/seq2seq/by-position.ts";
import type { CaseChange } from "../../course/seq2seq/change-case.ts";
import type { Tensor } from "../../linalg/tensor.ts";
import { frequency, position } from "../../models/pointing-attention.ts";
import type { Block } from "../../report/report.ts";
import { attentionPictures } from "./seq2seq-heatmap.ts";

const DISTANCES = [0, 1, 2, 3, 6, 10, 50];

/** What the positions do in the place of a counter. */
export function positionBlocks(change: CaseChange): Block[] {
  const pairs = POSITION / 2;
  return [
    {
      kind: "prose",
      text: `A Transformer has no state that could count, but every token carries its position: ${pairs} pairs of a sine and a cosine, each turning with a frequency of its own. To go on by one position is to turn every pair by its frequency, which is a matrix, the same at every position; so $W_Q$ can hold it. The row that was written last stands at position p, its query is the position p + 1, and the key that fits best is that of the character p + 1. In this run the queries differ from the positions that they ask for by ${apart(change).toExponential(1)} at most.`,
    },
    {
      kind: "table",
      title: "How far the score falls with the distance from the position asked for",
      columns: ["distance", "score", "weight, relative"],
      rows: DISTANCES.map((d) => [String(d), -fall(d) || 0, Math.exp(-fall(d)).toPrecision(2)]),
    },
    {
      kind: "prose",
      text: "Nothing of this depends on what the tokens are: all rows are computed at once, in training also of a long sentence. A second head finds the prompt by its token and brings the case.",
    },
    ...attentionPictures(change),
  ];
}

/** β Σ (1 − cos(ω_k d)) */
function fall(distance: number): number {
  let sum = 0;
  for (let pair = 0; pair < POSITION / 2; pair++) sum += 1 - Math.cos(frequency(pair, POSITION) * distance);
  return SHARPNESS.character * sum;
}

/** The largest difference between a query, its factor taken out, and the position after its own. */
function apart({ values }: CaseChange): number {
  const { data } = values.get("Q_1") as Tensor;
  const factor = SHARPNESS.character * Math.sqrt(POSITION);
  const differences = Array.from(data, (q, i) =>
    Math.abs(q / factor - position(Math.floor(i / POSITION) + 1, i % POSITION, POSITION)),
  );
  return Math.max(...differences);
}
