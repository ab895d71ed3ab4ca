import type { Verdict } from "../../checking/verdict.ts";
import type { CheckedAnswer } from "../../report/report.ts";

/** The mark that each verdict gets. */
export const marks: Readonly<Record<Verdict, CheckedAnswer["mark"]>> = {
  exact: "right",
  right: "right",
  rounded: "right",
  follows: "right",
  convention: "near",
  mistake: "wrong",
  ambiguous: "near",
  wrong: "wrong",
  missing: "open",
  unreadable: "unread",
};

/** Right for good: what follows from an earlier slip is right where it stands, and the sheet is not. */
export const RIGHT: readonly Verdict[] = ["exact", "right", "rounded"];
