import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { parse } from "yaml";
import {
  assertHarmless,
  assertRefused,
  bash,
  commandFolder,
  course,
  folder,
  type Outcome,
  prints,
  program,
  run,
  sourceOf,
  together,
  tutor,
} from "./helpers.ts";

const here = folder("bad-input");
const bin = commandFolder();
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(here, name), content);
  return `./${name}`;
};

const base = `model: gru
parameters:
  x_t: [0.5, -0.1]
  h_prev: [0.2, 0.4]
  W_z: &W [[0.1, 0.2], [0.3, -0.5]]
  U_z: *W
  b_z: &b [0.01, -0.01]
  W_r: *W
  U_r: *W
  b_r: *b
  W_h: *W
  U_h: *W
  b_h: *b
`;
const x = (value: string): string => base.replace("[0.5, -0.1]", value);
const also = (lines: string): string => `${base}${lines}\n`;

describe("a file that is not well-formed", together, () => {
  const rows: readonly (readonly [what: string, text: string | Uint8Array, says: RegExp])[] = [
    ["an open bracket", x("[0.5, -0.1"), /:4:\d+ .*YAML/],
    ["an open quote", also('title: "GRU'), /:1[45]:\d+ .*YAML/],
    ["a key without a space", also("title:GRU"), /:14:\d+ .*YAML/],
    ["a tab for an indent", base.replace("  h_prev", "\th_prev"), /:4:1 .*YAML.*[Tt]ab/],
    ["two keys in a line", also("title: a: b"), /:14:\d+ .*YAML/],
    ["a lower indent", base.replace("  h_prev", " h_prev"), /:[34]:\d+ .*YAML/],
    ["a key twice", also("title: a\ntitle: b"), /:15:1 .*YAML.*unique/],
    ["a parameter twice", base.replace("U_z:", "W_z:"), /:6:3 .*YAML.*unique/],
    ["one parameter in two spellings", base.replace("U_z:", "Wz:"), /:6:3 +W_z and Wz are both W_z/],
    ["an anchor that is not there", x("*nowhere"), /:3:8 .*nowhere/],
    ["a tag of its own", also("title: !foo bar"), /:14:8 .*!foo/],
    ["binary data", also("title: !!binary aGVsbG8="), /:14:\d+ +title must be a text/],
    ["a list for a key", also("? [a]\n: b"), /:14:3 .*key/],
    ["several documents", `${base}---\n${base}`, /:14:1 .*document/],
    ["a directive of its own", `%FOO bar\n---\n${base}`, /:1:\d+ .*FOO/],
    ["nothing", "", /\.yaml is empty/],
    ["white space alone", " \n\n   \n", /\.yaml is empty/],
    ["a comment alone", "# model: gru\n", /\.yaml is empty/],
    ["null", "null\n", /\.yaml is empty/],
    ["a list", "- 1\n- 2\n", /:1:1 +must be a mapping/],
    ["a text", "hello\n", /:1:1 +must be a mapping/],
    ["a number", "42\n", /:1:1 +must be a mapping/],
    ["an old Mac's line ends", base.replaceAll("\n", "\r"), /line end|line break|\\u000d|YAML/],
    ["UTF-16 with a mark, cut off", Buffer.from(`\ufeff${base}`, "utf16le").subarray(0, -1), /UTF-8/],
    ["UTF-16 without one", Buffer.from(base, "utf16le"), /UTF-8|UTF-16|\\u0000/],
    ["UTF-16 with zeros", Buffer.from(`\ufeff${base}\0`, "utf16le"), /UTF-8/],
    ["Latin-1", Buffer.from(also("title: été"), "latin1"), /UTF-8/],
    ["an image", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /UTF-8/],
    ["zeros", Buffer.alloc(100_000), /UTF-8|mapping|\\u0000/],
    ["half a character", Buffer.from(also("title: été")).subarray(0, -2), /UTF-8/],
    ["a surrogate alone", Buffer.concat([Buffer.from(base), Buffer.from("eda080", "hex")]), /UTF-8/],
    ["JSON that is cut off", JSON.stringify(parse(base)).slice(0, 200), /:1:\d+ .*YAML/],
    ["JSON with a comma too many", '{"model": "gru",, "parameters": {}}', /:1:\d+ .*YAML/],
    ["a web page", "<!DOCTYPE html>\n<html><body>404: Not Found</body></html>\n", /:\d:\d+ /],
  ];
  for (const [i, [what, text, says]] of rows.entries())
    it(`when it holds ${what}, then it is refused at the place`, async () => {
      assertRefused(await tutor([put(`formed-${i}.yaml`, text), "--step"], { cwd: here }), says);
      if (typeof text === "string" && text.includes("parameters") && !/binary data/.test(what))
        assertRefused(
          await tutor(["gru", "--params", `./formed-${i}.yaml`], { cwd: here }),
          /formed-\d+\.yaml/,
        );
    });
});

