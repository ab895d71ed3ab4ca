import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertRefused, folder, run, together, tutor } from "./helpers.ts";

const cwd = folder("export");
const exported = (...args: string[]) => tutor(["export", ...args], { cwd });

describe("export", together, () => {
  it("when a model is exported for numpy, then Python runs the script, and it writes what rnn-tutor writes", async () => {
    const { code, stdout } = await exported("gru-dot");
    assert.equal(code, 0);
    assert.match(stdout, /python3 gru_dot_numpy\.py "<U> I am a student"/);
    const written = await run("/usr/bin/python3", ["gru_dot_numpy.py", "<U> I am, a student."], { cwd });
    assert.equal(written.stdout, "I AM, A STUDENT.\n", written.stderr);
  });

  it("when a sentence can't be read there, then one line says so", async () => {
    await exported("gru-dot", "--output", "again.py");
    const { code, stderr } = await run("/usr/bin/python3", ["again.py", "<U> ?"], { cwd });
    assert.equal(code, 1);
    assert.match(stderr, /^'\?' is not in list: write <U> or <L>/);
  });

  it("when it is exported for PyTorch, then the module has the equations of the cell", async () => {
    await exported("gru-none", "--format", "pytorch");
    const script = readFileSync(join(cwd, "gru_none_pytorch.py"), "utf8");
    assert.match(script, /class CaseChanger\(nn\.Module\):/);
    assert.match(script, /^ {8}h_t = \(1 - z_t\) \* h_prev \+ z_t \* h_tilde_t$/m);
  });

  it("when another file stands where a script shall be, then it stays; the same may be written again", async () => {
    writeFileSync(join(cwd, "mine.py"), "print(1)\n");
    assertRefused(
      await exported("gru-dot", "--output", "mine.py"),
      /mine\.py is there already; name another/,
    );
    assert.equal(readFileSync(join(cwd, "mine.py"), "utf8"), "print(1)\n");
    assert.equal((await exported("gru-dot", "--output", "twice.py")).code, 0);
    assert.equal((await exported("gru-dot", "--output", "twice.py")).code, 0);
  });

  const refused: readonly [args: string[], says: RegExp][] = [
    [["gru-dot", "--format", "onnx"], /--format can't be "onnx"; it is one of numpy, pytorch/],
    [["gru-dott"], /there is no model "gru-dott"; did you mean gru-dot\?/],
    [["none.safetensors"], /none\.safetensors does not exist/],
    [["gru-dot", "--output", "no/where.py"], /where\.py can't be written: its folder does not exist/],
  ];
  for (const [args, says] of refused)
    it(`when export ${args.join(" ")} is asked for, then it is refused`, async () => {
      assertRefused(await exported(...args), says);
    });
});
