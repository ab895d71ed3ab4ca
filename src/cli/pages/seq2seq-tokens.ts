import { END } from "../../course/seq2seq/alphabet.ts";
import type { Block } from "../../report/report.ts";
import { padEnd } from "../../text/box.ts";

/** A token as it stands over a column: a space can be seen, the end is short. */
export const label = (token: string): string => (token === " " ? "␣" : token === END ? "end" : token);

/** A token in a sentence: `"a"`, a space, the end. */
export const quoted = (token: string): string =>
  token === " "
    ? "a space"
    : token === END
      ? "the end"
      : token.length > 1
        ? `the prompt ${token}`
        : `"${token}"`;

const MOST_IN_LINE = 36;

/** Sentences to the letter, each under its name, long ones in several lines. */
export function exactly(sentences: readonly (readonly [name: string, text: string])[]): Block {
  const left = Math.max(...sentences.map(([name]) => name.length)) + 2;
  const lines = sentences.flatMap(([name, text]) =>
    (text.match(new RegExp(`.{1,${MOST_IN_LINE}}`, "g")) ?? [""]).map(
      (line, i) => padEnd(i === 0 ? name : "", left) + line,
    ),
  );
  return { kind: "code", language: "text", text: lines.join("\n") };
}