describe("an exercise file that says something impossible", together, () => {
  const without = (key: string): string => base.replace(new RegExp(`^ *${key}:.*\\n`, "m"), "");
  const proof = (inner: string): string =>
    also(`errata:\n  - where: "1"\n    note: n\n    proof:\n      - label: l\n        ${inner}`);
  const rows: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["no model", without("model"), /:1:1 +model is missing: one of rnn, lstm, gru/],
    ["a model nobody knows", base.replace("gru", "mamba"), /:1:8 +model can't be "mamba".*rnn, lstm, gru/],
    ["a model nearly right", base.replace("gru", "grus"), /:1:8 +model can't be "grus"; did you mean gru\?/],
    ["a number for a model", base.replace("gru", "3"), /:1:8 +model (can't be 3|must be)/],
    ["a list for a model", base.replace("gru", "[gru]"), /:1:8 +model /],
    ["a mapping for a model", base.replace("gru", "{toString: 1}"), /:1:8 +model /],
    ["a mapping with valueOf for a model", base.replace("gru", "{toString: 1, valueOf: 2}"), /:1:8 +model /],
    ["null for a model", base.replace("gru", "null"), /:1:8 +model /],
    ["a model of Object's", base.replace("gru", "constructor"), /:1:8 +model can't be "constructor"/],
    ["no parameters", "model: gru\n", /:1:1 +parameters is missing/],
    ["a list for parameters", "model: gru\nparameters: [1]\n", /:2:13 +parameters must be a mapping/],
    ["null for parameters", "model: gru\nparameters:\n", /:2:\d+ +parameters /],
    ["empty parameters", "model: gru\nparameters: {}\n", /x_t is missing/],
    ["no x_t", without("x_t"), /:\d+:\d+ +x_t is missing/],
    ["no h_prev", without("h_prev"), /:\d+:\d+ +h_prev is missing.*\[0, …\]/],
    ["no b_r", without("b_r"), /:\d+:\d+ +b_r is missing/],
    ["no U_h", without("U_h"), /:\d+:\d+ +U_h is missing/],
    ["a key nobody knows", also("foo: 1"), /:14:1 +unknown key "foo"/],
    ["a key nearly right", also("tittle: a"), /:14:1 +unknown key "tittle"; did you mean title\?/],
    ["a parameter at the top", also("c_0: [1, 2]"), /:14:1 +unknown key "c_0"/],
    ["a parameter nobody knows", also("  foo: 1"), /:14:3 +unknown key "foo"/],
    [
      "a parameter nearly right",
      also("  W_q: [[1, 2], [3, 4]]"),
      /:14:3 +unknown key "W_q"; did you mean W_z, W_r or W_h\?/,
    ],
    ["a merge key", also("  <<: {b_h: [1, 2]}"), /:14:3 +unknown key "<<"/],
    ["x and x_t", also("  x: [[1, 2]]"), /:\d+:\d+ +x and x_t can't both be given/],
    ["an empty id", also('id: ""'), /:14:5 +id must be like/],
    ["a number for an id", also("id: 3.2"), /:14:5 +id must be a text/],
    ["an id with a space", also("id: my exercise"), /:14:5 +id must be like/],
    ["a very long id", also(`id: ${"a".repeat(100_000)}`), /:14:5 +id must be like/],
    ["an empty title", also('title: ""'), /:14:8 +title is empty/],
    ["a number for a title", also("title: 7"), /:14:8 +title must be a text/],
    ["a very long title", also(`title: ${"long ".repeat(50)}`), /:14:8 +title is longer than 120/],
    [
      "a very long statement",
      also(`statement: ${"long ".repeat(5000)}`),
      /:14:12 +statement is longer than 5000/,
    ],
    ["a very long line", also(`title: ${"x".repeat(800_000)}`), /:14:8 +title is longer than 120/],
    ["16 digits", also("digits: 16"), /:14:9 +digits must be at most 15/],
    ["−1 digits", also("digits: -1"), /:14:9 +digits must be at least 0/],
    ["half a digit", also("digits: 1.5"), /:14:9 +digits must be a whole number/],
    ["digits in words", also("digits: four"), /:14:9 +digits must be a(?: whole)? number/],
    ["an ask nobody computes", also("ask: [h_t, q_t]"), /:14:12 +q_t is asked/],
    ["an ask nearly right", also("ask: [h_tild_t]"), /:14:7 +h_tild_t is asked.*did you mean h_tilde_t\?/],
    ["an ask of Object's", also("ask: [constructor]"), /:14:7 +constructor is asked/],
    ["a text for ask", also("ask: h_t"), /:14:6 +ask must be a list/],
    ["a number in ask", also("ask: [1]"), /:14:7 +ask must be a text/],
    ["a text for hints", also("hints: look"), /:14:8 +hints must be a list/],
    ["a mapping in hints", also("hints: [{a: b}]"), /:14:9 +hints must be a text/],
    ["a convention nobody has", also("convention: foo"), /:14:13 .*no convention "foo"; it has sheet/],
    ["a convention nearly right", also("convention: pytroch"), /:14:13 .*"pytroch"; did you mean pytorch\?/],
    [
      "an option nobody has",
      also("convention: {foo: old}"),
      /:14:14 .*unknown key "foo"|:14:14 .*no option "foo"/,
    ],
    ["an option nearly right", also("convention: {updat: old}"), /:14:14 .*"updat"; did you mean update\?/],
    ["a choice nobody has", also("convention: {update: foo}"), /:14:22 .*(can't be|must be) .*old/],
    ["a number for a convention", also("convention: 1"), /:14:13 +convention /],
    ["a list for a convention", also("convention: [sheet]"), /:14:13 +convention /],
    [
      "an erratum without a note",
      also('errata:\n  - where: "1"\n    proof: []'),
      /:15:5 +errata.*note is missing/,
    ],
    [
      "an erratum's key nobody knows",
      also('errata:\n  - where: "1"\n    nota: n\n    proof: []'),
      /:1[56]:5 .*not[ae]/,
    ],
    [
      "an erratum without proof",
      also('errata:\n  - {where: "1", note: n, proof: []}'),
      /:15:\d+ +errata.*proof is empty/,
    ],
    ["a proof of what is not computed", proof("show: [q_t]"), /:\d+:\d+ .*q_t/],
    [
      "a proof with other sizes",
      proof("{set: {b_z: [1, 2, 3]}, show: [h_t]}")
        .replace("l\n        {", "l\n        ")
        .replace("}, show", "}\n        show")
        .replace("h_t]}", "h_t]"),
      /:\d+:\d+ .*b_z/,
    ],
    ["a proof in no convention", proof("convention: foo\n        show: [h_t]"), /:\d+:\d+ .*foo/],
    [
      "a proof with a key nobody knows",
      proof("set: {foo: 1}\n        show: [h_t]"),
      /:19:15 +unknown key "foo"/,
    ],
  ];
  for (const [i, [what, text, says]] of rows.entries())
    it(`when it has ${what}, then it says so`, async () => {
      for (const more of [["--step"], ["--json"], []])
        if (more.length > 0 || !/proof/.test(what))
          assertRefused(await tutor([put(`says-${i}.yaml`, text), ...more], { cwd: here }), says);
    });

  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype"]) {
    const places: readonly (readonly [where: string, text: string, says: RegExp])[] = [
      ["at the top", also(`${name}: 1`), /:14:1 /],
      ["at the top, with keys of its own", also(`${name}: {polluted: 1}`), /:14:1 /],
      ["among the parameters", also(`  ${name}: [1, 2]`), /:14:3 /],
      ["among the choices", also(`convention: {${name}: old}`), /:14:14 /],
      ["for a choice", also(`convention: {update: ${name}}`), /:14:22 /],
      ["for a preset", also(`convention: {preset: ${name}}`), /:14:22 /],
      ["in an erratum", also(`errata:\n  - {where: a, note: b, proof: [], ${name}: 1}`), /:15:\d+ /],
      ["in a proof", proof(`${name}: 1\n        show: [h_t]`), /:19:9 /],
      ["in what a proof sets", proof(`set: {${name}: 1}\n        show: [h_t]`), /:19:15 /],
    ];
    for (const [i, [where, text, says]] of places.entries())
      it(`when there is ${name} ${where}, then it is a word like any other`, async () => {
        const outcome = await tutor([put(`${name}-${i}.yaml`, text), "--step"], { cwd: here });
        assertRefused(outcome, says);
        if (!/preset|errat/.test(where)) assertRefused(outcome, new RegExp(name));
      });

    it(`when ${name} is typed anywhere on the command line, then it is a word like any other`, async () => {
      for (const args of [
        [name],
        ["gru", "--set", `${name}=1`],
        ["gru", "--convention", name],
        ["gru", "--convention", `${name}=old`],
        ["gru", "--convention", `update=${name}`],
        ["gru", "--format", name],
        ["gru", `--step=${name}`],
        ["schema", name],
        ["completion", name],
        ["gru", "--params", put(`${name}-given.yaml`, `${name}: [1, 2]\n`)],
      ])
        assertRefused(await tutor(args, { cwd: here }), new RegExp(name));
    });
  }
});

describe("numbers that are none", together, () => {
  const rows: readonly (readonly [value: string, says: RegExp])[] = [
    ["[.nan, 1]", /:3:9 +x_t entry 1 is NaN/],
    ["[1, .inf]", /:3:12 +x_t entry 2 is Infinity/],
    ["[1, -.inf]", /:3:12 +x_t entry 2 is -Infinity/],
    ["[NaN, 1]", /:3:9 +x_t entry 1 is "NaN"/],
    ["[1e400, 1]", /:3:9 +x_t entry 1 .*finite/],
    ["[1_000, 1]", /:3:9 +x_t entry 1 is "1_000"/],
    ["[1.2.3, 1]", /:3:9 +x_t entry 1 is "1\.2\.3"/],
    ["[abc, 1]", /:3:9 +x_t entry 1 is "abc"/],
    ["[true, 1]", /:3:9 +x_t entry 1 is "true"/],
    ["[null, 1]", /:3:9 +x_t entry 1 is empty/],
    ["[~, 1]", /:3:9 +x_t entry 1 is empty/],
    ['["", 1]', /:3:9 +x_t entry 1 /],
    ["[{a: 1}, 1]", /:3:9 +x_t entry 1 is a mapping/],
    ["[1/0, 1]", /:3:9 +x_t entry 1 is "1\/0"/],
    ["[[[1]], 1]", /:3:\d+ +x_t /],
    ["[[1, 2], 3]", /:3:17 +x_t mixes rows and single numbers/],
    ["[]", /:3:8 +x_t is empty/],
    ["[[]]", /:3:9 +x_t row 1 is empty/],
    ["{}", /:3:8 +x_t /],
    ["{a: 1}", /:3:8 +x_t is a mapping/],
    ["true", /:3:8 +x_t is "true"/],
    ["null", /:3:8 +x_t is empty/],
    ['""', /:3:8 +x_t is empty/],
    ["hello", /:3:8 +x_t holds "hello"/],
    ["1,2,three", /:3:8 +x_t holds "three"/],
    ["1, nan", /:3:8 +x_t holds nan/],
    ["2024-01-01", /:3:8 +x_t holds "2024-01-01"/],
    ['"[[1, 2]"', /:3:8 +x_t /],
    ['"1\\u001b[31m"', /:3:8 +x_t holds "1\\u001b"/],
    ["!!binary aGk=", /:3:\d+ +x_t /],
    ["!!set {1, 2}", /:3:\d+ /],
  ];
  for (const [i, [value, says]] of rows.entries())
    it(`when x_t is ${value}, then it says which entry, and where`, async () => {
      assertRefused(await tutor([put(`none-${i}.yaml`, x(value)), "--step"], { cwd: here }), says);
    });

  const matrices: readonly (readonly [value: string, says: RegExp])[] = [
    ["[[0.1, 0.2], [0.3]]", /:5:24 +W_z row 2 has 1 entries, row 1 has 2/],
    ["[[0.1, 0.2], 3]", /:5:24 +W_z mixes rows and single numbers/],
    ["[[0.1, 0.2], []]", /:5:24 +W_z row 2 is empty/],
    ["[[0.1, 0.2], [0.3, .nan]]", /:5:30 +W_z entry 2,2 is NaN/],
    ["[[0.1, 0.2], [0.3, x]]", /:5:30 +W_z entry 2,2 is "x"/],
    ["[[[0.1]], [[0.2]]]", /:5:\d+ +W_z /],
  ];
  for (const [i, [value, says]] of matrices.entries())
    it(`when W_z is ${value}, then it says which entry, and where`, async () => {
      const text = base.replace("[[0.1, 0.2], [0.3, -0.5]]", value);
      assertRefused(await tutor([put(`matrix-${i}.yaml`, text), "--step"], { cwd: here }), says);
    });

  const fine: readonly (readonly [value: string, numbers: readonly number[]])[] = [
    ["[0x10, 0o7]", [16, 7]],
    ["[1e-3, 1E2]", [0.001, 100]],
    ["[.5, 5.]", [0.5, 5]],
    ["[+1, -0]", [1, 0]],
    ['["1/3", "0,5"]', [1 / 3, 0.5]],
    ["[−1, −0.5]", [-1, -0.5]],
    ["1/2 -3/4", [0.5, -0.75]],
    ["[1, !!str 2]", [1, 2]],
    ["&x [3, 4]", [3, 4]],
  ];
  for (const [i, [value, numbers]] of fine.entries())
    it(`when x_t is ${value}, then it is ${numbers.join(", ")}`, async () => {
      const printed = await prints([put(`fine-${i}.yaml`, x(value)), "--json"], { cwd: here });
      assert.deepEqual(JSON.parse(printed).parameters.x_t, numbers);
    });

  it("when a later document shares anchors of its own, then the file is read as it says", async () => {
    const printed = await prints([put("anchors.yaml", base), "--json"], { cwd: here });
    assert.deepEqual(JSON.parse(printed).values, JSON.parse(await prints(["gru", "--json"])).values);
  });
});

/** Where every size is shown by more than one quantity, so that the one that is wrong can be told. */
const sure = ["gru", "gru-sequence", "lstm", "rnn"];

describe("a quantity in a strange shape", together, () => {
  for (const name of course.filter((one) => !sure.includes(one))) {
    const { parameters } = parse(sourceOf(name)) as { parameters: Record<string, unknown> };
    for (const [key, value] of Object.entries(parameters))
      it(`when ${name}'s ${key} is, then it is worked, or refused in one line that names a quantity`, async () => {
        const isMatrix = Array.isArray(value) && Array.isArray(value[0]);
        const strange = Array(7)
          .fill(isMatrix ? "1 2 3 4 5 6 7" : "1")
          .join(isMatrix ? ";" : ",");
        const outcome = await tutor([name, "--set", `${key}=${strange}`]);
        if (outcome.code !== 0)
          assertRefused(outcome, /^error: (--set )?[A-Za-z_0-9]+( \(.*\))? (is|has|can't) /);
      });
  }
});

describe("a quantity in the wrong shape", together, () => {
  for (const name of sure) {
    const exercise = parse(sourceOf(name)) as { parameters: Record<string, number[] | number[][]> };
    for (const key of Object.keys(exercise.parameters)) {
      if (name === "rnn" && key === "x") continue; // one weight against the data: the data is believed
      const isMatrix = Array.isArray(exercise.parameters[key][0]);
      const wrong = isMatrix
        ? key === "x"
          ? [[1, 2, 3]]
          : [
              [1, 2, 3],
              [4, 5, 6],
              [7, 8, 9],
            ]
        : [1, 2, 3];
      it(`when ${name}'s ${key} is, then it says ${key}, its shape, what it takes, and where`, async () => {
        const parameters = { ...exercise.parameters, [key]: wrong };
        const lines = Object.entries(parameters).map(([k, value]) => `  ${k}: ${JSON.stringify(value)}`);
        const { model } = exercise as unknown as { model: string };
        const path = put(`shape-${name}-${key}.yaml`, `model: ${model}\nparameters:\n${lines.join("\n")}\n`);
        const line = Object.keys(parameters).indexOf(key) + 3;
        const says = new RegExp(
          `:${line}:${key.length + 5} +${key} is .*3.*; ${key} takes a (vector|matrix) of `,
        );
        assertRefused(await tutor([path, "--step"], { cwd: here }), says);
        const given = isMatrix ? wrong.map((row) => (row as number[]).join(" ")).join(";") : wrong.join(",");
        assertRefused(
          await tutor([name, "--set", `${key}=${given}`]),
          new RegExp(`^error: (--set )?${key} is `),
        );
      });
    }
  }
});

describe("a path that is no file", together, () => {
  mkdirSync(join(here, "folder.yaml"));
  put("plain.yaml", base);
  put("empty.yaml", "");
  put("sparse.yaml", "");
  truncateSync(join(here, "sparse.yaml"), 100_000_000);
  put("too-large.yaml", `${base}#${"x".repeat(2_500_000)}\n`);
  if (process.platform !== "win32") {
    symlinkSync("loop.yaml", join(here, "loop.yaml"));
    symlinkSync("nowhere", join(here, "dangling.yaml"));
    spawnSync("mkfifo", [join(here, "fifo.yaml")]);
  }
  const rows: readonly (readonly [path: string, says: RegExp])[] = [
    ["./folder.yaml", /folder\.yaml is a directory/],
    ["./", /is a directory/],
    ["..", /is a directory|no exercise/],
    ["./missing.yaml", /missing\.yaml does not exist/],
    ["./no/such/folder.yaml", /does not exist/],
    ["./plain.yaml/x.yaml", /does not exist/],
    [`./${"n".repeat(300)}.yaml`, /is not the name of a file/],
    [`./${"n/".repeat(3000)}.yaml`, /is not the name of a file/],
    ["./loop.yaml", /leads to itself/],
    ["./dangling.yaml", /does not exist/],
    ["./sparse.yaml", /sparse\.yaml is 100\.0 MB; .*at most \d\.\d MB/],
    ["./too-large.yaml", /too-large\.yaml is 2\.5 MB; .*at most \d\.\d MB/],
    ["./empty.yaml", /empty\.yaml is empty/],
    ["/dev/null", /\/dev\/null is (not a file|empty)/],
    ["/dev/zero", /\/dev\/zero is (not a file|longer)/],
    ["./fifo.yaml", /fifo\.yaml is (not a file|empty)/],
    ["./a\u001b[31mb.yaml", /a\\u001b\[31mb\.yaml does not exist/],
    ["./a\u009b31mb.yaml", /a\\u009b31mb\.yaml does not exist/],
    ["./a\u202eb.yaml", /a\\u202eb\.yaml does not exist/],
    ["./a\nb.yaml", /a.?b\.yaml does not exist/],
  ];
  for (const [path, says] of rows)
    it(`when it is ${JSON.stringify(path.slice(0, 40))}, then it says what it is`, async () => {
      if (process.platform === "win32" && /dev|loop|dangling|fifo/.test(path)) return;
      assertRefused(await tutor([path], { cwd: here }), says);
      assertRefused(
        await tutor(["gru", "--params", path], { cwd: here }),
        path === ".." ? /directory/ : says,
      );
    });

  it("when it may not be read, then it says so", {
    skip: process.getuid?.() === 0 && "root reads everything",
  }, async () => {
    writeFileSync(join(here, "secret.yaml"), base, { mode: 0o000 });
    assertRefused(
      await tutor(["./secret.yaml"], { cwd: here }),
      /secret\.yaml can't be read: permission denied/,
    );
  });

  it("when the same exercise stands in a file with an escape code in its name, then no format prints the code", async () => {
    const path = put("e\u001b[31mvil\u009b.yaml", base);
    for (const args of [["--step"], ["--step=fine"], [], ["--json"]])
      assertHarmless(await prints([path, ...args], { cwd: here }));
    for (const format of ["markdown", "latex", "csv"])
      assertHarmless(await prints([path, "--step", "--format", format], { cwd: here }));
  });
});

describe("standard input", together, () => {
  const rows: readonly (readonly [what: string, redirect: string, says: RegExp])[] = [
    ["closed", "<&-", /standard input|- is empty/],
    ["empty", "< /dev/null", /standard input|- is empty/],
    ["a directory", "< .", /standard input|can't be read/],
    ["without an end", "< /dev/zero", /longer than \d\.\d MB/],
    ["text without an end", "< <(yes 'a: b')", /longer than \d\.\d MB/],
    ["not UTF-8", "< <(printf '\\xff\\xfe')", /UTF-8/],
  ];
  for (const [what, redirect, says] of rows)
    it(`when it is ${what}, then it says so soon`, async () => {
      for (const command of ["rnn-tutor -", "rnn-tutor gru --params -"]) {
        const limited = `ulimit -v 8000000 2>/dev/null; ${command} ${redirect}`;
        const outcome = await bash(limited, { bin, cwd: here, seconds: 15 });
        assertRefused(outcome, says);
      }
    });

  it("when it comes slowly, then it is read to its end", async () => {
    const slow =
      "(for line in 'x_t:' ' [1,' ' 2]'; do sleep 0.2; echo \"$line\"; done) | rnn-tutor gru --params - --json";
    const { code, stdout, stderr } = await bash(slow, { bin });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(JSON.parse(stdout).parameters.x_t, [1, 2]);
  });

  it("when another program has made it not wait, then it is read to its end", async (t: TestContext) => {
    const python = spawnSync("python3", ["--version"]);
    if (python.status !== 0) return t.skip("no python3");
    const nonBlocking =
      "import fcntl, os; fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_NONBLOCK)";
    const late = `(sleep 0.7; echo 'x_t: [1, 2]') | (python3 -c "${nonBlocking}"; rnn-tutor gru --params - --json)`;
    const { code, stdout, stderr } = await bash(late, { bin });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.deepEqual(JSON.parse(stdout).parameters.x_t, [1, 2]);
  });
});

describe("a file made to do harm", together, () => {
  const deep = 100_000;
  const keys = (indent: string): string =>
    Array.from({ length: 100_000 }, (_, i) => `${indent}a${i}: 1\n`).join("");
  const bomb = ["a: &a [1,1,1,1,1,1,1,1,1]"];
  for (let i = 1; i < 10; i++) {
    const [name, of] = ["abcdefghij"[i], "abcdefghij"[i - 1]];
    bomb.push(`${name}: &${name} [${Array(9).fill(`*${of}`).join(",")}]`);
  }
  const rows: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["a bomb of aliases", bomb.join("\n"), /alias/],
    ["a bomb of aliases in a parameter", `${bomb.join("\n")}\n${x("*j")}`, /alias/],
    ["an alias to itself", also("hints: &h [*h]"), /:14:\d+ +hints/],
    ["an alias to all of it", `&all\n${also("hints: [*all]")}`, /hints|alias/],
    ["lists in lists", also(`title: ${"[".repeat(deep)}${"]".repeat(deep)}`), /nested too deeply/],
    ["lists that do not close", "[".repeat(deep), /nested too deeply/],
    ["mappings in mappings", "{a: ".repeat(deep), /nested too deeply/],
    ["dashes", "- ".repeat(deep), /nested too deeply/],
    ["question marks", "? ".repeat(deep), /nested too deeply/],
    [
      "mappings line by line",
      Array.from({ length: 1200 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
      /nested too deeply/,
    ],
    ["lists in a parameter", x(`${"[".repeat(500)}1${"]".repeat(500)}`), /nested too deeply/],
    ["brackets in a text", x(`"${"[".repeat(900_000)}"`), /x_t /],
    ["a text of numbers", x(`"${"1,".repeat(400_000)}"`), /x_t is a vector of 400000/],
    ["a text of spaces", x(`"1${" ".repeat(900_000)}a"`), /x_t holds "a"/],
    ["a key of spaces", `{model: gru, parameters: {? "a${" ".repeat(800_000)}b"\n : 1}}\n`, /unknown key/],
    [
      "a key of a million letters",
      `{model: gru, parameters: {? "${"W_".repeat(400_000)}"\n : 1}}\n`,
      /unknown key/,
    ],
    ["a hundred thousand keys at the top", base + keys(""), /:14:1 +unknown key "a0"/],
    ["a hundred thousand parameters", base + keys("  "), /unknown key "a\d+"|too many|at most/],
    [
      "a hundred thousand asks",
      also(`ask: [${Array(80_000).fill("q_t").join(",")}]`),
      /q_t is asked|ask (has|is longer|must)/,
    ],
    ["very many numbers", x(`[${Array(400_000).fill("1").join(",")}]`), /x_t is a vector of 400000/],
  ];
  for (const [i, [what, text, says]] of rows.entries())
    it(`when it holds ${what}, then it is refused soon`, async () => {
      assertRefused(await tutor([put(`harm-${i}.yaml`, text), "--step"], { cwd: here, seconds: 45 }), says);
    });

  it("when it asks for one result a hundred thousand times, then it is answered or refused soon", async () => {
    const path = put("asks.yaml", also(`ask: [${Array(100_000).fill("h_t").join(",")}]`));
    const outcome = await tutor([path, "--step"], { cwd: here, seconds: 45 });
    if (outcome.code !== 0) assertRefused(outcome, /ask/);
  });
});

describe("words made to do harm", together, () => {
  const codes = "\u001b[2J\u001b]0;title\u0007\u009b31m\u202e\u0000".replace("\u0000", "\r");
  const texts: readonly (readonly [where: string, text: string])[] = [
    ["the title", also(`title: "${JSON.stringify(codes).slice(1, -1)}"`)],
    ["the statement", also(`statement: "${JSON.stringify(codes).slice(1, -1)}"`)],
    ["the statement as it is", also(`statement: a${codes}b`)],
    ["a hint", also(`hints: ["${JSON.stringify(codes).slice(1, -1)}"]`)],
    ["a key", also(`"${JSON.stringify(codes).slice(1, -1)}": 1`)],
    ["a parameter's key", also(`  "${JSON.stringify(codes).slice(1, -1)}": 1`)],
    ["a number", x(`["${JSON.stringify(codes).slice(1, -1)}", 1]`)],
    ["a vector", x(`"${JSON.stringify(codes).slice(1, -1)}"`)],
    ["a comment beside a mistake", also(`titel: a # ${codes}`)],
    ["a comment", also(`# ${codes}`)],
    ["the model", base.replace("gru", `"${JSON.stringify(codes).slice(1, -1)}"`)],
    ["the id", also(`id: "${JSON.stringify(codes).slice(1, -1)}"`)],
    ["the alias", also(`alias: "${JSON.stringify(codes).slice(1, -1)}"`)],
    ["the convention", also(`convention: "${JSON.stringify(codes).slice(1, -1)}"`)],
    ["what is asked", also(`ask: ["${JSON.stringify(codes).slice(1, -1)}"]`)],
    ["an anchor", x(`&a${codes} [1, 2]`)],
    ["a tag", x(`!a${codes} [1, 2]`)],
    ["a directive", `%A${codes}\n---\n${base}`],
  ];
  for (const [i, [where, text]] of texts.entries())
    it(`when escape codes stand in ${where}, then none is printed`, async () => {
      const path = put(`codes-${i}.yaml`, text);
      for (const args of [
        [path, "--step"],
        [path, "--json"],
        [path, "--format", "latex"],
        ["gru", "--params", path, "--step"],
      ]) {
        const outcome = await tutor(args, { cwd: here });
        assertHarmless(outcome.stdout + outcome.stderr);
        assert.ok(outcome.code === 0 || outcome.code === 2, outcome.stderr);
        if (outcome.code === 2) assertRefused(outcome, /./);
      }
    });

  it("when escape codes stand on the command line, then none is printed", async () => {
    for (const args of [
      [codes],
      ["gru", codes],
      ["gru", `--${codes}`],
      ["gru", `--step=${codes}`],
      ["gru", "--set", codes],
      ["gru", "--set", `${codes}=1`],
      ["gru", "--set", `x_t=${codes}`],
      ["gru", "--set", `x_t=1,${codes}`],
      ["gru", "--digits", codes],
      ["gru", "--format", codes],
      ["gru", "--convention", codes],
      ["gru", "--convention", `update=${codes}`],
      ["gru", "--params", `./${codes}`],
      ["schema", codes],
      ["completion", codes],
      ["list", codes],
    ])
      assertRefused(await tutor(args, { cwd: here }), /./);
    for (const words of [[codes], ["gru", codes], ["gru", "--format", codes], [codes, ""]]) {
      const outcome = await tutor(["complete", "--", ...words], { cwd: folder("codes") });
      assertHarmless(outcome.stdout + outcome.stderr);
      assert.equal(outcome.code, 0);
    }
  });

  const blanks = " ".repeat(120_000);
  const long: readonly (readonly [where: string, args: readonly string[]])[] = [
    ["the exercise", [`a${blanks}b`]],
    ["the exercise, of letters", ["g".repeat(120_000)]],
    ["a file's name", [`./a${blanks}b.yaml`]],
    ["--format", ["gru", "--format", `a${blanks}b`]],
    ["--digits", ["gru", "--digits", blanks]],
    ["--convention", ["gru", "--convention", `update=${"o".repeat(120_000)}`]],
    ["--set's key", ["gru", "--set", `${"W_".repeat(60_000)}=1`]],
    ["--set's value", ["gru", "--set", `x_t=1${blanks}a`]],
    ["--set's value, of brackets", ["gru", "--set", `x_t=${"[".repeat(60_000)}${"]".repeat(60_000)}`]],
    ["--set's value, of commas", ["gru", "--set", `x_t=${",".repeat(120_000)}`]],
    ["--set's value, of one number", ["gru", "--set", `x_t=${"1".repeat(120_000)}`]],
    ["--set's value, of signs", ["gru", "--set", `x_t=${"-".repeat(120_000)}`]],
    ["--step", ["gru", `--step=a${blanks}b`]],
    ["an option", ["gru", `--${"x".repeat(120_000)}`]],
    ["a command's word", ["schema", `a${blanks}b`]],
  ];
  for (const [where, args] of long)
    it(`when ${where} is very long, then it is refused soon, in a short line`, async () => {
      assertRefused(await tutor(args, { cwd: here, seconds: 10 }), /./);
    });
});

describe("a command line that is no good", together, () => {
  const lstmOnly = put("lstm-only.yaml", "c_prev: [1, 2]\n");
  const rows: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [[""], /there is no exercise ""/],
    [["nothing-like-it"], /there is no exercise "nothing-like-it"; rnn-tutor list/],
    [["gru", "lstm"], /too many arguments|one exercise/],
    [["gru", "--bogus"], /unknown option '--bogus'/],
    [["gru", "-x"], /unknown option '-x'/],
    [["list", "gru"], /too many arguments/],
    [["schema"], /missing .*name|exercise.*run/],
    [["schema", "foo"], /there is no schema "foo".*exercise.*run/],
    [["completion"], /missing .*shell|bash/],
    [["completion", "tcsh"], /no completion for "tcsh"/],
    [["--step"], /name an exercise/],
    [["--set", "x_t=1,2"], /name an exercise/],
    [["--params", "./plain.yaml"], /name an exercise/],
    [["gru", "--set"], /--set.*(missing|key=value)/],
    [["gru", "--set", ""], /--set takes key=value/],
    [["gru", "--set", "="], /--set/],
    [["gru", "--set", "=1"], /--set/],
    [["gru", "--set", "x_t"], /--set takes key=value/],
    [["gru", "--set", "x_t="], /--set x_t: is empty/],
    [["gru", "--set", "x_t=  "], /--set x_t: is empty/],
    [["gru", "--set", "x_t=[]"], /--set x_t: is empty/],
    [["gru", "--set", "x_t=abc"], /--set x_t: holds "abc"/],
    [["gru", "--set", "x_t=1,abc"], /--set x_t: holds "abc"/],
    [["gru", "--set", "x_t=nan,1"], /--set x_t: holds nan/],
    [["gru", "--set", "x_t=1,-inf"], /--set x_t: holds -inf/],
    [["gru", "--set", "x_t=1e400,1"], /--set x_t: holds "1e400"/],
    [["gru", "--set", "x_t=1/0;1"], /--set x_t: holds "1\/0"/],
    [["gru", "--set", "x_t=1/2/3,1"], /--set x_t: holds "1\/2\/3"/],
    [["gru", "--set", "x_t=1_000,1"], /--set x_t: holds "1_000"/],
    [["gru", "--set", "x_t=--1,2"], /--set x_t: holds "--1"/],
    [["gru", "--set", "x_t=1,,2"], /--set x_t: /],
    [["gru", "--set", "x_t=[1,2"], /--set x_t: /],
    [["gru", "--set", "x_t=1,2]"], /--set x_t: /],
    [["gru", "--set", "x_t=[[[1]]]"], /x_t/],
    [["gru", "--set", "x_t=1,2,3"], /x_t is a vector of 3, but .*; x_t takes a vector of 2/],
    [["gru", "--set", "x_t=1"], /x_t is a single number, but .*; x_t takes a vector of 2/],
    [["gru", "--set", "x_t=1 2;3 4"], /x_t is 2×2.*; x_t takes a vector of 2/],
    [["gru", "--set", "W_z=1,2;3"], /--set W_z: row 2 has 1 entries, row 1 has 2/],
    [["gru", "--set", "W_z=[[1,2],[3]]"], /--set W_z: row 2 has 1 entries, row 1 has 2/],
    [["gru", "--set", "W_z=1,2,3,4"], /W_z is a vector of 4, but|W_z is 4×1, but/],
    [["gru", "--set", "foo=1"], /--set foo: unknown key/],
    [["gru", "--set", "c_prev=1,2"], /--set c_prev: unknown key/],
    [["gru", "--set", "x_t=1,2", "x=1,2;3,4"], /x and x_t can't both be given/],
    [
      ["gru", "--set", "x_t=0,5, 0,2"],
      /--set x_t: can be read with decimal commas or without|x_t is a vector of 4/,
    ],
    [["gru", "--set", "x_t=[1,", "2]"], /--set takes key=value|--set x_t/],
    [["gru", "--digits", ""], /--digits can't be ""; it is a whole number from 0 to 15/],
    [["gru", "--digits", "abc"], /--digits can't be "abc"/],
    [["gru", "--digits", "-1"], /--digits/],
    [["gru", "--digits=-1"], /--digits can't be "-1"/],
    [["gru", "--digits", "16"], /--digits can't be "16"/],
    [["gru", "--digits", "1.5"], /--digits can't be "1\.5"/],
    [["gru", "--digits", "1e1"], /--digits can't be "1e1"/],
    [["gru", "--digits", "0x4"], /--digits can't be "0x4"/],
    [["gru", "--digits", "٣"], /--digits can't be "٣"/],
    [["gru", "--digits", "NaN"], /--digits can't be "NaN"/],
    [["gru", "--digits"], /--digits.*missing/],
    [["gru", "--format", ""], /--format can't be ""; it is one of/],
    [["gru", "--format", "pdf"], /--format can't be "pdf"; it is one of/],
    [["gru", "--format"], /--format.*missing/],
    [["gru", "--step="], /--step can't be ""; it is one of/],
    [["gru", "--step=foo"], /--step can't be "foo"; it is one of/],
    [["gru", "--convention", "foo"], /no convention "foo"; it has sheet/],
    [["gru", "--convention", "update"], /no convention "update"/],
    [["gru", "--convention", "update="], /update can't be ""/],
    [["gru", "--convention", "=old"], /no option ""/],
    [["gru", "--convention", "foo=old"], /no option "foo"; it is one of update/],
    [["gru", "--convention", "update=foo"], /update can't be "foo"; it is one of new, old/],
    [["lstm", "--convention", "cho2014"], /LSTM has no convention "cho2014"/],
    [["gru", "--convention"], /--convention.*missing/],
    [["gru", "--params"], /--params.*missing/],
    [["gru", "--params", "./missing.yaml"], /missing\.yaml does not exist/],
    [["gru", "--params", ""], /--params|does not exist|name of a file/],
    [["gru", "--convention", ""], /convention/],
    [["gru", "--params", lstmOnly], /lstm-only\.yaml:1:1 +unknown key "c_prev"/],
  ];
  for (const [args, says] of rows)
    it(`when it is ${JSON.stringify(args.join(" "))}, then it says what and what to do`, async () => {
      assertRefused(await tutor(args, { cwd: here }), says);
    });

  it("when an unknown key is one letter or none, then no other letter is proposed", async () => {
    for (const args of [
      ["gru", "--set", "q=1"],
      ["gru", "--params", put("letter.yaml", "1: [1, 2]\n")],
    ]) {
      const { stderr } = await tutor(args, { cwd: here });
      assert.doesNotMatch(stderr, /did you mean/);
    }
  });
});

describe("very much input", () => {
  const sequence = (steps: number, ask: string): string =>
    `${x("0")
      .replace("x_t: 0", `x: [${Array(steps).fill("[1,0]").join(",")}]`)
      .replace("h_prev", "h_0")}${ask}`;
  const size = (text: string): string => `${(text.length / 1e6).toFixed(1)} MB`;

  /** The seconds that the processor takes; the machine may be shared. */
  async function timed(args: readonly string[], seconds = 60): Promise<Outcome & { readonly cpu: number }> {
    const script = 'TIMEFORMAT="%U %S"; time "$@"';
    const outcome = await run("bash", ["--norc", "-c", script, "bash", process.execPath, program, ...args], {
      cwd: here,
      seconds,
    });
    const [stderr, user, system] = /^([\s\S]*?)([\d.]+) ([\d.]+)\n$/.exec(outcome.stderr)?.slice(1) ?? [];
    return { ...outcome, stderr, cpu: Number(user) + Number(system) };
  }

  const files = {
    "10,000 steps": put("10000.yaml", sequence(10_000, "ask: [h_1, h_10000]\n")),
    "10,000 steps, all asked": put("10000-asked.yaml", sequence(10_000, "")),
    "1000 steps": put("1000.yaml", sequence(1000, "")),
  };
  const rows: readonly (readonly [of: keyof typeof files, more: readonly string[]])[] = [
    ["10,000 steps", []],
    ["10,000 steps", ["--step"]],
    ["10,000 steps", ["--step=fine"]],
    ["10,000 steps", ["--json"]],
    ["10,000 steps", ["--format", "csv"]],
    ["10,000 steps", ["--step", "--format", "markdown"]],
    ["10,000 steps", ["--step", "--format", "latex"]],
    ["10,000 steps, all asked", []],
    ["10,000 steps, all asked", ["--step"]],
    ["10,000 steps, all asked", ["--json"]],
    ["1000 steps", ["--step", "--all"]],
    ["1000 steps", ["--step=fine", "--all"]],
    ["1000 steps", ["--step", "--all", "--format", "markdown"]],
    ["1000 steps", ["--step", "--all", "--format", "latex"]],
  ];
  for (const [of, more] of rows)
    it(`when there are ${of}, then ${more.join(" ") || "the question"} comes to an end`, async (t) => {
      const { code, stdout, stderr, cpu } = await timed([files[of], ...more]);
      t.diagnostic(`${cpu.toFixed(1)} s, ${size(stdout)}`);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.ok(cpu < 60, `${cpu} s`);
    });

  const large: readonly (readonly [what: string, text: string])[] = [
    [
      "200,000 steps of a GRU",
      sequence(200_000, "ask: [h_200000]\n").replace(/\[\[1,0\].*\]\]/, `"${"1 0;".repeat(200_000)}"`),
    ],
    [
      "400,000 steps of an RNN",
      `model: rnn\nconvention: {biases: none, output: none}\nparameters: {W_xh: [[1]], W_hh: [[1]], x: "${"1;".repeat(399_999)}1"}\nask: [h_1]\n`,
    ],
  ];
  for (const [i, [what, text]] of large.entries())
    it(`when there are ${what}, then they are worked in a minute, or refused in a line`, async (t) => {
      const path = put(`large-${i}.yaml`, text);
      assert.ok(statSync(join(here, path)).size < 1e6, "small enough to be read");
      const outcome = await timed([path, "--json"], 120);
      t.diagnostic(`exit code ${outcome.code}, ${outcome.cpu.toFixed(1)} s, ${size(outcome.stdout)}`);
      if (outcome.code !== 0) assertRefused(outcome, /steps/);
      assert.ok(outcome.cpu < 60);
    });

  it("when there are 300 units, then every multiplication of every unit is printed", async (t) => {
    const n = 300;
    const row = `[${Array(n).fill("0").join(",")}]`;
    const text = base
      .replace("[[0.1, 0.2], [0.3, -0.5]]", `[${Array(n).fill(row).join(",")}]`)
      .replace(/\[0\.5, -0\.1\]|\[0\.2, 0\.4\]|\[0\.01, -0\.01\]/g, row);
    const path = put("300.yaml", text);
    for (const args of [["--step"], ["--json"], ["--step=fine", "--all", "--digits", "15"]]) {
      const { code, stdout, stderr, cpu } = await timed([path, ...args]);
      t.diagnostic(`${args.join(" ")}: ${cpu.toFixed(1)} s, ${size(stdout)}`);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.ok(cpu < 60, `${cpu} s`);
    }
  });
});
