import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import widthOf from "string-width";
import { stringify } from "yaml";
import {
  assertHarmless,
  bash,
  commandFolder,
  course,
  folder,
  installed,
  type Outcome,
  prints,
  run,
  together,
  tutor,
} from "./helpers.ts";

const here = folder("terminal");
const bin = commandFolder();
const pages = course.flatMap((name) => [[name], [name, "--step"], [name, "--step=fine"]]);

/** The widest line; a command that is to be typed as it stands is left out. */
const longestLine = (text: string): string =>
  text
    .replace(/^ *rnn-tutor .*/gm, "")
    .split("\n")
    .reduce((longest, line) => (widthOf(line) > widthOf(longest) ? line : longest), "");

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with one
const CODES = /\u001b\[\d+m/g;
const uncoloured = (text: string): string => text.replace(CODES, "");

/** A GRU of so many units over so many entries, with long numbers, to be set on a narrow screen. */
function wide(units: number, entries: number): string {
  const number = (i: number): number => Math.round(Math.sin(i + 1) * 1e8) / 1e5;
  const vector = (n: number, from: number): number[] => Array.from({ length: n }, (_, i) => number(from + i));
  const matrix = (r: number, c: number, from: number) =>
    Array.from({ length: r }, (_, i) => vector(c, from + i * c));
  const gates = ["z", "r", "h"].flatMap((g, i): [string, unknown][] => [
    [`W_${g}`, matrix(units, entries, i)],
    [`U_${g}`, matrix(units, units, 2 * i)],
    [`b_${g}`, vector(units, 3 * i)],
  ]);
  const parameters = { x_t: vector(entries, 5), h_prev: vector(units, 7), ...Object.fromEntries(gates) };
  const path = join(here, `wide-${units}-${entries}.yaml`);
  writeFileSync(path, stringify({ model: "gru", title: "A wide one", parameters }));
  return path;
}

describe("the width of a line", together, () => {
  for (const width of [100, 80, 50, 30])
    for (const page of pages)
      it(`when ${page.join(" ")} is shown in ${width} columns, then no line is wider`, async () => {
        const longest = longestLine(await prints(page, { env: { COLUMNS: String(width) } }));
        assert.ok(widthOf(longest) <= width, `${widthOf(longest)} columns: ${longest}`);
      });

  for (const width of [80, 50])
    for (const args of [
      ["list"],
      [],
      ["gru", "--convention", "pytorch", "--step"],
      ["lstm", "--step", "--digits", "15"],
    ])
      it(`when ${args.join(" ") || "nothing"} is asked in ${width} columns, then no line is wider`, async () => {
        const longest = longestLine(await prints(args, { env: { COLUMNS: String(width) } }));
        assert.ok(widthOf(longest) <= width, `${widthOf(longest)} columns: ${longest}`);
      });

  const large = [wide(3, 12), wide(12, 3), wide(20, 20)];
  for (const path of large)
    for (const more of [
      ["--step"],
      ["--step", "--all"],
      ["--step=fine"],
      ["--step=fine", "--all", "--digits", "15"],
      [],
    ])
      it(`when ${path.replace(/.*\//, "")} ${more.join(" ")} has long numbers, then no line is wider than 80`, async () => {
        const longest = longestLine(await prints([path, ...more]));
        assert.ok(widthOf(longest) <= 80, `${widthOf(longest)} columns: ${longest}`);
      });

  for (const [columns, width] of [
    ["", 80],
    ["abc", 80],
    ["0", 80],
    ["-5", 80],
    ["7", 30],
    ["62.5", 62],
    ["1e9", 100],
    ["Infinity", 100],
  ] as const)
    it(`when COLUMNS is "${columns}", then there are at most ${width}`, async () => {
      const printed = await prints(["gru-sequence", "--step"], { env: { COLUMNS: columns } });
      assert.ok(widthOf(longestLine(printed)) <= width, longestLine(printed));
    });
});

describe("--ascii", together, () => {
  for (const page of [...pages, [], ["list"], ["lstm", "--step", "--convention", "pytorch"]])
    it(`when ${page.join(" ") || "nothing"} is printed, then it is ASCII without a stopgap, its boxes straight`, async () => {
      for (const env of [{}, { COLUMNS: "50" }]) {
        const printed = await prints([...page, "--ascii"], { env });
        assert.match(printed, /^[\n\x20-\x7e]*$/);
        // questions end in one; what has no substitute in ASCII becomes one
        const asked = (await prints([...page], { env })).split("?").length;
        assert.equal(printed.split("?").length, asked, printed);
        const lines = printed.split("\n");
        for (const [i, line] of lines.entries())
          if (/^ *[+|].*[+|]$/.test(line) && /^ *[+|].*[+|]$/.test(lines[i + 1] ?? "")) {
            assert.equal(lines[i + 1].length, line.length, `${line}\n${lines[i + 1]}`);
            const walls = (row: string): string => row.replace(/[^+|]/g, " ").replace(/[+|]/g, "|");
            if (/^ *\+/.test(line) || /^ *\+/.test(lines[i + 1]))
              assert.equal(
                walls(lines[i + 1]).replace(/ /g, "").length,
                walls(line).replace(/ /g, "").length,
              );
          }
        assert.ok(widthOf(longestLine(printed)) <= Number(env.COLUMNS ?? 80), longestLine(printed));
      }
    });

  it("when a matrix stands between its brackets, then they stand under each other", async () => {
    const printed = await prints(["gru", "--step", "--ascii"]);
    assert.match(printed, /^ {3}.* = \[0\.1 {3}0\.2\]\n {39}\[0\.3 {2}-0\.5\]$/m);
  });
});

describe("colours", together, () => {
  const shapes: readonly (readonly [
    when: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    coloured: boolean,
  ])[] = [
    ["in a pipe", [], {}, false],
    ["in a pipe with a terminal's name", [], { TERM: "xterm-256color", COLORTERM: "truecolor" }, false],
    ["with FORCE_COLOR=1", [], { FORCE_COLOR: "1" }, true],
    ["with FORCE_COLOR=3", [], { FORCE_COLOR: "3" }, true],
    ["with FORCE_COLOR=0", [], { FORCE_COLOR: "0" }, false],
    ["with FORCE_COLOR=false", [], { FORCE_COLOR: "false" }, false],
    ["with NO_COLOR=1", [], { NO_COLOR: "1" }, false],
    ["with NO_COLOR=1 and FORCE_COLOR=1", [], { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
    ["with an empty NO_COLOR and FORCE_COLOR=1", [], { NO_COLOR: "", FORCE_COLOR: "1" }, true],
    ["with --no-color and FORCE_COLOR=1", ["--no-color"], { FORCE_COLOR: "1" }, false],
    ["with TERM=dumb", [], { TERM: "dumb" }, false],
  ];
  for (const [when, args, env, coloured] of shapes)
    it(`when it is run ${when}, then there are ${coloured ? "" : "no "}colours, and the words are the same`, async () => {
      for (const page of [["gru", "--step"], ["list"]]) {
        const printed = await prints([...page, ...args], { env });
        assert.equal(printed.includes("\u001b["), coloured);
        assert.equal(uncoloured(printed), await prints(page));
      }
    });

  for (const page of pages)
    it(`when ${page.join(" ")} is coloured, then without its colours it is the plain one`, async () => {
      const coloured = await prints(page, { env: { FORCE_COLOR: "1" } });
      assert.ok(coloured.includes("\u001b["));
      assert.equal(uncoloured(coloured), await prints(page));
      assertHarmless(uncoloured(coloured));
    });

  for (const format of ["json", "csv", "markdown", "latex"])
    it(`when ${format} is printed with FORCE_COLOR=1, then it is as without`, async () => {
      const args = ["gru", "--step", "--format", format];
      assert.equal(await prints(args, { env: { FORCE_COLOR: "1" } }), await prints(args));
      assertHarmless(await prints(args));
    });

  it("when a mistake is told with FORCE_COLOR=1, then it is told in plain words", async () => {
    const { stderr } = await tutor(["grv"], { env: { FORCE_COLOR: "1" } });
    assert.match(stderr, /^error: there is no exercise "grv"/);
  });
});

describe("a pipe", () => {
  const many = `x=${"1,0;".repeat(3000)}`;
  const large = `rnn-tutor gru-sequence --set '${many}' --all --json`;

  it("when its reader has seen enough, then all is well and nothing is said", async () => {
    for (const command of [
      large,
      "rnn-tutor gru --step=fine",
      "rnn-tutor schema exercise",
      "rnn-tutor --help",
    ]) {
      const { code, stdout, stderr } = await bash(
        `set -o pipefail; ${command} | head -1 > /dev/null; echo "\${PIPESTATUS[@]}"`,
        { bin, seconds: 60 },
      );
      assert.deepEqual([code, stdout, stderr], [0, "0 0\n", ""], command.slice(0, 40));
    }
  });

  it("when its reader has gone before anything is written, then all is well and nothing is said", async () => {
    const { stdout, stderr } = await bash(`${large} | true; echo "\${PIPESTATUS[@]}"`, { bin, seconds: 60 });
    assert.deepEqual([stdout, stderr], ["0 0\n", ""]);
  });

  it("when its reader is slow, then all of a large output arrives", async () => {
    const script = `set -o pipefail
      ${large} > all.json; wc -c < all.json; sha256sum < all.json
      ${large} | (sleep 1; while read -r -N 100000 part; do sleep 0.01; printf %s "$part"; done; printf %s "$part") | sha256sum`;
    const { code, stdout, stderr } = await bash(script, { bin, cwd: here, seconds: 120 });
    assert.deepEqual([code, stderr], [0, ""]);
    const [size, whole, piped] = stdout.trim().split("\n");
    assert.ok(Number(size) > 1e6, `${size} bytes are more than a pipe holds`);
    assert.equal(piped, whole);
  });

  it("when its other end is a socket that does not wait, then all of a large output arrives", async () => {
    const args = ["gru-sequence", "--set", many, "--all", "--json"];
    const outcome = await tutor(args, { seconds: 60 });
    const sha = createHash("sha256").update(outcome.stdout).digest("hex");
    const { stdout } = await bash(`${large} > whole.json; sha256sum < whole.json`, {
      bin,
      cwd: here,
      seconds: 60,
    });
    assert.equal(stdout.split(" ")[0], sha);
  });

  it("when standard error is closed too, then the exit code still tells", async () => {
    const { stdout } = await bash("rnn-tutor grv 2>&-; echo $?; rnn-tutor gru > /dev/null 2>&-; echo $?", {
      bin,
    });
    assert.equal(stdout, "2\n0\n");
  });

  it("when the disk is full, then it is told in a line, as no mistake of ours", {
    skip: !installed("bash"),
  }, async () => {
    const { stdout, stderr } = await bash("[ -e /dev/full ] || exit; rnn-tutor gru > /dev/full; echo $?", {
      bin,
    });
    if (stdout === "") return;
    assert.match(stderr, /^error: .*(space|ENOSPC).*\n$/);
    assert.ok(!stdout.startsWith("70"), "not a bug of ours");
  });
});

const hasScript = installed("script") && process.platform === "linux";

describe("a terminal", { skip: !hasScript && "no script (util-linux)" }, () => {
  /** Runs a command line on a terminal of its own. */
  async function onTerminal(columns: number, command: string, env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const line = `stty cols ${columns} rows 40; ${command}`;
    const PATH = `${bin}:${process.env.PATH}`;
    const setting = { env: { TERM: "xterm-256color", SHELL: "/bin/sh", PATH, ...env }, seconds: 30 };
    const outcome = await run("script", ["-qec", line, "/dev/null"], setting);
    return { ...outcome, stdout: outcome.stdout.replaceAll("\r\n", "\n") };
  }

  for (const columns of [30, 50, 80, 95])
    for (const page of [["gru", "--step"], ["gru-sequence", "--step=fine"], []])
      it(`when ${page.join(" ") || "nothing"} is shown on one of ${columns} columns, then it is as wide and coloured`, async () => {
        const { code, stdout } = await onTerminal(columns, `rnn-tutor ${page.join(" ")}`);
        assert.equal(code, 0);
        assert.ok(stdout.includes("\u001b["), "coloured");
        const plain = uncoloured(stdout);
        assertHarmless(plain);
        assert.ok(widthOf(longestLine(plain)) <= columns, longestLine(plain));
        assert.equal(plain, await prints(page, { env: { COLUMNS: String(columns) } }));
      });

  it("when it is very wide, then lines stay readable", async () => {
    const { stdout } = await onTerminal(200, "rnn-tutor gru --step");
    assert.ok(widthOf(longestLine(uncoloured(stdout))) <= 100);
  });

  const plainly: readonly (readonly [when: string, command: string, env: NodeJS.ProcessEnv])[] = [
    ["NO_COLOR=1", "rnn-tutor gru --step", { NO_COLOR: "1" }],
    ["--no-color", "rnn-tutor gru --step --no-color", {}],
    ["TERM=dumb", "rnn-tutor gru --step", { TERM: "dumb" }],
    ["FORCE_COLOR=0", "rnn-tutor gru --step", { FORCE_COLOR: "0" }],
    ["FORCE_COLOR=false", "rnn-tutor gru --step", { FORCE_COLOR: "false" }],
    ["a pipe behind it", "rnn-tutor gru --step | cat", {}],
    ["--json", "rnn-tutor gru --json", {}],
    ["--format csv", "rnn-tutor gru --format csv", {}],
  ];
  for (const [when, command, env] of plainly)
    it(`when it has ${when}, then there are no colours`, async () => {
      const { stdout } = await onTerminal(80, command, env);
      assert.ok(stdout.length > 200);
      assertHarmless(stdout);
    });

  it("when a mistake is typed, then it is told with exit code 2", async () => {
    const { code, stdout } = await onTerminal(50, "rnn-tutor grv");
    assert.equal(code, 2);
    assert.equal(stdout, 'error: there is no exercise "grv"; did you mean gru?\n');
  });

  it("when the exercise is typed on it, then it is read to the end", async () => {
    const { stdout } = await onTerminal(80, `printf 'x_t: [1, 2]' | rnn-tutor gru --params - --json`);
    assert.match(stdout, /"x_t": \[1, 2\]/);
  });
});
