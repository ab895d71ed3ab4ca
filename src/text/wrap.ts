import { widthOf } from "./width.ts";

/** Lines of at most `width` columns, broken between words; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  if (isOneLine(text) && widthOf(text) <= width) return [text];
  const lines: string[] = [];
  for (const paragraph of text.trimEnd().split(/\n{2,}/)) {
    if (lines.length > 0) lines.push("");
    let line = "";
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      if (line !== "" && widthOf(line) + 1 + widthOf(word) > width) {
        lines.push(line);
        line = word;
      } else line = line === "" ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

/** Words with a single space between each two: most texts are, and fit. */
const isOneLine = (text: string): boolean =>
  text !== "" && text.trim() === text && !["\n", "\t", "  "].some((gap) => text.includes(gap));
