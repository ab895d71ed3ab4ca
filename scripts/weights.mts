import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { weightsFile } from "../src/training/checkpoint.ts";
import { type Config, defaults } from "../src/training/config.ts";
import { layoutFor } from "../src/training/model.ts";
import { alone } from "../src/training/team.ts";
import { train } from "../src/training/train.ts";
import { started, trainer } from "../src/training/trainer.ts";

// Trains the models that come with the program, from seed 1, and keeps their best weights in half precision: weights/.
// The same numbers come out on every machine; it takes a few minutes.

const STEPS = 2000;
const folder = join(import.meta.dirname, "../weights");

const models: Readonly<Record<string, Config>> = {
  "gru-dot": defaults,
  "gru-none": { ...defaults, attention: "none" },
};

mkdirSync(folder, { recursive: true });
for (const [name, config] of Object.entries(models)) {
  const layout = layoutFor(config);
  const made = trainer(started(config, layout), layout, alone(config, layout));
  await train(
    made,
    { steps: STEPS, seconds: Number.POSITIVE_INFINITY },
    {
      now: () => performance.now() / 1000,
      isStopped: () => false,
      stepped({ progress: { step }, measured }) {
        if (measured) console.log(`${name} ${step}: ${measured.all.toFixed(4)}`);
      },
      save() {},
    },
  );
  const { best, progress } = made.checkpoint();
  writeFileSync(
    join(folder, `${name}.safetensors`),
    weightsFile({ config, weights: best, progress }, layout, "F16"),
  );
}
