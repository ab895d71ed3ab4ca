import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";
import type { RunOutput } from "../../src/course/run-schema.ts";
import { assertSame } from "../helpers/numbers.ts";
import {
  assertHarmless,
  assertRefused,
  bash,
  commandFolder,
  concepts,
  course,
  folder,
  installed,
  prints,
  root,
  run,
  sourceOf,
  together,
  tutor,
} from "./helpers.ts";

const here = folder("run");
const file = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(here, name), text);
  return `./${name}`;
};

const json = async (args: readonly string[], input?: string): Promise<RunOutput> =>
  JSON.parse(await prints([...args, "--json"], { cwd: here, ...(input === undefined ? {} : { input }) }));

/** Another convention than the sheet's, where the exercise's model has one. */
const another = (name: string): string[] =>
  /^model: (rnn|lstm|gru)$/m.test(sourceOf(name)) ? ["--convention", "pytorch"] : [];

const ajv = new Ajv2020({ strict: false });
const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

async function schema(name: string): Promise<ReturnType<typeof ajv.compile>> {
  const text = await prints(["schema", name]);
  const valid = compiled.get(name) ?? ajv.compile(JSON.parse(text));
  compiled.set(name, valid);
  return valid;
}

// A GRU's step written anew from the equations, to compare with.

type Vector = readonly number[];
type Given = Readonly<Record<string, number | Vector | readonly Vector[]>>;

const times = (W: readonly Vector[], v: Vector): number[] =>
  W.map((row) => row.reduce((sum, w, i) => sum + w * v[i], 0));
const plus = (...vs: Vector[]): number[] => vs[0].map((_, i) => vs.reduce((sum, v) => sum + v[i], 0));
const by = (a: Vector, b: Vector): number[] => a.map((x, i) => x * b[i]);
const sigma = (v: Vector): number[] => v.map((x) => 1 / (1 + Math.exp(-x)));
const tanh = (v: Vector): number[] => v.map(Math.tanh);

function gruStep(p: Given, x: Vector, h: Vector, choice: Readonly<Record<string, string>>): number[] {
  const two = choice.biases === "two";
  const W = (g: string) => times(p[`W_${g}`] as readonly Vector[], x);
  const U = (g: string, state: Vector) => times(p[`U_${g}`] as readonly Vector[], state);
  const bx = (g: string) => p[two ? `b_x${g}` : `b_${g}`] as Vector;
  const bh = (g: string) => (two ? (p[`b_h${g}`] as Vector) : bx(g).map(() => 0));
  const z = sigma(plus(W("z"), U("z", h), bx("z"), bh("z")));
  const r = sigma(plus(W("r"), U("r", h), bx("r"), bh("r")));
  const old =
    choice.reset === "after"
      ? [W("h"), by(r, plus(U("h", h), bh("h"))), two ? bx("h") : bx("h")]
      : [W("h"), U("h", by(r, h)), bx("h"), bh("h")];
  const candidate = tanh(plus(...old));
  const rest = z.map((x) => 1 - x);
  return choice.update === "old" ? plus(by(z, h), by(rest, candidate)) : plus(by(rest, h), by(z, candidate));
}

/** h_t, or the last h of a sequence, from what the program says that it ran on. */
function gruAgain({ parameters: p, convention }: RunOutput): number[] {
  if (!("x" in p)) return gruStep(p as Given, p.x_t as Vector, p.h_prev as Vector, convention);
  return (p.x as Vector[]).reduce<Vector>(
    (h, x) => gruStep(p as Given, x, h, convention),
    p.h_0 as Vector,
  ) as number[];
}

const lastState = ({ values }: RunOutput): number[] =>
  values[Object.keys(values).findLast((key) => /^h_/.test(key)) as string] as number[];

