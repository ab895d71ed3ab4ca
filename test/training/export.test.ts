import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { random } from "../../src/linalg/random.ts";
import { toNested } from "../../src/linalg/tensor.ts";
import { attentions } from "../../src/models/characters.ts";
import { type RecurrentName, recurrent } from "../../src/models/index.ts";
import { changed } from "../../src/training/change.ts";
import { type Trained, weightsFile } from "../../src/training/checkpoint.ts";
import { defaults } from "../../src/training/config.ts";
import { numpyScript } from "../../src/training/export/numpy.ts";
import { torchScript } from "../../src/training/export/torch.ts";
import { layoutFor } from "../../src/training/model.ts";
import { noProgress } from "../../src/training/progress.ts";
import { runPython } from "../helpers/numpy.ts";

// Every cell with every attention, written out as a script and run there: the same logits, the same sentence.

const folder = mkdtempSync(join(tmpdir(), "rnn-tutor-export-"));
after(() => rmSync(folder, { recursive: true }));

const task = { prompt: "<L>", text: "It's A, b." } as const;

const models = (Object.keys(recurrent) as RecurrentName[]).flatMap((cell) =>
  attentions.map((attention) => {
    const config = { ...defaults, cell, attention, hidden: 5 };
    const { size } = layoutFor(config);
    const weights = random(cell.length + attention.length).tensor([size], -1, 1).data;
    return { name: `${cell}_${attention}`, config, weights, progress: noProgress() };
  }),
);

/** What a model writes when it reads its own words, and the logits of those steps. */
function ours(model: Trained) {
  const { written, output, logits } = changed(model, task);
  return { written, output, logits: logits.map(toNested) as number[][] };
}

const there = "try:\n  import torch\n  print(1)\nexcept ImportError:\n  print(0)\n";

const kinds = [
  {
    kind: "numpy",
    script: numpyScript,
    logits: "module.logits(source, before).tolist()",
    write: "module.write",
  },
  {
    kind: "torch",
    script: torchScript,
    logits: "module.model(source, before).tolist()",
    write: "module.model.write",
  },
] as const;

for (const { kind, script, logits, write } of kinds)
  describe(`scripts for ${kind}`, {
    skip: kind === "numpy" || runPython(there) === "1\n" ? false : "there is no torch here",
  }, () => {
    it("when a model is exported, then its logits are the same there to 1e-9, and what it writes", () => {
      const cases = models.map((model) => {
        const name = `${model.name}_${kind}`;
        const weights = `${name}.safetensors`;
        writeFileSync(join(folder, weights), weightsFile(model, layoutFor(model.config), "F64"));
        writeFileSync(
          join(folder, `${name}.py`),
          script({ config: model.config, weights, script: `${name}.py` }),
        );
        return { name, written: ours(model).written };
      });
      const driver = `
import importlib, json, sys
sys.path.insert(0, ${JSON.stringify(folder)})
found = []
for case in json.loads(${JSON.stringify(JSON.stringify(cases))}):
    module = importlib.import_module(case["name"])
    source = module.source_tokens(${JSON.stringify(`${task.prompt} ${task.text}`)})
    before = [module.TARGET.index(token) for token in ["<go>", *case["written"][:-1]]]
    found.append({"logits": ${logits}, "output": ${write}(${JSON.stringify(`${task.prompt} ${task.text}`)})})
print(json.dumps(found))
`;
      const found = JSON.parse(runPython(driver)) as { logits: number[][]; output: string }[];
      for (const [i, model] of models.entries()) {
        const expected = ours(model);
        assert.equal(found[i].output, expected.output, model.name);
        for (const [step, row] of expected.logits.entries())
          row.forEach((x, token) => {
            assert.ok(Math.abs(x - found[i].logits[step][token]) < 1e-9, `${model.name} ${step} ${token}`);
          });
      }
    });
  });
