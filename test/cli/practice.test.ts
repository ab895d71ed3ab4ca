import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import widthOf from "string-width";
import {
  assertHarmless,
  assertRefused,
  folder,
  type Outcome,
  prints,
  program,
  together,
  tutor,
} from "./helpers.ts";

/** Practice driven through a pipe, with a state folder of its own. */
async function practise(args: readonly string[], lines: readonly string[], state = folder("state")) {
  const outcome = await tutor(["practice", ...args], {
    input: lines.map((line) => `${line}\n`).join(""),
    env: { XDG_STATE_HOME: state },
    seconds: 60,
  });
  const kept = join(state, "rnn-tutor/practice.json");
  return { ...outcome, state, kept: () => JSON.parse(readFileSync(kept, "utf8")).exercises };
}

type Values = Readonly<Record<string, number[]>>;

/** The right answers of a variant, a line a quantity. */
async function rightOf(code: string, name = "gru"): Promise<Values> {
  return JSON.parse(await prints([name, "--variant", code, "--json"])).values;
}

const typed = (numbers: readonly number[]): string => numbers.map((x) => x.toFixed(4)).join(", ");
const codesIn = ({ stdout }: Outcome): string[] =>
  [...stdout.matchAll(/, variant (\S+)/g)].map(([, code]) => code);

