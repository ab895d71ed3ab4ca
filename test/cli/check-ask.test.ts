import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertHarmless, assertRefused, folder, type Outcome, together, tutor } from "./helpers.ts";

const here = folder("check-ask");
let made = 0;

/** A state folder of its own. */
const fresh = (): string => join(here, `state-${made++}`);

const asked = (args: readonly string[], lines: readonly string[], state = fresh()): Promise<Outcome> =>
  tutor(["check", ...args], {
    input: lines.map((line) => `${line}\n`).join(""),
    env: { XDG_STATE_HOME: state },
  });

const RIGHT = ["0.5349 0.5125", "0.5349 0.5125", "0.0914, 0.1190", "[0.1419; 0.2560]"];
const flat = (text: string): string => text.replace(/\s+/g, " ");

/** What is typed, the exit code, and what is said in this order. */
const rows: readonly (readonly [
  name: string,
  args: readonly string[],
  lines: readonly string[],
  code: number,
  says: RegExp,
])[] = [
  [
    "all is right",
    ["gru"],
    [...RIGHT, ""],
    0,
    /1 of 4 .*✓ z_t .*4 of 4 .*✓ h_t .*That was all.* 4 of 4 right .* The working/,
  ],
  ["the pipe ends after the last answer", ["gru"], RIGHT, 0, /4 of 4 right/],
  [
    "an answer is wrong",
    ["gru"],
    [...RIGHT.slice(0, 3), "0.1495 0.2630", ""],
    1,
    /~ h_t .*another convention.* 3 of 4 right/,
  ],
  [
    "a slip is carried on",
    ["gru"],
    ["0.6349 0.5125", RIGHT[1], RIGHT[2], "0.1311 0.2560", ""],
    1,
    /✗ z_t .*✓ h_t .*follows from your z_t.* 3 of 4 right/,
  ],
  [
    "an answer can't be read",
    ["gru"],
    ["0.5 x", ...RIGHT, ""],
    0,
    /\? z_t .*can't be read .*holds "x", which is not a number.* z_t > 0\.5349.* 4 of 4 right/,
  ],
  ["an answer is blank", ["gru"], ["", "…", ...RIGHT, ""], 0, /· z_t .*not answered.* 4 of 4 right/],
  [
    "hints are wanted",
    ["gru"],
    ["?", "?", "hint", "?", ...RIGHT, ""],
    0,
    /1 z_t, the update gate, is worked out from .*2 z_t = σ.*3 update gate.*no further hint.* 4 of 4 right/,
  ],
  [
    "an answer is skipped",
    ["gru"],
    ["skip", ...RIGHT.slice(1), ""],
    0,
    /3 of 4 right .*· z_t .*not answered/,
  ],
  [
    "one goes back",
    ["gru"],
    ["0.9 0.9", "back", "back", "back", ...RIGHT, ""],
    0,
    /so far 0\.9 0\.9.*This is the first.* 4 of 4 right/,
  ],
  [
    "one goes back at the end",
    ["gru"],
    [...RIGHT.slice(0, 3), "1 1", "back", RIGHT[3], ""],
    0,
    /That was all.*4 of 4 .*so far 1 1.* 4 of 4 right/,
  ],
  [
    "another one is answered by its name",
    ["gru"],
    ["h_t = 0.1419, 0.2560", "z_t=0.5349 0.5125", "quit"],
    0,
    /✓ h_t .*✓ z_t .* 2 of 4 right/,
  ],
  ["help is wanted", ["gru"], ["help", "quit"], 0, /Type an answer.*Type an answer/],
  [
    "other numbers are set",
    ["gru", "--set", "x_t=0,0"],
    ["0.5275 0.4626", "quit"],
    0,
    /x_t = \[0, 0\].*✓ z_t/,
  ],
  [
    "small questions belong to it",
    ["attention"],
    ["skip", "skip", "skip", "skip", "skip", "skip", "here 0.576", "?", "quit"],
    0,
    /7 of 9 Which token does query 2.*✓ probe_1 .*8 of 9/,
  ],
  ["an expression is asked", ["2.2a"], ["w (u_t + h_{t-1})", ""], 0, /1 of 1 h_t.*✓ h_t .*1 of 1 right/],
  [
    "two expressions are asked",
    ["2.2c"],
    ["u3 + w u2", "dy/dw = u3 + 2*w*u2 + 3*w^2*u1", "w^3", ""],
    0,
    /✗ dy\/dw.*✓ dy\/du_1 .*2 of 2 right/,
  ],
  ["code is asked", ["2.3"], ["np.tanh(self.W_hh)", "skip", ""], 1, /1 of 2 self\.hidden_state = ….*✗ state/],
  [
    "a drawing is asked",
    ["1.1"],
    ["x_t -> h_t; h_prev -> h_t", ""],
    1,
    /1 of 1 the arrows.*✗ diagram.*An arrow from h_t to y_t is missing/,
  ],
  [
    "key points are ticked off",
    ["3.3"],
    ["mine", "y", "perhaps", "no", ""],
    1,
    /Write your answer down first.*1 of \d .*✓ point 1 in your answer.*\? point 2 .*Answer yes or no.*· point 2 not in your answer yet.* 1 of 2 right/,
  ],
  [
    "all of its points are there",
    ["1.4"],
    ["", "y", "y", "y", "here, 0.576", "am 0.0743", "0.9257", ""],
    0,
    /6 of 6 right/,
  ],
];

