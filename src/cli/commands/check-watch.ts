import { isUserError, UserError } from "../../text/user-error.ts";
import { visible } from "../../text/visible.ts";
import type { Desk, Flags } from "../desk.ts";
import { errorText } from "../error-text.ts";
import type { Marker } from "../marker.ts";
import { runOptions } from "../options.ts";
import { write } from "../output.ts";
import { whenSaved } from "../saved.ts";
import { isTerminal } from "../screen.ts";

const CLEAR = "\u001b[H\u001b[2J";
const UNUSABLE = 2;

/**
 * `rnn-tutor check gru answers.yaml --watch`: checks again whenever the file is saved, until Ctrl-C; the exit code is that
 * of the last verdict, or 2 where there was none.
 */
export async function checkWatched(
  desk: Desk,
  marker: Marker,
  words: readonly string[],
  flags: Flags,
): Promise<void> {
  const [file, ...more] = marker.files(words);
  if (file === undefined || file === "-" || more.length > 0 || words.length > 1)
    throw new UserError(`--watch takes one file: rnn-tutor check ${marker.name} answers.yaml --watch`);
  const between = runOptions(flags).format !== "table" ? "" : isTerminal() ? CLEAR : "\n";
  desk.exitCode = UNUSABLE;
  const check = async (): Promise<void> => {
    try {
      const { output, report } = await marker.mark([file]);
      await desk.show(report, flags);
      desk.exitCode = output.ok ? 0 : 1;
    } catch (error) {
      if (!isUserError(error)) throw error;
      write(2, errorText(error));
    }
  };
  await untilInterrupted((failed) => {
    let last = check();
    last
      .then(() => write(2, `\n${visible(file)} is checked whenever it is saved; Ctrl-C ends.\n`))
      .catch(failed);
    return whenSaved({
      path: file,
      saved: () => {
        last = last.then(() => {
          write(1, between);
          write(2, `${visible(file)}, ${new Date().toLocaleTimeString("en-GB")}\n\n`);
          return check();
        });
        last.catch(failed);
      },
      note: (text) => write(2, `note: ${text}\n`),
    });
  });
}

/** Runs what can be called off until Ctrl-C, or until it fails. */
function untilInterrupted(begin: (failed: (error: unknown) => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let end: (() => void) | undefined;
    const leave = (then: () => void): void => {
      end?.();
      process.off("SIGINT", interrupted);
      then();
    };
    const interrupted = (): void => leave(resolve);
    process.on("SIGINT", interrupted);
    end = begin((error) => leave(() => reject(error)));
  });
}
