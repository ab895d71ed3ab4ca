import { quoted } from "../quoted.ts";

/** An arrow; what is written on it may be a quantity: what comes out of the box that it leaves. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** A drawing as it was typed: boxes by their names, and arrows between them. */
export interface Drawing {
  readonly arrows: readonly Arrow[];
  /** What stands in a box that has a name of its own: `A[z_t]`, `z [label="z_t"]`. */
  readonly labels: ReadonlyMap<string, string>;
}

const LONGEST = 20_000;
const MOST_ARROWS = 500;

/** Every way to draw an arrow, as -> or <-; what is written on it stands behind it between bars. */
const oneArrow: readonly (readonly [RegExp, string])[] = [
  [/--+ *([^->|\n]{1,60}?) *--+>/g, " ->|$1| "],
  [/== *([^=>|\n]{1,60}?) *==+>|-\. *([^.>|\n]{1,60}?) *\.-+>/g, " ->|$1$2| "],
  [/(?:--+|==+|-\.+-+)[>xo]?\|([^|\n]{0,60})\|/g, " ->|$1| "],
  [/-\.+-*>|=+>|--+>|[→⟶⇒➔]|\\(?:long)?(?:right)?arrow|\\to(?![a-z])/g, " -> "],
  [/<-+|[←⟵]/g, " <- "],
];

const frontMatter = /^\s*---\n[\s\S]*?\n---\n/;
const fence = /^\s*```\w*\n([\s\S]*?)\n```\s*$/;
const comments = /%%[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^\s*#[^\n]*/gm;
const opening = /^\s*(?:strict\s+)?(?:digraph|graph|flowchart|stateDiagram(?:-v2)?)\b[^\n{;]*(?:\{|;|\n|$)/;
const passedOver =
  /^(?:subgraph\b.*|end|\}|\{|direction\b.*|style\b.*|classDef\b.*|class\b.*|linkStyle\b.*|(?:node|edge|graph)\s*\[.*|[a-z]+\s*=\s*"?[\w.,]+"?)$/i;

/** An edge list (`x_t, h_{t-1} -> z_t`), Mermaid or DOT as boxes and arrows; or why it can't be read. */
export function readDrawing(text: string): Drawing | { readonly problem: string } {
  if (text.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters` };
  const inside = fence.exec(text)?.[1] ?? text;
  const bare = inside.replace(frontMatter, "").replace(comments, "").replace(opening, "");
  const arrows: Arrow[] = [];
  const labels = new Map<string, string>();
  for (const statement of statementsOf(bare)) {
    const sides = statement.split(ARROW).map((side) => side.trim());
    if (sides.length === 1 && / -- |---/.test(statement))
      return { problem: `${quoted(statement)} has no direction; write ->` };
    const boxes = sides
      .filter((_, i) => i % 2 === 0)
      .map((side) => boxesIn(side, labels, sides.length === 1));
    const empty = sides.length > 1 && boxes.some((all) => all.length === 0);
    if (empty) return { problem: `in ${quoted(statement)} an arrow has only one end` };
    for (let i = 1; i < sides.length; i += 2) {
      const [left, right] = [boxes[(i - 1) / 2], boxes[(i + 1) / 2]];
      const [from, to] = sides[i].startsWith("->") ? [left, right] : [right, left];
      const label = /\|"?(.*?)"?\|/.exec(sides[i])?.[1] ?? labelIn(statement);
      const written = label === undefined ? {} : { label };
      arrows.push(...from.flatMap((a) => to.map((b): Arrow => ({ from: a, to: b, ...written }))));
      if (arrows.length > MOST_ARROWS) return { problem: `it has more than ${MOST_ARROWS} arrows` };
    }
  }
  return arrows.length === 0 ? { problem: "it has no arrow; write x_t -> z_t" } : { arrows, labels };
}

const statementsOf = (text: string): string[] =>
  oneArrow
    .reduce((so, [find, put]) => so.replace(find, put), text)
    .split(/[\n;]/)
    .map((line) => line.trim().replace(LISTED, ""))
    .filter((line) => line !== "" && !passedOver.test(line));

/** `1.`, `2)`, `-` or `*` before an arrow in a list. */
const LISTED = /^(?:\d{1,3}[.)]|[-*•])\s+(?=\S)/;

const ARROW = /(->(?:\|[^|]*\|)?|<-)/;
const ATTRIBUTES = /\[\s*\w+\s*=[^\]]*\]\s*$/;
const SHAPE = /^([A-Za-z]\w*)\s*(?:\[|\(|\{|>)[[({/\\]*\s*"?(.*?)"?\s*[\])}/\\]*(?:\]|\)|\})$/;

/** [label="z_t"] */
const labelIn = (text: string): string | undefined =>
  /\blabel\s*=\s*"?([^",\]]*)"?/.exec(ATTRIBUTES.exec(text)?.[0] ?? "")?.[1];

/** `x_t, h_{t-1}`, `A & B`, `{a b}`: the boxes at one end of an arrow. */
function boxesIn(side: string, labels: Map<string, string>, only: boolean): readonly string[] {
  const label = labelIn(side);
  const plain = side.replace(ATTRIBUTES, "").trim();
  const group = /^\{([^{}]*)\}$/.exec(plain)?.[1];
  const words = group === undefined ? plain.split(/[,&]/) : group.trim().split(/[\s,]+/);
  const boxes = words
    .map((word) =>
      word
        .trim()
        .replace(/:::\w+$/, "")
        .replace(/^"(.*)"$/, "$1"),
    )
    .filter(Boolean);
  // the label behind an arrow is the arrow's
  if (only && label !== undefined && boxes.length === 1) labels.set(boxes[0], label);
  return boxes.map((box) => shaped(box, labels));
}

/** `A[z_t]` is the box A with z_t in it; `h_{t-1}` and `h(t-1)` are no shapes. */
function shaped(box: string, labels: Map<string, string>): string {
  const shape = /_\{[^}]*\}$|\(t ?- ?1\)$/.test(box) ? null : SHAPE.exec(box);
  if (!shape) return box;
  labels.set(shape[1], shape[2]);
  return shape[1];
}
