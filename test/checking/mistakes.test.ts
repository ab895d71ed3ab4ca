import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, it } from "node:test";
import { workOf } from "../../src/checking/invisible.ts";
import type { Work } from "../../src/checking/mistake.ts";
import { catalogue } from "../../src/checking/mistakes/index.ts";
import { withGradients } from "../../src/course/gradients.ts";
import { withLoss } from "../../src/course/loss.ts";
import { run } from "../../src/course/run.ts";
import { graph } from "../../src/graph/graph.ts";
import type { Tensor } from "../../src/linalg/tensor.ts";
import { models } from "../../src/models/index.ts";
import { value } from "../../src/readings/value.ts";
import { spans } from "../../src/text/formula.ts";
import { shipped, shippedCalled } from "../helpers/exercises.ts";
import { distance } from "../helpers/numbers.ts";
import { manyWorks, mistaken } from "../helpers/works.ts";

const works: readonly Work[] = [...shipped.map(({ exercise }) => workOf(run(exercise))), ...manyWorks(1)];

describe("when the catalogue of mistakes is read", () => {
  it("then every mistake has an id of its own", () => {
    const ids = catalogue.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  for (const { id, feedback, source, models: names } of catalogue) {
    it(`then ${id} says one sentence, knows its models, and names its source as a thread or a paper`, () => {
      assert.match(feedback, /^[A-Zσ⊙$].*[^.]\.$/);
      assert.ok(names.length > 0 && names.every((name) => Object.hasOwn(models, name)));
      if (source !== undefined) assert.match(source, /^[\w.-]+\/[\w.-]+#\d+$|arXiv:\d{4}\.\d{5}/);
      const left = spans(feedback).filter((span) => "words" in span && span.words.includes("$"));
      assert.deepEqual(left, [], "every dollar sign belongs to mathematics");
    });
  }
});

describe("when a mistake is made in the course's exercises and others", () => {
  for (const { id, models: names, rewrites } of catalogue) {
    it(`then ${id} can be made in one of them, and leaves the lines' keys and shapes as they are`, () => {
      const ways = works
        .filter((work) => names.includes(work.model.name))
        .flatMap((work) => rewrites(work).map((way) => ({ work, way })));
      assert.notEqual(ways.length, 0);
      for (const { work, way } of ways) {
        graph(way.graph.inputs, way.graph.lines);
        const after = new Map(way.graph.lines.map(({ key, expr }) => [key, expr.shape]));
        for (const { key, expr } of work.graph.lines) assert.deepEqual(after.get(key), expr.shape, key);
      }
    });
  }
});

describe("when an exercise of the course is differentiated", () => {
  const backward = [
    "bptt-direct-term-only",
    "bptt-last-step-only",
    "tanh-deriv-of-activated",
    "loss-grad-sign",
  ];
  for (const name of ["rnn", "gru-sequence", "bptt"]) {
    const work = workOf(withGradients(withLoss(run(shippedCalled(name)))));
    for (const id of backward)
      it(`then ${id} changes a gradient of ${name}`, () => {
        const [right, wrong] = [value(work.graph, work.inputs), mistaken(work, id)];
        const gradients = work.graph.lines.filter(({ adjointOf }) => adjointOf !== undefined);
        assert.ok(
          gradients.some(({ key }) => distance(right.get(key) as Tensor, wrong.get(key) as Tensor) > 1e-6),
        );
      });
  }

  it("then logarithms to another base are known in an exercise with classes", () => {
    const work = workOf(withLoss(run(shippedCalled("bptt"))));
    const [right, wrong] = [value(work.graph, work.inputs), mistaken(work, "ce-log-base", "to base 2")];
    const ratio = (wrong.get("L") as Tensor).data[0] / (right.get("L") as Tensor).data[0];
    assert.ok(Math.abs(ratio * Math.LN2 - 1) < 1e-12);
  });
});

describe("when docs/mistakes.md is read", () => {
  it("then it is what the catalogue says", () => {
    const script = join(__dirname, "../../scripts/mistakes.mts");
    const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, "--check"], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  });
});
