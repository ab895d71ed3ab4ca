import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Report } from "../../report/report.ts";
import { UserError } from "../../text/user-error.ts";
import { writeAtomically } from "../../training/atomic-file.ts";
import { weightsFile } from "../../training/checkpoint.ts";
import { described } from "../../training/config.ts";
import { numpyScript } from "../../training/export/numpy.ts";
import type { Exported } from "../../training/export/python.ts";
import { torchScript } from "../../training/export/torch.ts";
import { layoutFor } from "../../training/model.ts";
import type { Desk, Flags } from "../desk.ts";
import { oneOf } from "../options.ts";
import { modelIn } from "../training/models.ts";
import { mustBeOurs } from "../training/options.ts";

const scripts: Readonly<Record<"numpy" | "pytorch", (exported: Exported) => string>> = {
  numpy: numpyScript,
  pytorch: torchScript,
};

interface ExportFlags extends Flags {
  readonly output?: string;
}

/** `rnn-tutor export case.safetensors --format pytorch`: a script with the same weights and the same outputs. */
export async function exportCommand(desk: Desk, named: string, flags: ExportFlags): Promise<void> {
  mustBeOurs("export", flags);
  const kind = oneOf("--format", flags.format ?? "numpy", ["numpy", "pytorch"] as const);
  const model = modelIn(named);
  const stem = basename(named).replace(/\.safetensors$/, "");
  const path = flags.output ?? `${stem.replace(/\W/g, "_")}_${kind}.py`;
  const weights = join(dirname(path), `${basename(path).replace(/\.py$/, "")}.safetensors`);
  const names = { script: basename(path), weights: basename(weights) };
  const files = [
    [path, Buffer.from(scripts[kind]({ config: model.config, ...names }))],
    [weights, weightsFile(model, layoutFor(model.config), "F64")],
  ] as const;
  for (const [file, bytes] of files) mustBeFree(file, bytes);
  for (const [file, bytes] of files) writeAtomically(file, bytes);
  await desk.show(reportOf(path, weights, described(model.config)), flags, flags.json ? "json" : "table");
}

/** Written again the same it may be. */
function mustBeFree(file: string, bytes: Uint8Array): void {
  if (existsSync(file) && !readFileSync(file).equals(bytes))
    throw new UserError(`${file} is there already; name another script with --output`);
}

const reportOf = (script: string, weights: string, model: string): Report => ({
  digits: 4,
  blocks: [
    { kind: "fact", label: "Model", text: model },
    { kind: "fact", label: "Script", text: script },
    { kind: "fact", label: "Weights", text: weights },
    { kind: "commands", commands: [["Run it", `python3 ${script} "<U> I am a student"`]] },
  ],
  data: { schema: 1, model, script, weights },
  records: [
    ["script", "weights"],
    [script, weights],
  ],
});
