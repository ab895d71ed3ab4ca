import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { attentions } from "../../src/models/characters.ts";
import { type RecurrentName, recurrent } from "../../src/models/index.ts";
import type { Checkpoint } from "../../src/training/checkpoint.ts";
import { type Config, defaults } from "../../src/training/config.ts";
import { layoutFor } from "../../src/training/model.ts";
import { alone } from "../../src/training/team.ts";
import { type Hooks, type Status, train } from "../../src/training/train.ts";
import { started, trainer } from "../../src/training/trainer.ts";

const small: Config = { ...defaults, hidden: 3, length: 4, batch: 2, seed: 7 };

/** Trains to a step, or until it is stopped behind one; what was heard, and the checkpoint. */
async function trained(config: Config, from: Checkpoint | undefined, steps: number, stopAt = steps) {
  const layout = layoutFor(config);
  const heard: Status[] = [];
  const team = alone(config, layout);
  const made = trainer(structuredClone(from ?? started(config, layout)), layout, team);
  let clock = 0;
  const hooks: Hooks = {
    now: () => clock++,
    isStopped: () => (heard.at(-1)?.progress.step ?? 0) >= stopAt,
    stepped: (status) => void heard.push(status),
    save: () => {},
  };
  const ending = await train(made, { steps, seconds: Number.POSITIVE_INFINITY }, hooks);
  return { ending, heard, checkpoint: structuredClone(made.checkpoint()) };
}

describe("training", () => {
  it("when it is stopped and resumed, in the middle and at a measurement, then every number is the same", async () => {
    const whole = await trained(small, undefined, 120);
    assert.equal(whole.ending, "all steps");
    for (const stopAt of [1, 50, 73]) {
      const first = await trained(small, undefined, 120, stopAt);
      assert.equal(first.ending, "stopped");
      assert.equal(first.checkpoint.progress.step, stopAt);
      const rest = await trained(small, first.checkpoint, 120);
      assert.deepEqual(rest.checkpoint, whole.checkpoint);
      assert.deepEqual(
        [...first.heard, ...rest.heard].map(({ progress }) => progress),
        whole.heard.map(({ progress }) => progress),
      );
    }
  });

  it("when a few hundred steps are done, then the loss falls, and the best weights are kept", async () => {
    const { checkpoint } = await trained({ ...small, hidden: 6, batch: 8, lr: 0.02 }, undefined, 200);
    const { points, best } = checkpoint.progress;
    assert.deepEqual(
      points.map(({ step }) => step),
      [50, 100, 150, 200],
    );
    assert.ok(points[0].loss < 4.1 && points[3].loss < 0.85 * points[0].loss, JSON.stringify(points));
    assert.equal(best.accuracy, Math.max(...points.map(({ accuracy }) => accuracy)));
  });

  for (const cell of Object.keys(recurrent) as RecurrentName[])
    for (const attention of attentions)
      it(`when a ${cell} with ${attention} attention takes steps, then every parameter moves, and one seed gives one course`, async () => {
        const config = { ...small, cell, attention };
        const [a, b] = [await trained(config, undefined, 6), await trained(config, undefined, 6)];
        assert.deepEqual(a.checkpoint, b.checkpoint);
        const { weights } = started(config, layoutFor(config));
        for (const { key, from, to } of layoutFor(config).parts)
          assert.ok(
            a.checkpoint.weights.subarray(from, to).some((x, i) => x !== weights[from + i]),
            `${key} stays`,
          );
      });

  it("when the weights are no numbers, then the step is named, and what could help", async () => {
    const broken = started(small, layoutFor(small));
    broken.weights.fill(Number.NaN);
    await assert.rejects(trained(small, broken, 10), {
      name: "UserError",
      message: /the loss is NaN at step 1; try a smaller --lr \(it is 0\.01\) or --clip \(it is 1\)/,
    });
  });
});
