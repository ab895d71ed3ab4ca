/** A place in a file: line and column count from 1; `text` is the line itself. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text?: string;
}

/** Something that the user can mend: one line that says what, where and what to do. Exit code 2. */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly place: Place | undefined;

  constructor(message: string, place?: Place) {
    super(message);
    this.place = place;
  }
}

/** Gives a complaint that has no place of its own the place of what was being read. */
export function placed<T>(place: Place | undefined, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (isUserError(error) && !error.place && place) throw new UserError(error.message, place);
    throw error;
  }
}

/** The same for what takes time. */
export async function placedLater<T>(place: Place | undefined, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isUserError(error) && !error.place && place) throw new UserError(error.message, place);
    throw error;
  }
}

/** By name, so that it also holds for an error thrown in another bundle. */
export const isUserError = (error: unknown): error is UserError =>
  error instanceof Error && error.name === "UserError";
