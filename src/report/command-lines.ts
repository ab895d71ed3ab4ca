import { padEnd } from "../text/box.ts";
import { widthOf } from "../text/width.ts";
import { INDENT, indented, type Lines, type Tools } from "./layout.ts";

/** Commands beside what they are for; under it where that does not fit. */
export function commandLines(
  commands: readonly (readonly [string, string])[],
  { text, paint, width }: Tools,
): Lines {
  const left = Math.max(...commands.map(([what]) => widthOf(text(what))));
  const right = Math.max(...commands.map(([, command]) => widthOf(text(command))));
  return commands.flatMap(([what, command]) => {
    const shown = text(command);
    if (left + 2 + right > width)
      return [
        paint.faint(text(what)),
        ...indented(continued(shown, width - INDENT.length).map(paint.accent)),
      ];
    return [`${paint.faint(padEnd(text(what), left))}  ${paint.accent(shown)}`];
  });
}

/** A command over several lines, as a shell reads it. */
function continued(command: string, width: number): Lines {
  const lines: string[] = [];
  for (const word of command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []) {
    const longer = [...lines.slice(-1), word].join(" ");
    if (lines.length > 0 && widthOf(longer) + 2 <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line, i) => (i < lines.length - 1 ? `${line} \\` : line));
}
