import { isUserError, type Place, type UserError } from "../text/user-error.ts";
import { visible } from "../text/visible.ts";

const MOST_TEXT = 400;
const MOST_LINE = 100;

/** What standard error says: one line for a mistake in the input, with the line of the file under it. */
export function errorText(error: unknown): string {
  if (!isUserError(error)) return ourBug(error);
  const { place } = error;
  const message = oneLine(error.message, MOST_TEXT);
  if (!place) return `error: ${message}\n`;
  return `error: ${oneLine(place.file, MOST_TEXT)}:${place.line}:${place.column}  ${message}\n${excerpt(place)}`;
}

/** Why something can't be used, in one line: where in its file, and what. */
export const reasonOf = ({ place, message }: UserError): string =>
  oneLine(place ? `line ${place.line}: ${message}` : message, MOST_TEXT);

const oneLine = (text: string, most: number): string => {
  const flat = visible(text.slice(0, most).replace(/[\s]+/g, " "));
  return text.length > most ? `${flat}…` : flat;
};

/** The line itself, with a mark under the column; a long line is shown round the column. */
function excerpt({ line, column, text }: Place): string {
  if (!text?.trim()) return "";
  const start = column > MOST_LINE - 20 ? column - 40 : 0;
  const before = [...visible(text.slice(start, column - 1).replace(/\t/g, " "))].length;
  const shown = visible(text.slice(start, start + MOST_LINE).replace(/\t/g, " "));
  const number = `${String(line).padStart(9)} | `;
  return `${number}${shown}\n${" ".repeat(9)} | ${" ".repeat(before)}^\n`;
}

function ourBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return visible(
    `internal: rnn-tutor has a bug; this is not your mistake.\nPlease report it with the command you typed and these lines:\n${stack}\n`,
  );
}