describe("rnn-tutor check, without answers", together, () => {
  for (const [name, args, lines, code, says] of rows)
    it(`when ${name}, then check ${args.join(" ")} ends with ${code}`, async () => {
      const found = await asked(args, lines);
      assert.equal(found.stderr, "");
      assert.match(flat(found.stdout), says);
      assert.equal(found.code, code);
      assertHarmless(found.stdout);
    });

  it("when it is left and resumed, then it goes on there, and is forgotten at the end", async () => {
    const state = fresh();
    const left = await asked(["gru"], [RIGHT[0], RIGHT[1], "quit"], state);
    assert.match(left.stdout, /Kept: rnn-tutor check gru goes on here/);
    const other = await asked(["gru", "--set", "x_t=0,0"], ["quit"], state);
    assert.match(other.stdout, /^1 of 4/m);
    const back = await asked(["gru"], [...RIGHT.slice(2), ""], state);
    assert.match(flat(back.stdout), /You go on where you left.*✓ z_t .*✓ r_t .*3 of 4 .*4 of 4 right/);
    assert.doesNotMatch(back.stdout, /^1 of 4/m);
    assert.deepEqual(readdirSync(join(state, "rnn-tutor/check")), []);
  });

  it("when it is to be restarted, then it begins anew", async () => {
    const state = fresh();
    await asked(["gru"], [RIGHT[0]], state);
    const { stdout } = await asked(["gru", "--restart"], ["quit"], state);
    assert.match(stdout, /^1 of 4/m);
    assert.deepEqual(readdirSync(join(state, "rnn-tutor/check")), []);
  });

  it("when what was kept is damaged, then it is put aside, and a sentence says so", async () => {
    const state = fresh();
    await asked(["gru"], [RIGHT[0]], state);
    const kept = join(state, "rnn-tutor/check");
    const [name] = readdirSync(kept);
    assert.deepEqual(JSON.parse(readFileSync(join(kept, name), "utf8")).answers, { z_t: RIGHT[0] });
    for (const text of ["{", '{"at":1,"answers":{"q_t":"1"}}', '{"at":-1,"answers":{}}', "[]"]) {
      writeFileSync(join(kept, name), text);
      const { stdout, stderr, code } = await asked(["gru"], ["quit"], state);
      assert.match(stderr, /^note: .* was damaged; it is now .*\n$/);
      assert.match(stdout, /^1 of 4/m);
      assert.equal(code, 0);
    }
  });

  it("when nothing can be kept, then it says so once and goes on", async () => {
    const state = join(here, "no-folder");
    writeFileSync(state, "");
    const { stdout, stderr, code } = await asked(["gru"], [...RIGHT, ""], state);
    assert.match(stderr, /^note: .*can't be (read|written).*\n$/);
    assert.match(stdout, /4 of 4 right/);
    assert.equal(code, 0);
  });

  it("when lines act on a terminal, then they are written out", async () => {
    const { stdout, code } = await asked(["gru"], ["\u001b[31m1 2", "\u0007", "quit"]);
    assertHarmless(stdout);
    assert.equal(code, 0);
  });

  for (const columns of ["80", "50", "30"])
    it(`when the screen has ${columns} columns, then it keeps within them`, async () => {
      const input = [...RIGHT.slice(0, 2), "?", "0.1 0.2", ""].join("\n");
      const { stdout } = await tutor(["check", "gru"], {
        input,
        env: { XDG_STATE_HOME: fresh(), COLUMNS: columns },
      });
      for (const line of stdout.split("\n").filter((s) => !/rnn-tutor|W_z = U_z|⎣|⎡/.test(s)))
        assert.ok(line.replace(/\u0303/g, "").length <= Number(columns), line);
    });

  it("when there is no Unicode, then all is ASCII", async () => {
    const { stdout } = await asked(["gru", "--ascii"], ["?", "?", RIGHT[0], "quit"]);
    assert.match(stdout, /^[\n -~]*$/);
  });

  const refused: readonly (readonly [args: readonly string[], lines: readonly string[], says: RegExp])[] = [
    [["gru"], [], /check takes your answers: rnn-tutor check gru z_t=…/],
    [["gru", "--json"], RIGHT, /check takes your answers/],
    [["gru", "--restart", "z_t=1,2"], [], /--restart begins the questions anew; give it without answers/],
    [["3.3"], [], /check takes your answers/],
  ];
  for (const [args, lines, says] of refused)
    it(`when it is check ${args.join(" ")} with ${lines.length} lines, then it is refused`, async () =>
      assertRefused(await asked(args, lines), says));
});