describe("rnn-tutor gru --step", together, () => {
  const rows: readonly (readonly [what: string, shown: RegExp])[] = [
    ["the update gate's equation", /z_t = σ\(W_z x_t \+ U_z h_\{t−1\} \+ b_z\)/],
    ["the reset gate's equation", /r_t = σ\(W_r x_t \+ U_r h_\{t−1\} \+ b_r\)/],
    ["the candidate's equation", /h̃_t = tanh\(W_h x_t \+ U_h \(r_t ⊙ h_\{t−1\}\) \+ b_h\)/],
    ["the new state's equation", /h_t = \(1 − z_t\) ⊙ h_\{t−1\} \+ z_t ⊙ h̃_t/],
    ["the first partial product", /W_z x_t +│ 0\.0300 │ +0\.2000 │/],
    ["the second partial product", /U_z h_\{t−1\} +│ 0\.1000 │ +−0\.1400 │/],
    ["the bias", /b_z +│ 0\.0100 │ +−0\.0100 │/],
    ["the sum", /sum +│ 0\.1400 │ +0\.0500 │/],
    ["z_t", /z_t = σ\(sum\) +│ 0\.5349 │ +0\.5125 │/],
    ["r_t", /r_t = σ\(sum\) +│ 0\.5349 │ +0\.5125 │/],
    ["the candidate", /h̃_t = tanh\(sum\) +│ 0\.0914 │ +0\.1190 │/],
    ["h_t", /h_t = sum +│ 0\.1419 │ +0\.2560 │/],
    ["what is asked", /h̃_t = \[0\.0914, 0\.1190\]\nh_t = \[0\.1419, 0\.2560\]/],
    ["its erratum", /^Erratum, 3\.2$/m],
    [
      "where the other errata stand",
      /^Errata {2}of 3\.4 and 3\.5; Introduction to problem 3, (.|\n)*rnn-tutor\s+explain gru$/m,
    ],
  ];
  for (const [what, shown] of rows)
    it(`when it is worked, then it shows ${what}`, async () => {
      assert.match(await prints(["gru", "--step"]), shown);
    });

  const fine: readonly string[] = [
    "0.1·0.5 + 0.2·(−0.1) = 0.0500 − 0.0200 = 0.0300",
    "0.3·0.5 − 0.5·(−0.1) = 0.1500 + 0.0500 = 0.2000",
    "0.3·0.2 − 0.5·0.4 = 0.0600 − 0.2000 = −0.1400",
    "0.2000 − 0.1400 − 0.01 = 0.0500",
    "1/(1 + e^(−0.1400)) = 0.5349",
    "tanh(0.0917) = 0.0914",
    "(1 − 0.5349)·0.2 = 0.0930",
    "0.0930 + 0.0489 = 0.1419",
  ];
  for (const chain of fine)
    it(`when every multiplication is asked for, then it shows ${chain}`, async () => {
      const printed = await prints(["gru", "--step=fine"], { env: { COLUMNS: "100" } });
      const numbers = chain.replace("(1 − 0.5349)·0.2", "0.4651·0.2");
      assert.ok(printed.includes(chain) || printed.includes(numbers), printed);
    });

  for (const name of course)
    it(`when ${name} is asked bare, then it shows the question and no result`, async () => {
      const printed = await prints([name]);
      const { values, parameters } = await json([name]);
      const given = JSON.stringify(parameters);
      const results = JSON.stringify(values)
        .match(/-?\d\.\d+(e-?\d+)?/g)
        ?.map((found) => Number(found).toFixed(4).replace("-", "−"));
      assert.ok(results && results.length >= 3);
      for (const result of results) {
        const short = result.replace(/0+$/, "").replace("−", "-");
        if (!given.includes(short)) assert.ok(!printed.includes(result), `gives ${result} away`);
      }
      assert.match(printed, /^Given$/m);
      assert.match(printed, /^Find {2}\S/m);
      assert.match(printed, /--step=fine/);
    });
});

describe("an exercise's name", together, () => {
  const rows: readonly (readonly [name: string, title: RegExp])[] = [
    ["3.2", /^3\.2 {2}GRU, one step +\(alias gru\)$/m],
    ["gru", /^3\.2 {2}GRU, one step +\(alias gru\)$/m],
    ["GRU", /^3\.2 {2}GRU, one step +\(alias gru\)$/m],
    ["rnn", /^rnn {2}Vanilla RNN over three steps$/m],
    ["lstm", /^lstm {2}LSTM, one step$/m],
    ["gru-sequence", /^gru-sequence {2}GRU over three steps$/m],
  ];
  for (const [name, title] of rows)
    it(`when ${name} is named, then it is that exercise`, async () => {
      assert.match(await prints([name]), title);
      assert.match(await prints([name, "--step"]), title);
      assert.match(await prints(["--step", name]), title);
    });
});

describe("--digits", together, () => {
  const rows: readonly (readonly [digits: string, h: string])[] = [
    ["2", "[0.14, 0.26]"],
    ["8", "[0.14192793, 0.25600367]"],
    ["0", "[0, 0]"],
    ["15", "[0.141927926831414, 0.256003669756384]"],
  ];
  for (const [digits, h] of rows)
    it(`when there are ${digits}, then h_t = ${h}`, async () => {
      for (const args of [["--digits", digits], [`--digits=${digits}`]])
        assert.ok((await prints(["gru", "--step", ...args])).includes(`h_t = ${h}\n`));
    });
});

