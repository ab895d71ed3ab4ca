import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import type { CheckOutput } from "../../src/course/check-schema.ts";
import { assertHarmless, assertRefused, folder, prints, root, together, tutor } from "./helpers.ts";

const valid = new Ajv2020().compile(JSON.parse(readFileSync(join(root, "dist/schema/check.json"), "utf8")));
const here = folder("check-concept");
const file = (name: string, text: string): string => {
  writeFileSync(join(here, name), text);
  return join(here, name);
};

const state = "np.tanh(np.dot(self.W_hh, self.hidden_state) + np.dot(self.W_xh, x) + self.Bh)";
const output = "np.dot(self.W_hy, self.hidden_state) + self.By";
const python = `import numpy as np

class VanillaRNN:
    def forward(self, x):
        self.hidden_state = ${state}
        self.output = ${output}
        return self.output
`;

/** The arguments, the exit code, and the verdicts by key. */
const rows: readonly [args: readonly string[], code: number, verdicts: Readonly<Record<string, string>>][] = [
  [["2.2a", "w (u_t + h_{t-1})"], 0, { h_t: "exact" }],
  [["2.2a", "h_t = w*u_t + w*h_prev"], 0, { h_t: "exact" }],
  [["2.2a", "w u_t + h_{t-1}"], 1, { h_t: "mistake" }],
  [["2.2b", "w u_3 + w^2 u_2 + w^3 u_1"], 0, { y: "exact" }],
  [["2.2b", "y=w*(u3 + w*(u2 + w*u1))"], 0, { y: "exact" }],
  [["2.2b", "w u_2 + w^2 u_1"], 1, { y: "mistake" }],
  [["2.2c", "dy_dw=u3 + 2*w*u2 + 3*w^2*u1", "dy_du_1=w**3"], 0, { dy_dw: "exact", dy_du_1: "exact" }],
  [["2.2c", "u3 + 2 w u2 + 3 w² u1", "w³"], 0, { dy_dw: "exact", dy_du_1: "exact" }],
  [["2.2c", "dy/dw = u_3 + w u_2 + w^2 u_1"], 1, { dy_dw: "mistake", dy_du_1: "missing" }],
  [["2.2c", "dy_du_1=w^2"], 1, { dy_dw: "missing", dy_du_1: "ambiguous" }],
  [["2.2c", "dy_dw=u3 + 2*("], 1, { dy_dw: "unreadable", dy_du_1: "missing" }],
  [["2.3", `hidden_state=${state}`, `output=${output}`], 0, { hidden_state: "right", output: "right" }],
  [
    ["2.3", `hidden_state=${state.replace(" + self.Bh", "")}`],
    1,
    { hidden_state: "mistake", output: "missing" },
  ],
  [["2.3", file("right.py", python)], 0, { hidden_state: "right", output: "right" }],
  [
    ["2.3", file("bad.py", python.replace("np.tanh", "os.system"))],
    1,
    { hidden_state: "unreadable", output: "right" },
  ],
  [
    ["2.2c", file("answers.yaml", "dy_dw: u3 + 2*w*u2 + 3*w^2*u1\ndy/du_1:\n")],
    0,
    { dy_dw: "exact", dy_du_1: "missing" },
  ],
  [["1.4", "probe_1=here, 0.576"], 0, { probe_1: "right", probe_2: "missing", probe_3: "missing" }],
  [["1.4", "probe1=am, 0.3", "probe3=0.9257"], 1, { probe_1: "wrong", probe_2: "missing", probe_3: "right" }],
  [
    ["1.4", file("words.csv", "probe_1,here,0.576\n")],
    0,
    { probe_1: "right", probe_2: "missing", probe_3: "missing" },
  ],
  [["1.1", "x_t -> h_t; h_prev -> h_t; h_t -> y_t"], 0, { diagram: "exact" }],
  [["1.1", "x_t -> h_t; h_prev -> h_t; y_t -> h_t"], 1, { diagram: "mistake" }],
];

describe("check, of questions that are not numbers", together, () => {
  for (const [args, code, verdicts] of rows)
    it(`when ${args.join(" ").slice(0, 90)} is checked, then it is ${Object.values(verdicts).join(", ")}`, async () => {
      const found = await tutor(["check", ...args, "--json"]);
      assert.equal(found.code, code, found.stderr);
      const { results, ok, score } = JSON.parse(found.stdout) as CheckOutput;
      assert.ok(valid(JSON.parse(found.stdout)), JSON.stringify(valid.errors));
      const judged = results.map(({ key, verdict }: { key: string; verdict: string }) => [key, verdict]);
      assert.deepEqual(Object.fromEntries(judged), verdicts);
      assert.equal(ok, code === 0);
      assert.equal(score.possible, Object.keys(verdicts).length);
    });

  for (const model of ["rnn", "lstm", "gru"])
    for (const format of ["mermaid", "dot"])
      it(`when our own ${format} of the ${model} is handed in, then it is right`, async () => {
        const drawn = file(`${model}.${format}`, await prints(["diagram", model, "--format", format]));
        const id = { rnn: "1.1", lstm: "1.2", gru: "1.3" }[model] as string;
        assert.match(await prints(["check", id, drawn]), /1 of 1 right/);
      });

  it("when a slip is found, then the page names it, at 50 columns and in ASCII too", async () => {
    const { stdout } = await tutor(["check", "2.2c", "dy_du_1=w^2", "--ascii"], { env: { COLUMNS: "50" } });
    assert.match(stdout, /w once too seldom/);
    assert.match(stdout, /^[\x20-\x7e\n]*$/);
    assertHarmless(stdout);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 50, line);
  });

  const refused: readonly [args: readonly string[], message: RegExp][] = [
    [["3.4", "z"], /3\.4 is answered in words; rnn-tutor check 3\.4 goes through its key points/],
    [["2.2c"], /check takes your answers: rnn-tutor check 2\.2c dy_dw=/],
    [["2.2c", "dy_dx=1"], /dy_dx is not asked here; dy_dw, dy_du_1 are/],
    [["2.2b", "w", "w"], /"w" is one answer more than is asked/],
    [["2.3", "hidden_state=x", "y"], /check 2\.3 takes hidden_state=/],
    [["2.3", join(root, "none.py")], /none\.py does not exist/],
  ];
  for (const [args, message] of refused)
    it(`when ${args.join(" ").slice(-40)} is checked, then it is refused: ${message.source}`, async () =>
      assertRefused(await tutor(["check", ...args]), message));

  it("when Python would act on the machine, then nothing of it is run", async () => {
    const left = join(here, "left-behind");
    const acting = python.replace("return self.output", `open(${JSON.stringify(left)}, "w").write("x")`);
    const { code } = await tutor(["check", "2.3", file("acting.py", acting)]);
    assert.equal(code, 1);
    await assert.rejects(import("node:fs/promises").then(({ stat }) => stat(left)));
  });

  it("when numbers are checked as JSON, then they are what the schema says", async () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await prints(["schema", "check"])));
    const { stdout } = await tutor(["check", "gru", "h_t=0.1495,0.2630", "--json"]);
    const found = JSON.parse(stdout);
    const isValid: boolean = validate(found);
    assert.ok(isValid, JSON.stringify(validate.errors));
    const h = found.results.find(({ key }: { key: string }) => key === "h_t");
    assert.equal(h.verdict, "convention");
    assert.equal(h.mistakes[0].id, "z-complement-swapped");
  });
});
