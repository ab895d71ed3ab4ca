import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { describe } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import type { CheckOutput } from "../../src/course/check-schema.ts";
import { assertHarmless, assertRefused, folder, type Outcome, root, together, tutor } from "./helpers.ts";

const valid = new Ajv2020().compile(JSON.parse(readFileSync(join(root, "dist/schema/check.json"), "utf8")));

/** The verdicts of `check … --json`, which agrees with its schema. */
async function json(args: readonly string[], code: 0 | 1, input?: string): Promise<CheckOutput> {
  const outcome = await tutor(["check", ...args, "--json"], input === undefined ? {} : { input });
  assert.equal(outcome.stderr, "");
  assert.equal(outcome.code, code);
  const output = JSON.parse(outcome.stdout);
  assert.ok(valid(output), JSON.stringify(valid.errors));
  return output as CheckOutput;
}

const verdictsIn = ({ results }: CheckOutput) =>
  Object.fromEntries(results.map(({ key, verdict }) => [key, verdict]));

const RIGHT = { z_t: "right", r_t: "right", h_tilde_t: "right", h_t: "right" };
const values: Readonly<Record<string, string>> = {
  z_t: "0.5349 0.5125",
  r_t: "0.5349 0.5125",
  h_tilde_t: "0.0914 0.1190",
  h_t: "0.1419 0.2560",
};
const each = (write: (key: string, a: string, b: string) => string): string =>
  Object.entries(values)
    .map(([key, text]) => write(key, ...(text.split(" ") as [string, string])))
    .join("\n");

const files: readonly (readonly [name: string, text: string])[] = [
  ["answers.yaml", each((key, a, b) => `${key}: [${a}, ${b}]`)],
  ["texts.yaml", each((key, a, b) => `${key}: ${a}, ${b} # mine`)],
  ["commas.yaml", each((key, a, b) => `${key}: ${a.replace(".", ",")}; ${b.replace(".", ",")}`)],
  ["columns.yaml", each((key, a, b) => `${key}:\n  - ${a}\n  - ${b}`)],
  ["inside.yaml", `answers:\n${each((key, a, b) => `  ${key}: [${a}, ${b}]`)}`],
  ["answers.json", `{${each((key, a, b) => `"${key}": [${a}, ${b}],`).replace(/,$/, "")}}`],
  ["texts.json", `{${each((key, a, b) => `"${key}": ["${a}", "${b}"],`).replace(/,$/, "")}}`],
  ["answers.csv", each((key, a, b) => `${key},${a},${b}`)],
  ["semicolons.csv", each((key, a, b) => `${key};${a.replace(".", ",")};${b.replace(".", ",")}`)],
  [
    "records.csv",
    `key,title,row,column,value\n${each((key, a, b) => `${key},"a, b",1,1,${a}\n${key},"a, b",2,1,${b}`)}`,
  ],
  ["lines.txt", each((key, a, b) => `${key} = ${a}, ${b}`)],
  [
    "answers.md",
    `# Mine\n\n\`\`\`python\nz_t = 1\n\`\`\`\n\n\`\`\`answers\n${each((key, a, b) => `${key} = ${a}, ${b}`)}\n\`\`\`\n`,
  ],
  ["windows.yaml", `\ufeff${each((key, a, b) => `${key}: [${a}, ${b}]`)}\n`.replaceAll("\n", "\r\n")],
  ["old-mac.yaml", `${each((key, a, b) => `${key}: [${a}, ${b}]`)}\n`.replaceAll("\n", "\r")],
  ["brackets-commas.yaml", each((key, a, b) => `${key}: [${a.replace(".", ",")}; ${b.replace(".", ",")}]`)],
  ["nested-columns.yaml", each((key, a, b) => `${key}: [[${a}], [${b}]]`)],
  ["nested-row.json", `{${each((key, a, b) => `"${key}": [[${a}, ${b}]],`).replace(/,$/, "")}}`],
  [
    "values.json",
    `{"schema": 1, "values": {${each((key, a, b) => `"${key}": [${a}, ${b}],`).replace(/,$/, "")}}}`,
  ],
  [
    "excel-commas.csv",
    `\ufeffsep=;\r\n${each((key, a, b) => `${key};${a.replace(".", ",")};${b.replace(".", ",")}\r`)}`,
  ],
  ["titles.csv", `quantity,unit 1,unit 2\n${each((key, a, b) => `${key},${a},${b}`)}`],
  [
    "columns.csv",
    `${Object.keys(values).join(",")}\n${[0, 1].map((i) => Object.values(values).map((text) => text.split(" ")[i])).join("\n")}`,
  ],
  ["tabs.tsv", each((key, a, b) => `${key}\t${a}\t${b}`)],
  ["spaces.txt", each((key, a, b) => `${key} ${a} ${b}`)],
  ["mixed.txt", `# mine\r\n${each((key, a, b) => `${key}${key === "r_t" ? ":" : " ="} ${a}, ${b}\r`)}`],
  ["open-fence.md", `Mine:\n\n\`\`\`answers\n${each((key, a, b) => `${key} = ${a}, ${b}`)}`],
  [
    "windows.md",
    `# Mine\n\n~~~csv\n${each((key, a, b) => `${key},${a},${b}`)}\n~~~\n`.replaceAll("\n", "\r\n"),
  ],
  ["yaml.md", `# Mine\n\n~~~yaml\n${each((key, a, b) => `${key}: [${a}, ${b}]`)}\n~~~\n`],
];