describe("--set", together, () => {
  const minus = "−";
  const all = (n: string, k: string, W: string, U: string, b: string) => [
    `x_t=${k}`,
    `h_prev=${n}`,
    ...["z", "r", "h"].flatMap((g) => [`W_${g}=${W}`, `U_${g}=${U}`, `b_${g}=${b}`]),
  ];
  const rows: readonly (readonly [when: string, args: readonly string[], given: Given])[] = [
    ["a vector with commas", ["--set", "x_t=1,2"], { x_t: [1, 2] }],
    ["a vector in brackets", ["--set", "x_t=[1, 2]"], { x_t: [1, 2] }],
    ["a vector with spaces", ["--set", "x_t=1 2"], { x_t: [1, 2] }],
    ["a vector with a semicolon", ["--set", "x_t=1; 2"], { x_t: [1, 2] }],
    ["the value joined with =", ["--set=x_t=1,2"], { x_t: [1, 2] }],
    ["fractions", ["--set", "b_z=1/3,-1/2"], { b_z: [1 / 3, -1 / 2] }],
    ["powers of ten", ["--set", "x_t=1e-3,1.2·10^-3"], { x_t: [1e-3, 1.2e-3] }],
    ["decimal commas", ["--set", "b_z=0,5; -0,25"], { b_z: [0.5, -0.25] }],
    ["decimal commas and spaces", ["--set", "b_z=0,5 -0,25"], { b_z: [0.5, -0.25] }],
    ["a Unicode minus", ["--set", `x_t=${minus}1,${minus}0.5`], { x_t: [-1, -0.5] }],
    [
      "a matrix in brackets",
      ["--set", "W_z=[[1,2],[3,4]]"],
      {
        W_z: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      "a matrix with semicolons",
      ["--set", "W_z=1 2; 3 4"],
      {
        W_z: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      "a matrix with commas and semicolons",
      ["--set", "W_z=1,2;3,-1/4"],
      {
        W_z: [
          [1, 2],
          [3, -0.25],
        ],
      },
    ],
    ["several values after one --set", ["--set", "x_t=1,2", "h_prev=0,1"], { x_t: [1, 2], h_prev: [0, 1] }],
    ["several --set", ["--set", "x_t=1,2", "--set", "h_prev=0,1"], { x_t: [1, 2], h_prev: [0, 1] }],
    ["one quantity twice", ["--set", "x_t=1,2", "x_t=3,4"], { x_t: [3, 4] }],
    [
      "another spelling",
      ["--set", "h_{t-1}=3,4", "Wz=1,2;3,4"],
      {
        h_prev: [3, 4],
        W_z: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [
      "scalars for everything",
      ["--set", ...all("0.5", "-2", "0.25", "1/2", "1")],
      { x_t: [-2], h_prev: [0.5], W_z: [[0.25]], U_h: [[0.5]], b_r: [1] },
    ],
    [
      "other sizes for everything",
      ["--set", ...all("1,2,3", "0.5", "1;2;3", "1 0 0;0 1 0;0 0 1", "0 0 0")],
      {
        x_t: [0.5],
        h_prev: [1, 2, 3],
        W_r: [[1], [2], [3]],
        U_r: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
      },
    ],
    [
      "x for x_t",
      ["--set", "x=1,0;0,1;1,1"],
      {
        x: [
          [1, 0],
          [0, 1],
          [1, 1],
        ],
        h_0: [0.2, 0.4],
      },
    ],
    ["x of one step", ["--set", "x=[[1,0]]"], { x: [[1, 0]], h_0: [0.2, 0.4] }],
  ];
  for (const [when, args, given] of rows)
    it(`when it gives ${when}, then the exercise is run on that`, async () => {
      const found = await json(["gru", ...args]);
      for (const [key, value] of Object.entries(given)) assert.deepEqual(found.parameters[key], value, key);
      assertSame(lastState(found), gruAgain(found), "h");
    });

  it("when x turns a step into a sequence, then every step is worked", async () => {
    const printed = await prints(["gru", "--step", "--set", "x=1,0;0,1;1,1"]);
    for (const shown of [/^Step 1 of 3/m, /^Step 3 of 3/m, /h_3 = \(1 − z_3\) ⊙ h_2 \+ z_3 ⊙ h̃_3/])
      assert.match(printed, shown);
  });

  it("when x_t turns a sequence into a step, then its first state is the previous one", async () => {
    const found = await json(["gru-sequence", "--set", "x_t=0.5,-0.1"]);
    assert.deepEqual(found.parameters.h_prev, [0, 0]);
    assert.deepEqual(found.values.h_t, (await json(["gru-sequence"])).values.h_1);
  });

  it("when --set stands before the exercise, then the exercise is found", async () => {
    assert.deepEqual((await json(["--set", "x_t=1,2", "gru"])).parameters.x_t, [1, 2]);
  });
});

describe("--params", together, () => {
  const given = { x_t: [1, -2], b_z: [0.25, 0.5] };
  const yaml = 'x_t: [1, "-2"]\nb_z: [1/4, 0.5]\n';
  const rows: readonly (readonly [when: string, path: string, input?: string])[] = [
    ["a YAML file", file("p.yaml", yaml)],
    ["a JSON file", file("p.json", JSON.stringify(given))],
    ["a file of another name", file("numbers.txt", yaml)],
    ["a file with Windows line ends", file("crlf.yaml", yaml.replaceAll("\n", "\r\n"))],
    ["an exercise file", file("whole.yaml", `model: gru\nparameters: ${JSON.stringify(given)}\n`)],
    ["standard input in YAML", "-", yaml],
    ["standard input in JSON", "-", JSON.stringify(given)],
  ];
  for (const [when, path, input] of rows)
    it(`when it is ${when}, then the exercise is run on that`, async () => {
      const found = await json(["gru", "--params", path], input);
      assert.deepEqual(found.parameters.x_t, given.x_t);
      assert.deepEqual(found.parameters.b_z, given.b_z);
      assertSame(found.values.h_t, gruAgain(found), "h_t");
    });

  it("when --set gives a quantity too, then --set holds", async () => {
    const found = await json(["gru", "--params", "./p.yaml", "--set", "x_t=7,8"]);
    assert.deepEqual([found.parameters.x_t, found.parameters.b_z], [[7, 8], given.b_z]);
  });

  it("when the exercise comes from standard input, then it is worked", async () => {
    assert.match(
      await prints(["-", "--step"], { input: sourceOf("gru") }),
      /h_t = sum +│ 0\.1419 │ 0\.2560 │/,
    );
  });
});

describe("--convention", together, () => {
  const sheet = { update: "new", reset: "before", biases: "one" };
  const rows: readonly (readonly [name: string, choices: object])[] = [
    ["sheet", sheet],
    ["cho2014", { ...sheet, update: "old" }],
    ["pytorch", { update: "old", reset: "after", biases: "two" }],
    ["PyTorch", { update: "old", reset: "after", biases: "two" }],
    ["keras", { update: "old", reset: "after", biases: "two" }],
    ["onnx", { update: "old", reset: "before", biases: "two" }],
    ["update=old", { ...sheet, update: "old" }],
    ["update=old,reset=after", { ...sheet, update: "old", reset: "after" }],
    ["pytorch,reset=before", { update: "old", reset: "before", biases: "two" }],
  ];
  for (const [name, choices] of rows)
    it(`when it is ${name}, then a GRU is computed so`, async () => {
      const found = await json(["gru-sequence", "--convention", name]);
      assert.deepEqual(found.convention, { ...choices, output: "none" });
      assertSame(lastState(found), gruAgain(found), "h_3");
      assert.match(await prints(["gru", "--step", "--convention", name]), /^Convention /m);
    });

  for (const exercise of ["lstm", "rnn"])
    for (const name of ["sheet", "pytorch", "keras", "onnx"])
      it(`when it is ${name} for the ${exercise}, then the numbers stay: only its biases are split`, async () => {
        const found = await json([exercise, "--convention", name]);
        assertSame(lastState(found), lastState(await json([exercise])), "h");
      });
});

describe("--json", together, () => {
  it("when the worked step is printed, then every number is there in full", async () => {
    const { values } = await json(["gru"]);
    assert.deepEqual(values.h_t, [0.14192792683141361, 0.25600366975638433]);
  });

  for (const name of course)
    for (const more of [[], ["--step"], ["--step=fine"], another(name), ["--format", "json"]])
      it(`when ${[name, ...more].join(" ")} is printed, then it is what the schema says`, async () => {
        const valid = await schema("run");
        assert.ok(valid(await json([name, ...more])), JSON.stringify(valid.errors));
      });

  it("when sums overflow, then it is still what the schema says, or is refused", async () => {
    const args = ["gru", "--set", "x_t=1e308,1e308", "W_z=10 -10;10 10", "--json"];
    const outcome = await tutor(args);
    if (outcome.code === 2) return assertRefused(outcome, /W_z|x_t|z_t|infinit|overflow/);
    const valid = await schema("run");
    assert.ok(valid(JSON.parse(outcome.stdout)), JSON.stringify(valid.errors));
  });
});

/** The records of a CSV text as RFC 4180 has them. */
function records(text: string): string[][] {
  const found: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    found.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === "\n") found.push([]);
  }
  assert.deepEqual(found.pop()?.join(""), "", "the last record ends");
  return found;
}

const flat = (value: unknown): number[] => [value].flat(3) as number[];

/** Every table has as many cells in each row as its head, and every formula ends. */
function assertMarkdown(text: string): void {
  const lines = text.split("\n");
  const cells = (line: string): number => line.replace(/\\./g, "").split("|").length - 2;
  for (const [i, line] of lines.entries()) {
    const dollars = line.replace(/\\./g, "").split("$").length - 1;
    assert.equal(dollars % 2, 0, `a formula does not end: ${line}`);
    if (!line.startsWith("|")) continue;
    assert.match(line, /\|$/);
    if (lines[i - 1].startsWith("|")) assert.equal(cells(line), cells(lines[i - 1]), line);
    else assert.match(lines[i + 1], /^\|(:?-+:?\|)+$/, "a head has a rule under it");
  }
}

/** Environments nest, braces close, mathematics ends and is in ASCII, and tables have the columns they declare. */
function assertLatex(text: string): void {
  const open: string[] = [];
  for (const [, which, name] of text.matchAll(/\\(begin|end)\{([a-z]+\*?)\}/g))
    if (which === "begin") open.push(name);
    else assert.equal(open.pop(), name, `\\end{${name}}`);
  assert.deepEqual(open, []);
  assert.ok(text.startsWith("\\documentclass") && text.endsWith("\\end{document}\n"));
  assert.equal(text.split("\\left").length, text.split("\\right").length);
  const bare = text.replace(/\\[\\{}$%&#_]/g, (pair) => (pair === "\\\\" ? "\n" : ""));
  let depth = 0;
  for (const { 0: brace, index } of bare.matchAll(/[{}]/g)) {
    depth += brace === "{" ? 1 : -1;
    if (depth < 0) assert.fail(`a brace closes that did not open: ${bare.slice(index - 60, index + 1)}`);
  }
  assert.equal(depth, 0, "every brace closes");
  assert.ok(!/[%#]/.test(bare), "no comment and no parameter");
  for (const paragraph of bare.split(/\n{2,}/))
    assert.equal(
      paragraph.split("$").length % 2,
      1,
      `mathematics ends in its paragraph: ${paragraph.slice(0, 200)}`,
    );
  const formulas = [...bare.matchAll(/\$([^$]*)\$|\\begin\{align\*\}([\s\S]*?)\\end\{align\*\}/g)];
  for (const [, inline, display] of formulas) assert.match(inline ?? display, /^[\n\x20-\x7e]*$/);
  assert.match(text, /^[\n\x20-\x7e\u00a1-\u017f]*$/, "what pdflatex can set");
  for (const [, columns, body] of text.matchAll(/\\begin\{tabular\}\{([lr]+)\}([\s\S]*?)\\end\{tabular\}/g))
    for (const row of body.split("\n").filter((line) => line.endsWith("\\\\")))
      assert.equal(row.replaceAll("\\&", "").split("&").length, columns.length, row);
}

describe("--format", together, () => {
  const formats = ["table", "json", "markdown", "latex", "csv"];
  for (const name of course)
    for (const more of [[], ["--step"], ["--step=fine"], ["--step", ...another(name), "--digits", "2"]]) {
      const args = [name, ...more];
      it(`when ${args.join(" ")} is printed in every format, then each is well-formed`, async () => {
        const [table, data, markdown, latex, csv] = await Promise.all(
          formats.map((format) => prints([...args, "--format", format])),
        );
        for (const text of [table, data, markdown, latex, csv]) {
          assertHarmless(text);
          assert.ok(text.endsWith("\n") && !text.endsWith("\n\n"));
        }
        assertMarkdown(markdown);
        assertLatex(latex);
        const { values } = JSON.parse(data) as RunOutput;
        const [head, ...rows] = records(csv);
        assert.deepEqual(head, ["key", "title", "row", "column", "value"]);
        for (const [key, value] of Object.entries(values))
          assert.deepEqual(
            rows.filter(([of]) => of === key).map((row) => Number(row[4])),
            flat(value).map((x) => x ?? Number.NEGATIVE_INFINITY),
          );
        assert.equal(rows.length, flat(Object.values(values)).length);
      });
    }

  it("when its name is in capitals, then it is that format", async () => {
    assert.equal(await prints(["gru", "--format", "JSON"]), await prints(["gru", "--json"]));
  });

  const prose = [
    ["a price", "It costs $5."],
    ["two prices", "It costs $5 or 100% of $6 & more."],
    ["TeX's own signs", "a_b^c # % & ~ { } \\ \\end{document} <b> | * `code`"],
    ["a formula with a brace", "Compute $h_{t$ and $}$."],
    ["a formula with a command", "Compute $\\input{secret}$ and $\\write18{x}$."],
    ["a formula with a comment", "Compute $h_t % x$."],
    ["letters of other alphabets", "日本語 ελληνικά Příklad 😀 ﬁ"],
    ["a blank line in a formula", "Compute $h_t\n\n+ 1$."],
    ["a superscript in a formula", "Compute $w² u_3$."],
  ] as const;
  for (const [what, statement] of prose)
    it(`when a statement has ${what}, then LaTeX and Markdown stay well-formed`, async () => {
      const exercise = { ...parse(sourceOf("rnn")), errata: [], statement };
      const path = file(`${what.replace(/\W/g, "-")}.json`, JSON.stringify(exercise));
      const latex = await prints([path, "--format", "latex"], { cwd: here });
      assertLatex(latex);
      assert.ok(!/\\(input|write)\b/.test(latex), "a file does not bring its own commands");
      assertMarkdown(await prints([path, "--format", "markdown"], { cwd: here }));
      await prints([path, "--step", "--ascii"], { cwd: here });
    });
});

describe("the user's own exercise file", together, () => {
  const exercise = parse(sourceOf("gru")) as { statement: string };
  const rows: readonly (readonly [when: string, name: string, text: string])[] = [
    ["as we write them", "my.yaml", sourceOf("gru")],
    ["with the ending yml", "my.yml", sourceOf("gru")],
    ["with Windows line ends", "crlf-exercise.yaml", sourceOf("gru").replaceAll("\n", "\r\n")],
    ["with a byte order mark", "bom.yaml", `\ufeff${sourceOf("gru")}`],
    ["with both", "both.yaml", `\ufeff${sourceOf("gru").replaceAll("\n", "\r\n")}`],
    ["in JSON", "my.json", JSON.stringify(exercise)],
    ["in JSON, indented with tabs", "tabs.json", JSON.stringify(exercise, null, "\t")],
    ["in JSON with a byte order mark", "bom.json", `\ufeff${JSON.stringify(exercise)}`],
    ["with a space in its name", "my own.yaml", sourceOf("gru")],
    ["without a last line end", "no-end.yaml", sourceOf("gru").trimEnd()],
  ];
  for (const [when, name, text] of rows)
    it(`when it is ${when}, then it is worked like the course's`, async () => {
      const path = file(name, text);
      const worked = async (target: string, detail: string): Promise<string> => {
        const page = await prints([target, detail], { cwd: here });
        return page.replace(/rnn-tutor\s+explain .*\n/, ""); // as the user names it
      };
      for (const detail of ["--step", "--step=fine"])
        assert.equal(await worked(path, detail), await worked("gru", detail));
      assert.equal(await prints([join(here, name), "--json"]), await prints(["gru", "--json"]));
    });

  it("when it says the least that it may, then its name is its id", async () => {
    const { parameters } = exercise as unknown as { parameters: object };
    const path = file("least.json", JSON.stringify({ model: "gru", parameters }));
    const found = await json([path]);
    assert.deepEqual(found.exercise, { id: "least", title: "GRU" });
    assert.deepEqual(found.values, (await json(["gru"])).values);
  });

  it("when a command is shown for a file with a space in its name, then the command can be typed so", async () => {
    const bin = commandFolder();
    const path = file("two words.json", JSON.stringify({ ...exercise, alias: undefined }));
    const command = /^Line by line +(.*)$/m.exec(await prints([path], { cwd: here }))?.[1] as string;
    const { code, stderr } = await bash(command, { cwd: here, bin });
    assert.deepEqual([code, stderr], [0, ""]);
  });
});

describe("a word that is nearly right", together, () => {
  const rows: readonly (readonly [args: readonly string[], meant: string])[] = [
    [["grv"], "gru"],
    [["ltsm"], "lstm"],
    [["gru-sequenc"], "gru-sequence"],
    [["lis"], "list"],
    [["shema"], "schema"],
    [["completions"], "completion"],
    [["gru", "--formt", "json"], "--format"],
    [["gru", "--stp"], "--step"],
    [["gru", "--step=fin"], "fine"],
    [["gru", "--format", "jsn"], "json"],
    [["gru", "--format=markdwon"], "markdown"],
    [["gru", "--convention", "pytroch"], "pytorch"],
    [["gru", "--convention", "updat=old"], "update"],
    [["gru", "--convention", "update=odl"], "old"],
    [["gru", "--set", "W_q=1,2"], "W_z"],
    [["gru", "--set", "h_prv=1,2"], "h_prev"],
    [["schema", "exercises"], "exercise"],
    [["completion", "bsh"], "bash"],
    [["gru", "--params", file("near.yaml", "h_prv: [1, 2]\n")], "h_prev"],
    [[file("near-top.yaml", sourceOf("gru").replace("title:", "titel:"))], "title"],
    [[file("near-model.yaml", sourceOf("gru").replace("model: gru", "model: gur"))], "gru"],
    [[file("near-ask.yaml", sourceOf("gru").replace("h_tilde_t, h_t]", "h_tild_t, h_t]"))], "h_tilde_t"],
  ];
  for (const [args, meant] of rows)
    it(`when ${args.join(" ")} is typed, then it asks for ${meant}`, async () => {
      const says = new RegExp(`did you mean [^?]*${meant}[^?]*\\?|it is one of .*${meant}`);
      assertRefused(await tutor(args, { cwd: here }), says);
    });

  it("when help is typed, then it is not told to type help", async () => {
    const { code, stdout, stderr } = await tutor(["help"]);
    if (code === 0) assert.match(stdout, /^Usage: rnn-tutor/);
    else assert.match(stderr, /--help/);
  });

  it("when step's detail is a word of its own, then it is taken all the same", async () => {
    assert.equal(await prints(["gru", "--step", "fine"]), await prints(["gru", "--step=fine"]));
  });
});

describe("the commands around the exercises", together, () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

  for (const flag of ["--version", "-V"])
    it(`when ${flag} is asked, then it is the package's`, async () => {
      assert.equal(await prints([flag]), `${version}\n`);
    });

  for (const args of [["--help"], ["-h"], ["gru", "--help"]])
    it(`when ${args.join(" ")} is asked, then there are options, commands and examples`, async () => {
      const help = await prints(args);
      assert.match(help, /^Usage: rnn-tutor/);
      for (const shown of ["--step", "--set", "--params", "--convention", "--digits", "--format", "--json"])
        assert.ok(help.includes(shown), shown);
      for (const shown of [
        /^ {2}list/m,
        /^ {2}schema/m,
        /^ {2}completion/m,
        /^Examples:\n {2}rnn-tutor gru /m,
      ])
        assert.match(help, shown);
    });

  it("when an example of the help is typed, then it works", async () => {
    const bin = commandFolder();
    file("my-exercise.yaml", sourceOf("gru"));
    const examples = [...(await prints(["--help"])).matchAll(/^ {2}(rnn-tutor .*?)(?: {2,}|$)/gm)];
    assert.ok(examples.length > 5);
    for (const [, command] of examples) {
      const { code, stderr } = await bash(command.replace(/ \| jq .*/, ""), { cwd: here, bin });
      assert.deepEqual([command, code, stderr], [command, 0, ""]);
    }
  });

  for (const name of ["list", "schema", "completion"])
    it(`when ${name} --help is asked, then it is about ${name}`, async () => {
      assert.match(await prints([name, "--help"]), new RegExp(`^Usage: rnn-tutor ${name}`));
    });

  it("when nothing is asked, then the exercises and the first commands are shown", async () => {
    const printed = await prints([]);
    for (const name of course) assert.ok(printed.includes(name));
    assert.match(printed, /rnn-tutor gru --step/);
    assert.match(printed, new RegExp(version));
    assert.ok(printed.split("\n").length <= 30, "more than a screen");
  });

  it("when the list is asked, then every exercise of the course is in it", async () => {
    const printed = await prints(["list"]);
    for (const name of course) assert.ok(printed.includes(name));
    const { exercises } = JSON.parse(await prints(["list", "--json"])) as {
      exercises: { id: string; alias?: string }[];
    };
    const worded = exercises.filter(({ id }) => concepts.includes(id));
    const worked = exercises.filter(({ id }) => !concepts.includes(id));
    assert.deepEqual(worded.map(({ id }) => id).sort(), [...concepts].sort());
    assert.deepEqual(worked.map(({ id, alias }) => alias ?? id).sort(), [...course].sort());
  });

  for (const args of [["list"], []])
    it(`when ${args[0] ?? "nothing"} is printed in every format, then none is empty or broken`, async () => {
      assertMarkdown(await prints([...args, "--format", "markdown"]));
      assertLatex(await prints([...args, "--format", "latex"]));
      const rows = records(await prints([...args, "--format", "csv"]));
      assert.equal(rows.length, course.length + concepts.length + 1);
      for (const row of rows) assert.equal(row.length, rows[0].length);
    });

  for (const name of course)
    it(`when the exercise schema is asked, then ${name}'s file is what it says`, async () => {
      const valid = await schema("exercise");
      assert.ok(valid(parse(sourceOf(name))), JSON.stringify(valid.errors));
    });

  it("when a file is not an exercise, then neither does the schema take it", async () => {
    const valid = await schema("exercise");
    const exercise = parse(sourceOf("gru")) as object;
    for (const wrong of [
      {},
      [],
      { ...exercise, tittle: "x" },
      { ...exercise, model: "x" },
      { ...exercise, digits: 99 },
    ])
      assert.equal(valid(wrong), false);
  });
});

describe("where the program is kept", together, () => {
  const step = ["gru", "--step"];

  it("when there is nowhere to keep compiled code, then it runs all the same", async () => {
    const env = { HOME: "/dev/null", XDG_CACHE_HOME: "/dev/null", NODE_COMPILE_CACHE: "/dev/null" };
    assert.equal(await prints(step, { env }), await prints(step));
  });

  it("when compiled code is broken, then it runs all the same", async () => {
    const cache = folder("cache");
    const env = { XDG_CACHE_HOME: cache, NODE_COMPILE_CACHE: cache };
    const expected = await prints(step, { env });
    const kept = readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const broken of [Buffer.alloc(0), Buffer.from("no code"), Buffer.alloc(50_000, 7)]) {
      for (const entry of kept) writeFileSync(join(entry.parentPath ?? entry.path, entry.name), broken);
      assert.equal(await prints(step, { env }), expected);
    }
  });

  it("when another build has the same version and length, then its own code runs", async () => {
    const copy = folder("copy");
    const cache = folder("cache");
    for (const part of ["bin", "dist", "package.json"])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    const list = () =>
      run(process.execPath, [join(copy, "bin/rnn-tutor.js"), "list"], { env: { XDG_CACHE_HOME: cache } });
    assert.match((await list()).stdout, /Work it out/);
    const edit = (file: string, change: (text: string) => string): void =>
      writeFileSync(join(copy, file), change(readFileSync(join(copy, file), "utf8")));
    edit("dist/rnn-tutor.cjs", (text) => text.replaceAll("Work it out", "Fork it out"));
    edit("dist/start.cjs", (text) => text.replace(/[0-9a-f]{16}/, "0123456789abcdef"));
    assert.match((await list()).stdout, /Fork it out/);
  });
});

describe("completion", together, () => {
  const rows: readonly (readonly [words: readonly string[], answers: readonly string[]])[] = [
    [["gr"], ["gradient", "gru", "gru-sequence"]],
    [
      ["gru", "--format", ""],
      ["table", "json", "markdown", "latex", "html", "csv"],
    ],
    [["gru", "--format", "m"], ["markdown"]],
    [["gru", "--convention", "py"], ["pytorch"]],
    [["sch"], ["schema"]],
    [
      ["schema", ""],
      ["exercise", "run", "check", "class"],
    ],
    [["completion", "b"], ["bash"]],
    [["gru", "--st"], ["--step"]],
    [["gru", "--j"], ["--json"]],
    [["gru", "--step="], ["fine"]],
  ];
  for (const [words, answers] of rows)
    it(`when ${JSON.stringify(words)} stands there, then ${answers} may follow`, async () => {
      const lines = (await prints(["complete", "--", ...words])).trimEnd().split("\n");
      assert.equal(lines.pop(), ":4");
      assert.deepEqual(
        lines.map((line) => line.split("\t")[0]),
        answers,
      );
    });

  it("when nothing stands there, then exercises, commands and the exercise files here may follow", async () => {
    const cwd = folder("complete");
    for (const name of ["mine.yaml", "other.json", "notes.txt"]) writeFileSync(join(cwd, name), "");
    const lines = (await prints(["complete", "--", ""], { cwd }))
      .split("\n")
      .map((line) => line.split("\t")[0]);
    for (const name of [...course, "list", "schema", "completion", "mine.yaml", "other.json"])
      assert.ok(lines.includes(name), name);
    assert.ok(!lines.includes("notes.txt") && !lines.includes("complete"));
  });

  it("when a file's name could act on the terminal, then it is not printed as it is", async () => {
    const cwd = folder("complete");
    for (const name of ["a\u001b[31m.yaml", "b\nlist.yaml", "c\td.yaml"]) writeFileSync(join(cwd, name), "");
    const lines = (await prints(["complete", "--", ""], { cwd })).split("\n");
    assertHarmless(lines.join("\n"));
    assert.equal(lines.filter((line) => /^list/.test(line)).length, 1);
  });

  // what a shell does when the tab key is pressed
  const bashWith = (set: string): string => `
    set +o nounset
    compopt() { :; }
    ${set}
    source <(rnn-tutor completion bash) || exit 9
    press() {
      COMP_WORDS=(rnn-tutor "$@"); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 ))
      COMP_LINE="\${COMP_WORDS[*]}"; COMP_POINT=\${#COMP_LINE}; COMPREPLY=()
      __rnn_tutor_complete rnn-tutor "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD-1]}"
      echo "\${COMPREPLY[@]}"
    }
    complete -p rnn-tutor > /dev/null || exit 8`;
  const byHand = `_get_comp_words_by_ref() { cur="\${COMP_WORDS[COMP_CWORD]}"; words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; }`;
  const pressed = 'press gr; press gru --format ""; press gru --convention py; press sch';
  const shown = "gradient gru gru-sequence\ntable json markdown latex html csv\npytorch\nschema\n";

  it("when bash sources its script, then Tab completes", async () => {
    const { code, stdout, stderr } = await bash(`${bashWith(byHand)}\n${pressed}`, { bin: commandFolder() });
    assert.deepEqual([code, stdout, stderr], [0, shown, ""]);
  });

  it("when bash has no bash-completion, then Tab completes all the same", async () => {
    const { code, stdout, stderr } = await bash(`${bashWith("")}\n${pressed}`, { bin: commandFolder() });
    assert.deepEqual([code, stdout, stderr], [0, shown, ""]);
  });

  it("when bash sources it twice, then it says nothing", async () => {
    const twice = "source <(rnn-tutor completion bash); source <(rnn-tutor completion bash)";
    const { code, stderr } = await bash(twice, { bin: commandFolder() });
    assert.deepEqual([code, stderr], [0, ""]);
  });

  it("when a file is named like a command, then bash does not run it", async () => {
    const cwd = folder("complete");
    for (const name of ["$(touch ran).yaml", "`touch ran`.yaml", "$HOME.yaml"])
      writeFileSync(join(cwd, name), "");
    await bash(`${bashWith(byHand)}\npress ""; press gru --params ""`, { cwd, bin: commandFolder() });
    assert.ok(!readdirSync(cwd).includes("ran"));
  });

  const elsewhere: readonly (readonly [shell: string, script: string, shown: readonly RegExp[]])[] = [
    [
      "zsh",
      `autoload -U compinit; compinit -u -D; source <(rnn-tutor completion zsh); print $_comps[rnn-tutor]
       _describe() { print -rl -- \${(P)2} }
       words=(rnn-tutor gr); CURRENT=2; _rnn-tutor
       words=(rnn-tutor gru --format ""); CURRENT=4; _rnn-tutor
       words=(rnn-tutor gru --convention py); CURRENT=4; _rnn-tutor`,
      [/^_rnn-tutor$/m, /^gru:GRU, one step\ngru-sequence:/m, /^json:$/m, /^pytorch:$/m],
    ],
    [
      "fish",
      `source (rnn-tutor completion fish | psub)
       complete -C "rnn-tutor gr"; complete -C "rnn-tutor gru --format "; complete -C "rnn-tutor gru --convention py"`,
      [/^gru\tGRU, one step$/m, /^gru-sequence\t/m, /^json$/m, /^pytorch$/m],
    ],
  ];
  for (const [shell, script, answers] of elsewhere)
    it(`when ${shell} sources its script, then Tab completes`, {
      skip: !installed(shell) && `no ${shell}`,
    }, async () => {
      const home = folder("home");
      const PATH = `${commandFolder()}:${process.env.PATH}`;
      const env = { PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
      const { code, stdout, stderr } = await run(shell, [...(shell === "zsh" ? ["-f"] : []), "-c", script], {
        env,
      });
      assert.deepEqual([code, stderr], [0, ""], stdout);
      for (const answer of answers) assert.match(stdout, answer);
    });
});
