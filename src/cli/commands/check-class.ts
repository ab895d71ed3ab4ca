import { isUserError, UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";
import { reasonOf } from "../error-text.ts";
import type { Marker } from "../marker.ts";
import { classReport } from "../pages/check-class.ts";
import type { ClassSheet } from "../pages/class-output.ts";

/** `rnn-tutor check gru anna.yaml bert.yaml …`: a line a sheet, and the mistakes that are most common. */
export async function checkClass(
  desk: Desk,
  marker: Marker,
  words: readonly string[],
  flags: Flags,
): Promise<void> {
  const files = marker.files(words);
  if (files.length < words.length)
    throw new UserError("several files are several sheets; give them without answers beside them");
  const sheets: ClassSheet[] = [];
  for (const file of files) sheets.push(await sheetOf(marker, file));
  const report = classReport(marker, sheets);
  await desk.show(report, flags);
  if (!report.data.ok) desk.exitCode = 1;
}

/** A file that can't be used is a sheet that says why. */
async function sheetOf(marker: Marker, file: string): Promise<ClassSheet> {
  try {
    return { file, output: (await marker.mark([file])).output };
  } catch (error) {
    if (!isUserError(error)) throw error;
    const reason = reasonOf(error);
    return { file, problem: reason.startsWith(`${file} `) ? reason.slice(file.length + 1) : reason };
  }
}