describe("rnn-tutor check", together, () => {
  const at = folder("check");
  for (const [name, text] of files)
    test(`when the answers stand in ${name}, then they are read`, async () => {
      writeFileSync(join(at, name), text);
      const output = await json(["gru", join(at, name)], 0);
      assert.deepEqual(verdictsIn(output), RIGHT);
      assert.deepEqual(output.score, { earned: 4, possible: 4 });
      assert.deepEqual(
        output.results[0].given,
        /commas|semicolons/.test(name) ? ["0,5349", "0,5125"] : ["0.5349", "0.5125"],
      );
    });

  test("when PowerShell has written the file, which is UTF-16 then, it is read", async () => {
    const [, text] = files[0];
    for (const bytes of [
      Buffer.from(`\ufeff${text}`, "utf16le"),
      Buffer.from(`\ufeff${text}`, "utf16le").swap16(),
    ]) {
      writeFileSync(join(at, "wide.yaml"), bytes);
      assert.deepEqual(verdictsIn(await json(["gru", join(at, "wide.yaml")], 0)), RIGHT);
    }
  });

  test("when they come by standard input, then they are read, whatever they are", async () => {
    for (const [, text] of [
      ...files.slice(0, 2),
      ...files.filter(([name]) => /^(windows\.md|spaces)/.test(name)),
    ])
      assert.deepEqual(verdictsIn(await json(["gru", "-"], 0, text)), RIGHT);
  });

  test("when the blank form is handed in, then nothing is answered", async () => {
    const { stdout } = await tutor(["answers", "gru"]);
    assert.match(stdout, /^h_tilde_t: \[\] +# candidate: a vector of 2$/m);
    const output = await json(["gru", "-"], 1, stdout);
    assert.deepEqual(output.score, { earned: 0, possible: 4 });
    assert.ok(output.results.every(({ verdict, given }) => verdict === "missing" && given === undefined));
  });

  test("when one answer is right and the others are not given, then all that was given is right", async () => {
    const output = await json(["gru", "h_t=0.1419,0.2560"], 0);
    assert.deepEqual([output.ok, output.score], [true, { earned: 1, possible: 4 }]);
  });

  test("when an entry is wrong, then it is told which, and no right value without --reveal", async () => {
    const args = ["gru", "z_t=0.6349,0.5125", "h_t=0.1311,0.2560"];
    const output = await json(args, 1);
    const [z] = output.results;
    assert.deepEqual(
      z.elements.map(({ index, right }) => [index, right]),
      [
        [[0], false],
        [[1], true],
      ],
    );
    assert.deepEqual(
      [z.verdict, output.results[3].verdict, output.results[3].follows],
      ["wrong", "follows", ["z_t"]],
    );
    const hidden = [JSON.stringify(output), (await tutor(["check", ...args])).stdout];
    for (const text of hidden) assert.doesNotMatch(text, /0\.5349|0\.1419/);
    const open = await json([...args, "--reveal"], 1);
    assert.ok(Math.abs((open.results[0].expected as number[])[0] - 0.5349429451582145) < 1e-15);
    assert.match((await tutor(["check", ...args, "--reveal"])).stdout, /z_t = \[0\.5349, 0\.5125\]/);
  });

  test("when the convention or the numbers are others, then the answers are checked under them", async () => {
    assert.equal((await json(["gru", "h_t=0.1495,0.2630", "--convention", "update=old"], 0)).ok, true);
    assert.equal((await json(["gru", "h_t=0.1495,0.2630"], 1)).results[3].verdict, "convention");
    assert.equal((await json(["gru", "--set", "x_t=0,0", "h_t=0.1411,0.2626"], 1)).results[3].key, "h_t");
  });

  test("when a masked score is revealed, then JSON has null for it, as its schema says", async () => {
    const { results } = await json(
      ["attention-causal", "weights=1 0 0; 0.5 0.5 0; 0.3 0.3 0.4", "--reveal"],
      1,
    );
    const [, masked] = results;
    assert.deepEqual([masked.key, (masked.expected as number[][])[0].slice(1)], ["masked", [null, null]]);
    const answered = await json(["attention-causal", "masked=1 -inf -inf; 1 1 -inf; 1 1 1", "--reveal"], 1);
    assert.equal(answered.results[1].elements[1].expected, null);
  });

  const transposed = "0.3050,-0.0265;0.2862,-0.3990";
  const slopes: readonly (readonly [args: readonly string[], key: string, verdict: string])[] = [
    [["bptt", "d_W_hh=0.3050,0.2862;-0.0265,-0.3990"], "d_W_hh", "right"],
    [["bptt", "dL/dW_hh=0.3050,0.2862;-0.0265,-0.3990"], "d_W_hh", "right"],
    [["bptt", `∂L/∂W_hh=${transposed}`], "d_W_hh", "mistake"],
    [["bptt", "d_a_3=0.2856,-0.4903"], "d_a_3", "right"],
    [["rnn", "W_hh.grad=0.2016,-0.0760;-0.0419,0.0325"], "d_W_hh", "right"],
    [["rnn", "d_B_y=0.2972", "--loss", "squared"], "d_B_y", "right"],
    [["rnn", "d_B_y=-0.2972"], "d_B_y", "mistake"],
  ];
  for (const [args, key, verdict] of slopes)
    test(`when a gradient is answered, as in ${args.join(" ")}, then it is ${verdict}`, async () => {
      const output = await json(args, verdict === "right" ? 0 : 1);
      assert.equal(verdictsIn(output)[key], verdict);
      assert.ok(output.results.length > 6, "the other gradients are asked for too");
    });

  test("when a gradient can't be asked for, then it says why", async () => {
    assertRefused(await tutor(["check", "attention", "d_W_Q=1"]), /has no steps to take a loss over/);
    assertRefused(await tutor(["check", "rnn", "d_W_qq=1"]), /rnn has no result d_W_qq/);
    assertRefused(await tutor(["check", "rnn", "d_B_y=1", "--loss", "hinge"]), /--loss can't be "hinge"/);
  });

  test("when an exercise asks for gradients, then its form has them, and hints lead to them", async () => {
    assert.match(
      (await tutor(["answers", "bptt"])).stdout,
      /^d_W_hh: \[\[\]\] +# gradient of the recurrent weights/m,
    );
    assert.match(
      (await tutor(["hint", "bptt", "d_W_hh", "2"])).stdout,
      /∂L\/∂W_hh = ∂L\/∂a_1 h_0ᵀ \+ ∂L\/∂a_2 h_1ᵀ/,
    );
  });

  test("when all is right, then it says which mistakes its numbers can't show", async () => {
    const args = ["gru", ...Object.entries(values).map(([key, text]) => `${key}=${text}`)];
    const { invisible = [] } = await json(args, 0);
    assert.ok(invisible.includes("w-u-swapped") && invisible.length === 8, invisible.join(" "));
    const { stdout } = await tutor(["check", ...args]);
    assert.match(
      stdout.replace(/\s+/g, " "),
      /These numbers come out right with some mistakes too: [\w-]+, .* more\./,
    );
    assert.doesNotMatch((await tutor(["check", ...args.slice(0, 3)])).stdout, /come out right/);
    const sequence = await json(["gru-sequence", "h_1=0,0"], 1);
    assert.deepEqual(sequence.invisible, []);
  });

  test("when small questions are answered too, then they are checked with the numbers", async () => {
    const { results, score } = await json(["attention", "probe1=here", "0.576", "probe_3=0.5"], 1);
    assert.deepEqual(
      results.slice(-2).map(({ key, verdict }) => [key, verdict]),
      [
        ["probe_1", "right"],
        ["probe_3", "wrong"],
      ],
    );
    assert.equal(score.earned, 1);
  });

  test("when words are apart, then they are put together", async () => {
    assert.equal(
      (await json(["rnn", "h_2", "=", "-0.2461,", "0.4196", "y_2=", "-0.1559"], 0)).score.earned,
      2,
    );
    assert.deepEqual((await json(["rnn", "y_2=", "-1/6"], 1)).results[3].given, ["-1/6"]);
  });

  const refused: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [["gru"], /check takes your answers: rnn-tutor check gru z_t=…/],
    [["gru", "h_x=1,2"], /3\.2 has no result h_x; did you mean/],
    [["gru", "x_t=1,2"], /x_t is given and not a result; --set x_t=…/],
    [["gru", "h_t=1,2", "ht=1,2"], /h_t and ht are both h_t; keep one/],
    [["gru", "nowhere.yaml"], /nowhere\.yaml does not exist/],
    [["gru", "h_t=1,2", "--revel"], /there is no option --revel for check/],
    [["3.3", "a=1"], /3\.3 is answered in words/],
    [["1.4", "a=1"], /there is no a; the small questions are probe_1, probe_2, probe_3/],
    [["nothing", "h_t=1"], /there is no exercise "nothing"/],
  ];
  for (const [args, says] of refused)
    test(`when it is check ${args.join(" ")}, then it says what to do`, async () => {
      assertRefused(await tutor(["check", ...args]), says);
    });

  test("when a file can't be used, then its line is shown", async () => {
    const path = join(at, "bad.yaml");
    writeFileSync(path, "z_t: [0.5, 0.5]\nq_t: [1, 2]\n");
    assertRefused(await tutor(["check", "gru", path]), /bad\.yaml:2:\d+ {2}3\.2 has no result q_t/);
    writeFileSync(path, "# nothing yet\n");
    assertRefused(await tutor(["check", "gru", path]), /holds no answers/);
    writeFileSync(path, "I have done it\n");
    assertRefused(
      await tutor(["check", "gru", path]),
      /bad\.yaml:1:1 {2}must be answers by their names: z_t: \[0\.5/,
    );
    writeFileSync(path, "z_t: [1, 2]\n---\nz_t: [1, 2]\n");
    assertRefused(
      await tutor(["check", "gru", path]),
      /bad\.yaml:2:1 .*holds more than one document; keep one/,
    );
    writeFileSync(path, "z_t: {a: 1}\n");
    assertRefused(await tutor(["check", "gru", path]), /bad\.yaml:1:\d+ {2}an answer is a number/);
  });

  const unread: readonly (readonly [answer: string, says: RegExp])[] = [
    ["z_t: [0,5349, 0,5125]", /is 4 numbers, and this takes 2 numbers; with decimal commas, put ; between/],
    ["z_t: [0.5349]", /is one number, and this takes 2 numbers/],
    ["z_t: [NaN, 0.5]", /has "NaN" for entry 1, which is not a number/],
    ["z_t: [0.5349, ]\nr_t: [0.53, about 0.5]", /has "about 0\.5" for entry 2/],
    ["z_t: [[0.5, 0.5], [0.5, 0.5]]", /is a matrix of 2×2, and this takes 2 numbers/],
    ["z_t: 0.5 ? 0.5", /holds "\?", which is not a number/],
  ];
  for (const [answer, says] of unread)
    test(`when an answer is ${JSON.stringify(answer)}, then it is not marked wrong, and is told what is the matter`, async () => {
      const { results } = await json(["gru", "-"], 1, answer);
      const found = results.filter(({ verdict }) => verdict === "unreadable");
      assert.ok(
        found.some(({ message }) => says.test(message)),
        JSON.stringify(results.map(({ message }) => message)),
      );
      assert.ok(results.every(({ verdict }) => verdict === "unreadable" || verdict === "missing"));
    });

  test("when an answer holds what acts on a terminal, then it is written out", async () => {
    const { stdout, code } = await tutor(["check", "gru", "h_t=\u001b[31m1,2"]);
    assert.equal(code, 1);
    assertHarmless(stdout);
  });

  const args = ["check", "gru", "z_t=0.6349,0.5125", "h_tilde_t=abc", "h_t=0.15,0.26"];
  for (const columns of ["80", "50", "30"])
    test(`when the screen has ${columns} columns, then the page keeps within them`, async () => {
      const { stdout }: Outcome = await tutor(args, { env: { COLUMNS: columns } });
      const lines = stdout.split("\n").filter((line) => !line.includes("rnn-tutor"));
      for (const line of lines) assert.ok(line.replace(/\u0303/g, "").length <= Number(columns), line);
    });

  test("when there is no Unicode, then all is ASCII", async () => {
    const { stdout } = await tutor([...args, "--ascii"]);
    assert.match(stdout, /^[\n -~]*$/);
    assert.match(stdout, /x z_t +0\.6349 +0\.5125 +not right/);
  });

  test("when a Markdown report is asked for, then it holds every answer", async () => {
    const { stdout } = await tutor([...args, "--format", "markdown"]);
    assert.match(stdout, /- ✗ \$z_\{t\}\$ = `0\.6349, 0\.5125`: \*\*not right\*\*/);
  });
});
