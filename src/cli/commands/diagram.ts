import { UserError } from "../../text/user-error.ts";
import type { Desk, Flags } from "../desk.ts";

/** `rnn-tutor diagram <model>` */
export async function diagramCommand(_desk: Desk, _name: string, _flags: Flags): Promise<void> {
  throw new UserError("not yet");
}
