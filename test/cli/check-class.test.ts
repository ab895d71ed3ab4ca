import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import type { ClassOutput } from "../../src/course/class-schema.ts";
import { assertHarmless, assertRefused, folder, root, together, tutor } from "./helpers.ts";

const valid = new Ajv2020().compile(JSON.parse(readFileSync(join(root, "dist/schema/class.json"), "utf8")));

const here = folder("check-class");
const file = (name: string, text: string): string => {
  writeFileSync(join(here, name), text);
  return join(here, name);
};

const right = "z_t: [0.5349, 0.5125]\nr_t: [0.5349, 0.5125]\nh_tilde_t: [0.0914, 0.1190]\n";
const anna = file("anna.yaml", `${right}h_t: [0.1419, 0.2560]\n`);
const bert = file("bert.yaml", `${right}h_t: [0.1495, 0.2630]\n`);
const carl = file("carl.csv", "z_t,0.5349,0.5125\nh_t,0.1495,0.2630\n");
const dora = file("dora.yaml", "q_t: [1, 2]\n");
const emil = file("emil.yaml", "z_t: [0.5\n");

async function output(args: readonly string[], code: 0 | 1): Promise<ClassOutput> {
  const outcome = await tutor(["check", "gru", ...args, "--json"]);
  assert.equal(outcome.stderr, "");
  assert.equal(outcome.code, code);
  const found = JSON.parse(outcome.stdout);
  assert.ok(valid(found), JSON.stringify(valid.errors));
  return found as ClassOutput;
}

describe("rnn-tutor check, with the sheets of a class", together, () => {
  const all = [anna, bert, carl, dora, emil, join(here, "nowhere.yaml")];

  it("when all are right, then the exit code is 0", async () => {
    const { ok, summary } = await output([anna, anna], 0);
    assert.deepEqual([ok, summary.sheets, summary.right], [true, 2, 2]);
  });

  it("when some are not, then each has its score, its first slip, or why it can't be used", async () => {
    const { ok, sheets, summary } = await output(all, 1);
    assert.equal(ok, false);
    assert.deepEqual(
      sheets.map(({ score, first }) => [score?.earned, first?.key, first?.mistakes]),
      [
        [4, undefined, undefined],
        [3, "h_t", ["z-complement-swapped"]],
        [1, "h_t", ["z-complement-swapped"]],
        [undefined, undefined, undefined],
        [undefined, undefined, undefined],
        [undefined, undefined, undefined],
      ],
    );
    assert.match(sheets[3].problem ?? "", /^line 1: 3\.2 has no result q_t; did you mean/);
    assert.match(sheets[4].problem ?? "", /^line 2: is not well-formed YAML/);
    assert.match(sheets[5].problem ?? "", /^does not exist$/);
    assert.deepEqual([summary.sheets, summary.right, summary.unusable], [6, 1, 3]);
    assert.deepEqual(
      summary.mistakes.map(({ ids, sheets: count }) => [ids, count]),
      [[["z-complement-swapped"], 2]],
    );
    assert.deepEqual(
      summary.answers.find(({ key }) => key === "r_t"),
      {
        ...{ key: "r_t", symbol: "r_t", right: 2, wrong: 0, missing: 1 },
      },
    );
  });

  it("when CSV is asked for, then a sheet is a record", async () => {
    const { stdout, code } = await tutor(["check", "gru", ...all, "--format", "csv"]);
    const lines = stdout.trimEnd().split("\n");
    assert.equal(code, 1);
    assert.equal(lines[0], "file,ok,earned,possible,z_t,r_t,h_tilde_t,h_t,first,mistakes,problem");
    assert.equal(lines[2], `${bert},no,3,4,right,right,right,convention,h_t,z-complement-swapped,`);
    assert.equal(lines.length, all.length + 1);
  });

  it("when it is shown, then a sheet is a line, and the mistakes are counted", async () => {
    const { stdout } = await tutor(["check", "gru", ...all]);
    assertHarmless(stdout);
    assert.match(stdout, /1 of 6 sheets right/);
    assert.match(stdout, /│ ~ bert\.yaml +│ 3 of 4 │ h_t: z-complement-swapped +│/);
    assert.match(stdout, /dora\.yaml +line 1: 3\.2 has no result q_t/);
    assert.match(stdout, /2× z-complement-swapped: You exchanged/);
  });

  it("when the screen is narrow, then the page keeps within it", async () => {
    const { stdout } = await tutor(["check", "gru", ...all], { env: { COLUMNS: "50" } });
    for (const line of stdout.split("\n")) assert.ok(line.replace(/\u0303/g, "").length <= 50, line);
  });

  it("when the sheets are programs or drawings, then they are checked the same way", async () => {
    const good = file("good.mmd", "graph LR\nx_t --> h_t\nh_prev --> h_t\nh_t --> y_t\n");
    const bad = file("bad.mmd", "graph LR\nx_t --> h_t\nh_t --> y_t\n");
    const { stdout, code } = await tutor(["check", "1.1", good, bad, "--json"]);
    const found = JSON.parse(stdout) as ClassOutput;
    assert.ok(valid(found), JSON.stringify(valid.errors));
    assert.equal(code, 1);
    assert.deepEqual(
      found.sheets.map(({ ok, first }) => [ok, first?.mistakes]),
      [
        [true, undefined],
        [false, ["edge-missing"]],
      ],
    );
  });

  it("when a folder is given, then every file of answers in it is a sheet", async () => {
    const sheets = join(here, "sheets");
    mkdirSync(join(sheets, "older.yaml"), { recursive: true });
    for (const name of ["b.yaml", "a.json", "notes.docx"])
      writeFileSync(join(sheets, name), '{"h_t": [0.1419, 0.2560]}');
    const found = await output([sheets], 1);
    assert.deepEqual(
      found.sheets.map(({ file: name, ok, problem }) => [name.slice(sheets.length + 1), ok, problem]),
      [
        ["a.json", true, undefined],
        ["b.yaml", true, undefined],
        ["older.yaml", false, "is a directory; name a file in it"],
      ],
    );
    assertRefused(
      await tutor(["check", "gru", folder("check-class-empty")]),
      /is a folder without answers in it/,
    );
  });

  it("when answers stand beside several files, then it is refused", async () => {
    assertRefused(await tutor(["check", "gru", anna, bert, "h_t=1,2"]), /several files are several sheets/);
  });
});