describe("practice", together, () => {
  it("when everything is right, then it was right at once, and the progress is kept", async () => {
    const right = await rightOf("1:7");
    const done = await practise(["gru", "--variant", "7"], Object.values(right).map(typed));
    assert.equal(done.code, 0);
    assert.equal(done.stderr, "");
    assert.equal(done.stdout.match(/✓/g)?.length, 4);
    assert.match(done.stdout, /3\.2 {2}GRU, one step +1 question\n\n {3}at once {2}4\n/);
    assert.match(done.stdout, /rnn-tutor gru --variant 1:7 --step\n/);
    const { title, questions, outcomes, mistakes, last } = done.kept()["3.2"];
    assert.deepEqual(
      { title, questions, outcomes, mistakes },
      {
        ...{ title: "GRU, one step", questions: 1, outcomes: { "at once": 4 }, mistakes: {} },
      },
    );
    assert.match(last, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(readdirSync(join(done.state, "rnn-tutor")), ["practice.json"]);
  });

  it("when a known mistake is made, then it is named, asked for again, and stands in the summary", async () => {
    const right = await rightOf("1:7");
    const { h_prev } = JSON.parse(await prints(["gru", "--variant", "7", "--json"])).parameters;
    const swapped = right.h_t.map(
      (_, i) => right.z_t[i] * h_prev[i] + (1 - right.z_t[i]) * right.h_tilde_t[i],
    );
    const before = ["z_t", "r_t", "h_tilde_t"].map((key) => typed(right[key]));
    const done = await practise(["gru", "--variant", "7"], [...before, typed(swapped), typed(right.h_t)]);
    assert.match(done.stdout, /~ h_t .* another convention\n +You exchanged z_t and 1 − z_t/);
    assert.match(
      done.stdout,
      /at once {9}3\n {3}at another try {2}1\n\nMistakes that were made\n · You exchanged z_t/,
    );
    assert.deepEqual(done.kept()["3.2"].mistakes, { "z-complement-swapped": 1 });
  });

  it("when hints are asked for, then they get stronger, and the answer was right after a hint", async () => {
    const { z_t } = await rightOf("1:7");
    const done = await practise(["gru", "--variant", "7"], ["?", "hint", "H", "?", `z_t = ${typed(z_t)}`]);
    assert.match(done.stdout, /Hint 1 {2}z_t, the update gate, is worked out from W_z, x_t/);
    assert.match(done.stdout, /Hint 2 {2}z_t = σ\(W_z x_t \+ U_z h_{t−1} \+ b_z\)/);
    assert.match(done.stdout, /= σ⎛⎡ 0\.9/);
    assert.match(done.stdout, /There are no more; reveal shows the numbers\./);
    assert.match(done.stdout, /✓ z_t[\s\S]*after a hint {2}1\n/);
    assert.doesNotMatch(done.stdout.slice(0, done.stdout.indexOf("): z_t =")), /0\.5818/);
  });

  it("when something is skipped and something revealed, then nothing else gives a number away", async () => {
    const done = await practise(["gru", "--variant", "7"], ["skip", "reveal", "quit", "0.1, 0.2"]);
    assert.match(done.stdout, /r_t \(2 numbers\): reveal\nr_t = \[0\.\d{4}, 0\.\d{4}\]\n/);
    assert.match(done.stdout, /revealed {2}1\n {3}skipped {3}1\n/);
    assert.doesNotMatch(done.stdout, /0\.5818/);
    assert.doesNotMatch(done.stdout, /0\.1, 0\.2\n/);
  });

  it("when what was typed can't be read, or is nothing, then it is asked for again and not counted", async () => {
    const { z_t } = await rightOf("1:7");
    const done = await practise(["gru", "--variant", "7"], ["", "abc", "1,2,3", typed(z_t)]);
    assert.match(done.stdout, /"abc" holds "abc", which is not a number/);
    assert.match(done.stdout, /is 3 numbers, and this takes 2 numbers/);
    assert.match(done.stdout, /at once {2}1\n/);
  });

  it("when a matrix is asked for, then its form is said, and rows stand apart by ;", async () => {
    const { Q } = JSON.parse(await prints(["attention", "--variant", "7", "--json"])).values;
    const done = await practise(["attention", "--variant", "7"], [Q.map(typed).join("; ")]);
    assert.match(done.stdout, /Q \(3 rows of 2\): [^\n]+\n {3}✓ Q/);
  });

  it("when a seed is given, then the row is the same every time, and no two of it are alike", async () => {
    const args = ["gru", "--seed", "5", "--count", "3"];
    const skips = Array(12).fill("skip");
    const [first, second] = [await practise(args, skips), await practise(args, skips)];
    assert.equal(first.stdout, second.stdout);
    assert.equal(new Set(codesIn(first)).size, 3);
    assert.match(first.stdout, /rnn-tutor practice gru --seed 5\n/);
    assert.match(first.stdout, /3 questions/);
  });

  it("when a level and another convention are given, then they hold for the whole row", async () => {
    const args = ["gru", "--seed", "5", "--level", "hard", "--convention", "pytorch", "--count", "2"];
    const done = await practise(args, Array(8).fill("skip"));
    assert.equal(codesIn(done).filter((code) => code.endsWith(":hard")).length, 2);
    assert.match(done.stdout, /pytorch/);
    assert.match(done.stdout, /z_t \(3 numbers\): skip/);
  });

  it("when nothing comes, then it ends with a summary", async () => {
    const done = await practise(["rnn", "--seed", "1"], []);
    assert.equal(done.code, 0);
    assert.match(done.stdout, /h_1 \(2 numbers\): \n[\s\S]*0 questions\n\nNothing was answered\.\n/);
  });

  it("when Ctrl-C is pressed, then it ends with a summary too", {
    skip: process.platform === "win32",
  }, async () => {
    const env = { ...process.env, XDG_STATE_HOME: folder("state") };
    const child = spawn(process.execPath, [program, "practice", "gru", "--variant", "7"], { env });
    let printed = "";
    const asked = new Promise<void>((resolve) =>
      child.stdout.on("data", (chunk) => {
        printed += chunk;
        if (printed.includes("r_t (2 numbers): ")) resolve();
      }),
    );
    child.stdin.write("skip\n");
    await asked;
    child.kill("SIGINT");
    const code = await new Promise((resolve) => child.on("close", resolve));
    assert.equal(code, 0);
    assert.match(printed, /skipped {2}1\n/);
  });

  it("when lines end as on Windows, then they are read all the same", async () => {
    const done = await practise(["gru", "--variant", "7"], ["0.5818, 0.2809\r", "skip\r"]);
    assert.match(done.stdout, /at once {2}1\n {3}skipped {2}1\n/);
  });

  it("when a line has no end, then it is refused, and what was done before it is kept", async () => {
    const done = await practise(["gru", "--variant", "7"], ["skip", "1".repeat(300_000)]);
    assert.equal(done.code, 2);
    assert.match(done.stderr, /^error: standard input has a line that is too long to be an answer\n$/);
    assert.deepEqual(done.kept()["3.2"].outcomes, { skipped: 1 });
  });

  it("when escape codes are typed, then they are not sent back to the terminal", async () => {
    const done = await practise(["gru", "--variant", "7"], ["\u001b[2J\u001b]0;x\u0007", "\u009b31m1,2"]);
    assertHarmless(done.stdout);
    assertHarmless(done.stderr);
  });

  for (const width of [80, 50])
    it(`when there are ${width} columns, then no line is wider`, async () => {
      const state = folder("state");
      for (const name of ["gru", "attention"]) {
        const { stdout } = await tutor(["practice", name, "--seed", "3"], {
          input: "1,2\n?\n?\n?\nskip\nreveal\n",
          env: { XDG_STATE_HOME: state, COLUMNS: String(width) },
        });
        const lines = stdout.replace(/^ *rnn-tutor .*/gm, "").split("\n");
        for (const line of lines) assert.ok(widthOf(line) <= width, line);
      }
    });
});

describe("what was practised", together, () => {
  it("when two exercises were practised, then both are shown, and in JSON too", async () => {
    const state = folder("state");
    await practise(["gru", "--variant", "7"], ["skip"], state);
    await practise(["gru", "--variant", "8"], ["skip", "reveal"], state);
    await practise(["rnn", "--variant", "7"], ["reveal"], state);
    const { stdout } = await practise(["--progress"], [], state);
    assert.match(
      stdout,
      /3\.2 {2}GRU, one step +2 questions, \d{4}-\d\d-\d\d\n\n {3}revealed {2}1\n {3}skipped {3}2/,
    );
    assert.match(stdout, /Vanilla RNN over three steps/);
    const found = JSON.parse((await practise(["--progress", "--json"], [], state)).stdout);
    assert.deepEqual(found.exercises["3.2"].outcomes, { skipped: 2, revealed: 1 });
  });

  it("when nothing was, then it says so", async () => {
    assert.match((await practise(["--progress"], [])).stdout, /Nothing yet\./);
  });

  for (const text of ["{", '{"schema":1,"exercises":{"3.2":{"questions":-1}}}', '{"schema":2}', "[]"])
    it(`when its file is ${text}, then it is set aside with one line, and practice goes on`, async () => {
      const state = folder("state");
      mkdirSync(join(state, "rnn-tutor"));
      writeFileSync(join(state, "rnn-tutor/practice.json"), text);
      const done = await practise(["gru", "--variant", "7"], ["skip", "skip"], state);
      assert.equal(done.code, 0);
      assert.match(
        done.stderr,
        /^note: .*practice\.json was damaged; it is now .*damaged-\d+, and a new one is begun\n$/,
      );
      assert.deepEqual(done.kept()["3.2"].outcomes, { skipped: 2 });
      const [aside] = readdirSync(join(state, "rnn-tutor")).filter((name) => name.includes("damaged"));
      assert.equal(readFileSync(join(state, "rnn-tutor", aside), "utf8"), text);
    });

  it("when the folder can't be written, then it is said once, and practice goes on", async () => {
    const state = join(folder("state"), "file");
    writeFileSync(state, "");
    const done = await practise(["gru", "--variant", "7"], ["skip", "skip", "skip"], state);
    assert.equal(done.code, 0);
    assert.match(done.stderr, /^note: [^\n]+\n$/);
    assert.match(done.stdout, /skipped {2}3/);
  });
});

describe("what can't be practised", together, () => {
  it("when no exercise is named, then all that can be are listed", async () => {
    const list = await prints(["practice"]);
    for (const name of ["gru", "lstm", "attention", "transformer-decoder"])
      assert.match(list, new RegExp(`^ {3}${name} `, "m"));
    assert.doesNotMatch(list, /positional-encoding|diagram/);
  });

  const refused: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["3.4"], /3\.4 has no numbers of its own/],
    [["positional-encoding"], /has no numbers to vary/],
    [["gruu"], /there is no exercise "gruu"; did you mean gru\?/],
    [["gru", "--seed", "x"], /--seed can't be "x"/],
    [["gru", "--count", "0"], /--count can't be "0"; it is a whole number from 1/],
    [["gru", "--level", "mean"], /--level can't be "mean"/],
    [["gru", "--variant", "7", "--seed", "3"], /--variant is one question and --seed a row of them/],
    [["gru", "--set", "x_t=1,2"], /practice draws its own numbers/],
    [["-"], /practice reads your answers from standard input; name a file/],
    [["gru", "--json"], /practice asks in the terminal/],
    [["gru", "--convention", "torch"], /GRU has no convention "torch"/],
  ];
  for (const [args, says] of refused)
    it(`when practice ${args.join(" ")} is asked, then one line says what is wrong`, async () => {
      assertRefused(await tutor(["practice", ...args]), says);
    });
});
