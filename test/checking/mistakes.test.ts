import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Work } from "../../src/checking/mistake.ts";
import { catalogue } from "../../src/checking/mistakes/index.ts";
import { run } from "../../src/course/run.ts";
import { graph } from "../../src/graph/graph.ts";
import { models } from "../../src/models/index.ts";
import { spans } from "../../src/text/formula.ts";
import { shipped } from "../helpers/exercises.ts";
import { manyWorks, workOf } from "../helpers/works.ts";

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
