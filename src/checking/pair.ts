import type { Place } from "../text/user-error.ts";
import type { Raw } from "./typed.ts";

/** A result's name as it is spelled, and what stands for it. */
export interface Pair {
  readonly spelled: string;
  readonly raw: Raw;
  readonly place?: Place;
}
