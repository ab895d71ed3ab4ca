import { visible } from "../text/visible.ts";
import type { Report } from "./report.ts";

/** RFC 4180, with the line ends of Unix. */
export const csv = ({ records }: Report): string =>
  records.map((record) => `${record.map(field).join(",")}\n`).join("");

function field(value: string | number): string {
  const text = visible(String(value));
  return /[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
