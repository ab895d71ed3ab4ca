import { json } from "../report/json.ts";
import type { Report } from "../report/report.ts";
import { terminal } from "../report/terminal.ts";
import type { Format } from "./options.ts";
import { screen } from "./screen.ts";

/** The report in the format that was asked for. */
export async function render(
  report: Report,
  format: Format,
  flags: { color?: boolean; ascii?: boolean },
): Promise<string> {
  switch (format) {
    case "json":
      return json(report);
    case "csv": {
      const { csv } = await import("../report/csv.ts");
      return csv(report);
    }
    case "markdown": {
      const { markdown } = await import("../report/markdown.ts");
      return markdown(report);
    }
    case "latex": {
      const { latexDocument } = await import("../report/latex.ts");
      return latexDocument(report);
    }
    case "html": {
      const { html } = await import("../report/html.ts");
      return html(report);
    }
    case "table":
      return terminal(report, await screen(flags));
  }
}
