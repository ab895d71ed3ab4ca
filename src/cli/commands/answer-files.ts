import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../text/user-error.ts";

const FILE = /^-$|^[^=>→]+\.(ya?ml|json|csv|tsv|txt|md|markdown|py|mmd|mermaid|dot|gv)$/i;

/** Whether a word looks like the name of a file that somebody's answers may be in. */
export const isAnswerFile = (word: string): boolean => FILE.test(word);

/** The words with the files of a folder in its place, in the order of their names. @throws UserError where it has none */
export function withFolders(words: readonly string[]): string[] {
  return words.flatMap((word) => {
    if (!isFolder(word)) return [word];
    const files = namesIn(word).filter(isAnswerFile).sort();
    if (files.length === 0)
      throw new UserError(
        `${word} is a folder without answers in it: files ending in .yaml, .json, .csv, .md …`,
      );
    return files.map((file) => join(word, file));
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new UserError(`${folder} can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function isFolder(word: string): boolean {
  try {
    return !word.includes("=") && statSync(word).isDirectory();
  } catch {
    return false; // whatever is the matter is said when it is read
  }
}
