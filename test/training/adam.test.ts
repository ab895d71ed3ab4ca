import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { random } from "../../src/linalg/random.ts";
import { adam, clip, noMoments, norm } from "../../src/training/adam.ts";
import { runPython } from "../helpers/numpy.ts";

const torch = runPython("try:\n  import torch\n  print(1)\nexcept ImportError:\n  print(0)\n") === "1\n";

describe("the optimiser", () => {
  it("when 50 steps are taken on random gradients, then PyTorch's Adam with its clipping is where we are", {
    skip: torch ? false : "there is no torch here",
  }, () => {
    const draw = random(3);
    const start = draw.tensor([4], -1, 1).data;
    const gradients = Array.from({ length: 50 }, () => draw.tensor([4], -2, 2).data);
    const theta = start.slice();
    const moments = noMoments(4);
    for (const gradient of gradients) {
      const g = gradient.slice();
      clip(g, 1.5);
      adam(theta, g, moments, 0.01);
    }
    const script = `
import json, torch
theta = torch.tensor(${JSON.stringify(Array.from(start))}, dtype=torch.float64, requires_grad=True)
adam = torch.optim.Adam([theta], lr=0.01)
for g in ${JSON.stringify(gradients.map((g) => Array.from(g)))}:
    theta.grad = torch.tensor(g, dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_([theta], 1.5)
    adam.step()
print(json.dumps(theta.tolist()))
`;
    const expected = JSON.parse(runPython(script)) as number[];
    // PyTorch divides by the norm + 10⁻⁶
    expected.forEach((x, i) => {
      assert.ok(Math.abs(x - theta[i]) < 1e-6, `${x} and ${theta[i]}`);
    });
  });

  it("when the first step is taken, then every parameter moves by the learning rate against its gradient", () => {
    const theta = Float64Array.of(1, -2, 3);
    adam(theta, Float64Array.of(0.1, -20, 0), noMoments(3), 0.5);
    [0.5, -1.5, 3].forEach((x, i) => {
      assert.ok(Math.abs(theta[i] - x) < 1e-6);
    });
  });

  it("when a gradient is longer than the limit, then it has its length and its direction; a shorter one stays", () => {
    const long = Float64Array.of(3, 4);
    assert.equal(clip(long, 1), 5);
    assert.ok(Math.abs(norm(long) - 1) < 1e-15);
    assert.ok(Math.abs(long[0] / long[1] - 0.75) < 1e-15);
    const less = Float64Array.of(0.3, 0.4);
    assert.equal(clip(less, 1), 0.5);
    assert.deepEqual(less, Float64Array.of(0.3, 0.4));
  });
});
