import { padEnd, padStart } from "../text/box.ts";
import { fixed } from "../text/number.ts";
import { widthOf } from "../text/width.ts";
import { wrap } from "../text/wrap.ts";
import { INDENT, indented, type Lines, type Tools } from "./layout.ts";
import type { Heatmap } from "./report.ts";

/** From these values on, the next darker shade. */
const from = [0.05, 0.25, 0.5, 0.75] as const;
const shades = { unicode: " ░▒▓█", ascii: " .:*#" } as const;

/** How much room a cell gets: shades beside its number, from roomy to the shade alone. */
const cells = [
  { shade: 3, digits: 2, gap: "  " },
  { shade: 1, digits: 2, gap: "  " },
  { shade: 1, digits: 1, gap: "  " },
  { shade: 2, digits: undefined, gap: "  " },
  { shade: 1, digits: undefined, gap: " " },
] as const;

/** Each weight as a shade and a number, the rows' sums beside them, and what the shades mean. */
export function heatmapLines(block: Heatmap, tools: Tools): Lines {
  const inner = { ...tools, width: tools.width - INDENT.length };
  const drawn = cells.map((cell) => gridOf(block, cell, inner));
  const fitting = drawn.find((lines) => lines.every((line) => widthOf(line) <= inner.width));
  return [
    ...wrap(tools.text(block.title), tools.width).map(tools.paint.strong),
    ...indented(fitting ?? rowsOf(block, inner)),
    ...indented(keyOf(inner)),
  ];
}

const levelOf = (x: number): number => from.filter((edge) => x >= edge).length;

const shadeOf = (x: number, { ascii }: Tools): string => shades[ascii ? "ascii" : "unicode"][levelOf(x)];

function gridOf(
  { rows, columns, values }: Heatmap,
  { shade, digits, gap }: (typeof cells)[number],
  tools: Tools,
): Lines {
  const { text } = tools;
  const left = Math.max(...rows.map((name) => widthOf(text(name))));
  const numberWidth = digits === undefined ? 0 : digits + 3;
  const wide = columns.map((name) =>
    Math.max(shade + numberWidth, widthOf(cut(text(name), shade + numberWidth + 2))),
  );
  const cell = (x: number, j: number): string =>
    padStart(shadeOf(x, tools).repeat(shade) + (digits === undefined ? "" : ` ${fixed(x, digits)}`), wide[j]);
  const heads = columns.map((name, j) => padStart(cut(text(name), wide[j]), wide[j]));
  const sums = rows.map((_, i) =>
    fixed(
      values[i].reduce((a, b) => a + b, 0),
      2,
    ),
  );
  return [
    `${" ".repeat(left)}  ${heads.join(gap)}   sum`,
    ...rows.map((name, i) => `${padEnd(text(name), left)}  ${values[i].map(cell).join(gap)}  ${sums[i]}`),
  ];
}

/** A name in the room that there is. */
const cut = (name: string, most: number): string =>
  name.length <= most ? name : `${name.slice(0, most - 1)}.`;

/** Too many columns for a picture: a row's largest weights in words. */
const rowsOf = ({ rows, columns, values }: Heatmap, tools: Tools): Lines =>
  rows.flatMap((name, i) => {
    const largest = values[i]
      .map((x, j) => ({ x, j }))
      .sort((a, b) => b.x - a.x)
      .slice(0, 4);
    const said = largest.map(({ x, j }) => `${columns[j]} ${shadeOf(x, tools)} ${fixed(x, 2)}`).join(", ");
    return wrap(tools.text(`${name}: ${said}`), tools.width);
  });

function keyOf(tools: Tools): Lines {
  const [blank, ...marks] = shades[tools.ascii ? "ascii" : "unicode"];
  const said = marks.map((mark, i) => `${mark} from ${from[i]}`);
  return wrap(`${blank === " " ? "blank" : blank} below ${from[0]}, ${said.join(", ")}`, tools.width).map(
    tools.paint.faint,
  );
}
