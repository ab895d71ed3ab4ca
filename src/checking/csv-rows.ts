/** A line of a table, its empty cells at the end left out; lines count from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Comma, semicolon or tab, whichever the first line has; a semicolon or a tab frees the comma for decimals. A line `sep=;`
 * before it, as spreadsheets write it, says it too.
 */
export function csvRows(text: string): CsvRow[] {
  const lines = text.replace(/^sep=.[^\S\n]*$/im, "").split(/\r?\n/);
  const first = lines.find((line) => /\S/.test(line)) ?? "";
  const separator = first.includes("\t") ? "\t" : first.includes(";") ? ";" : ",";
  return lines.flatMap((line, i) =>
    /\S/.test(line) ? [{ line: i + 1, cells: cellsOf(line, separator) }] : [],
  );
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let rest = line;
  for (let more = true; more; ) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest);
    const end = rest.indexOf(separator, quoted?.[0].length ?? 0);
    cells.push(quoted ? quoted[1].replace(/""/g, '"') : (end < 0 ? rest : rest.slice(0, end)).trim());
    more = end >= 0;
    rest = rest.slice(end + 1);
  }
  while (cells.length > 1 && cells[cells.length - 1] === "") cells.pop();
  return cells;
}
