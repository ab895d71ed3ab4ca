import assert from "node:assert/strict";
import test from "node:test";
import { readExercise, readParameters } from "../../src/course/read-file.ts";
import { models } from "../../src/models/index.ts";
import { UserError } from "../../src/text/user-error.ts";

const known = Object.keys(models).join(", ");

/** What a file says, where the complaint points (line:column, nothing for the whole file), and the complaint. */
type Row = readonly [what: string, text: string, place: string | undefined, message: string | RegExp];

const gru = "model: gru\n";
const under = `${gru}parameters:\n`;
const none = "parameters: {}\n";
const esc = "\u001b";

const malformed: readonly Row[] = [
  ["a bracket is left open", `${gru}parameters: {x_t: [1, 2\n`, "3:1", /^is not well-formed YAML: .*\]/],
  ["a tab indents", `${under}\tx_t: [1]\n`, "3:1", /^is not well-formed YAML: Tabs/],
  ["a colon is not quoted", `${gru}title: a: b\n${none}`, "2:8", /^is not well-formed YAML: /],
  ["a quote is left open", `${gru}title: "abc\n${none}`, "4:1", /^is not well-formed YAML: Missing closing/],
  ["a text begins with @", `${under}  x_t: @foo\n`, "3:8", /^is not well-formed YAML: .*@/],
  ["a tag is unknown", `${under}  x_t: !foo [1]\n`, "3:8", /^is not well-formed YAML: Unresolved tag: !foo/],
  ["a list is a key", `${under}  ? [1, 2]\n  : 3\n`, "3:5", /^is not well-formed YAML: /],
  [
    "a key stands twice",
    `${gru}model: gru\n${none}`,
    "2:1",
    /^is not well-formed YAML: Map keys must be unique/,
  ],
  ["a parameter stands twice", `${under}  x_t: [1]\n  x_t: [2]\n`, "4:3", /unique/],
  ["JSON is cut off", '{"model": "gru", "parameters": {"x_t": [1, ', "1:44", /^is not well-formed YAML: /],
  ["an alias has no anchor", `${under}  x_t: *nope\n`, "3:8", /nope/],
  ["there are two documents", `${gru}${none}---\n${gru}${none}`, "3:1", /document/],
];

const whole: readonly Row[] = [
  ["the file is empty", "", undefined, "f.yaml is empty"],
  ["the file is a byte order mark", "\ufeff", undefined, "f.yaml is empty"],
  ["the file is a remark", "# nothing\n", undefined, "f.yaml is empty"],
  ["the file says null", "null\n", undefined, "f.yaml is empty"],
  ["the file is a list", "- 1\n- 2\n", "1:1", "must be a mapping of keys to values"],
  ["the file is a text", "hello\n", "1:1", "must be a mapping of keys to values"],
  ["the file is a number", "3\n", "1:1", "must be a mapping of keys to values"],
];

const keys: readonly Row[] = [
  ["the model is missing", none, "1:1", `model is missing: one of ${known}`],
  ["the model is left empty", `model:\n${none}`, "1:7", `model can't be null; it is one of ${known}`],
  ["the model is a number", `model: 3\n${none}`, "1:8", `model can't be 3; it is one of ${known}`],
  ["the model is misspelled", `model: gruu\n${none}`, "1:8", 'model can\'t be "gruu"; did you mean gru?'],
  ["the model is not ours", `model: mamba\n${none}`, "1:8", `model can't be "mamba"; it is one of ${known}`],
  ["the model is a word of JavaScript", `model: toString\n${none}`, "1:8", /^model can't be "toString"/],
  ["the model holds itself", `model: &a [*a]\n${none}`, "1:11", /^model /],
  ["the model can't be put in words", `model: {toString: 1}\n${none}`, "1:8", /^model /],
  ["the parameters are missing", gru, "1:1", "parameters is missing"],
  [
    "the parameters are left empty",
    `${gru}parameters:\n`,
    "2:12",
    "parameters must be a mapping of keys to values",
  ],
  [
    "the parameters are a list",
    `${gru}parameters: [1]\n`,
    "2:13",
    "parameters must be a mapping of keys to values",
  ],
  [
    "a key is misspelled",
    `${gru}statment: a\n${none}`,
    "2:1",
    'unknown key "statment"; did you mean statement?',
  ],
  ["a key is unlike any", `${gru}xyzzy: a\n${none}`, "2:1", 'unknown key "xyzzy"'],
  [
    "a parameter stands at the top",
    `${gru}W_z: [[1]]\n${none}`,
    "2:1",
    /^unknown key "W_z"(?!.*did you mean W_z\?)/,
  ],
  [
    "a parameter is misspelled",
    `${under}  x_t: [1]\n  h_prv: [[1]]\n`,
    "4:3",
    'unknown key "h_prv"; did you mean h_prev?',
  ],
  ["a parameter is unlike any", `${under}  x_t: [1]\n  quux: [[1]]\n`, "4:3", 'unknown key "quux"'],
  ["a parameter is another model's", `${under}  x_t: [1]\n  c_prev: [1]\n`, "4:3", /^unknown key "c_prev"/],
  [
    "two spellings are one key",
    `${under}  h_prev: [1]\n  h_{t-1}: [2]\n`,
    "4:3",
    "h_prev and h_{t-1} are both h_prev; keep one",
  ],
  ["a key is __proto__", `${gru}__proto__: {a: 1}\n${none}`, "2:1", 'unknown key "__proto__"'],
  ["a parameter is __proto__", `${under}  x_t: [1]\n  __proto__: [1]\n`, "4:3", 'unknown key "__proto__"'],
  ["a key is a word of JavaScript", `${gru}constructor: 1\n${none}`, "2:1", 'unknown key "constructor"'],
  [
    "a parameter is a word of JavaScript",
    `${under}  x_t: [1]\n  toString: [1]\n`,
    "4:3",
    'unknown key "toString"',
  ],
];

const numbers: readonly Row[] = [
  ["an entry is NaN", `${under}  x_t: [.nan, 1]\n`, "3:9", "x_t entry 1 is NaN; it must be a finite number"],
  [
    "an entry says NaN",
    `${under}  x_t: [1, NaN]\n`,
    "3:12",
    'x_t entry 2 is "NaN", which is not a finite number',
  ],
  [
    "an entry is infinite",
    `${under}  x_t: [1, -.inf]\n`,
    "3:12",
    "x_t entry 2 is -Infinity; it must be a finite number",
  ],
  [
    "an entry is too large",
    `${under}  x_t: [1, 1e999]\n`,
    "3:12",
    "x_t entry 2 is Infinity; it must be a finite number",
  ],
  [
    "an entry is a text",
    `${under}  x_t: [1, abc]\n`,
    "3:12",
    'x_t entry 2 is "abc", which is not a finite number',
  ],
  [
    "an entry is null",
    `${under}  x_t: [1, null]\n`,
    "3:12",
    "x_t entry 2 is empty, which is not a finite number",
  ],
  [
    "an entry is true",
    `${under}  x_t: [true, 1]\n`,
    "3:9",
    'x_t entry 1 is "true", which is not a finite number',
  ],
  [
    "an entry is a date",
    `${under}  x_t: [2001-01-01]\n`,
    "3:9",
    'x_t entry 1 is "2001-01-01", which is not a finite number',
  ],
  [
    "an entry is a mapping",
    `${under}  x_t: [{a: 1}]\n`,
    "3:9",
    "x_t entry 1 is a mapping, which is not a finite number",
  ],
  [
    "a number has an underscore",
    `${under}  x_t: [1_000]\n`,
    "3:9",
    'x_t entry 1 is "1_000", which is not a finite number',
  ],
  [
    "an entry of a matrix is a text",
    `${under}  W_z:\n    - [1, 2]\n    - [3, x]\n`,
    "5:11",
    'W_z entry 2,2 is "x", which is not a finite number',
  ],
  [
    "a quantity is a mapping",
    `${under}  x_t: {a: 1}\n`,
    "3:8",
    "x_t is a mapping, which is not a finite number",
  ],
  ["a quantity is left empty", `${under}  x_t:\n`, "3:7", "x_t is empty, which is not a finite number"],
  ["a quantity is a word", `${under}  x_t: hello\n`, "3:8", 'x_t holds "hello", which is not a number'],
  [
    "a quantity can be read in two ways",
    `${under}  x_t: "1,5, 2,5"\n`,
    "3:8",
    /^x_t can be read with decimal commas or without/,
  ],
  ["a quantity has a sign between its rows", `${under}  W_z: "[[1, 2], #]"\n`, "3:8", /^W_z /],
  ["rows differ in length", `${under}  W_z: [[1, 2], [3]]\n`, "3:17", "W_z row 2 has 1 entries, row 1 has 2"],
  [
    "rows in a text differ in length",
    `${under}  W_z: "[[1, 2], [3]]"\n`,
    "3:8",
    "W_z row 2 has 1 entries, row 1 has 2",
  ],
  [
    "rows under each other differ",
    `${under}  W_z:\n    - [1, 2]\n    - [3, 4, 5]\n`,
    "5:7",
    "W_z row 2 has 3 entries, row 1 has 2",
  ],
  ["a row is empty", `${under}  W_z: [[1, 2], []]\n`, "3:17", "W_z row 2 is empty"],
  ["the only row is empty", `${under}  W_z: [[]]\n`, "3:9", "W_z row 1 is empty"],
  ["a vector is empty", `${under}  x_t: []\n`, "3:8", "x_t is empty; it takes numbers"],
  ["rows and numbers are mixed", `${under}  W_z: [[1, 2], 3]\n`, "3:17", "W_z mixes rows and single numbers"],
  ["numbers and rows are mixed", `${under}  W_z: [1, [2]]\n`, "3:9", "W_z mixes rows and single numbers"],
  [
    "a matrix is three deep",
    `${under}  W_z: [[[1]]]\n`,
    "3:10",
    "W_z entry 1,1 is nested too deeply, which is not a finite number",
  ],
  ["a list holds itself", `${under}  x_t: &a [*a]\n`, "3:12", /^x_t entry 1,1 is nested too deeply/],
  [
    "a key of another spelling is bad",
    `${under}  ht-1: [1, abc]\n`,
    "3:13",
    'ht-1 entry 2 is "abc", which is not a finite number',
  ],
  [
    "a framework's key is bad",
    `${under}  kernel: [[1, 2], [3]]\n`,
    "3:20",
    "kernel row 2 has 1 entries, row 1 has 2",
  ],
];

const kinds: readonly Row[] = [
  ["the title is a number", `${gru}title: 3\n${none}`, "2:8", "title must be a text"],
  ["the title is empty", `${gru}title: ""\n${none}`, "2:8", "title is empty"],
  [
    "the title is too long",
    `${gru}title: ${"a".repeat(121)}\n${none}`,
    "2:8",
    "title is longer than 120 characters",
  ],
  [
    "the statement is too long",
    `${gru}statement: ${"a".repeat(5001)}\n${none}`,
    "2:12",
    "statement is longer than 5000 characters",
  ],
  [
    "the title holds an escape",
    `${gru}title: "a${esc}[2J"\n${none}`,
    "2:8",
    "title holds the control character \\u001b",
  ],
  [
    "the title spells an escape",
    `${gru}title: "a\\x1b[2J"\n${none}`,
    "2:8",
    "title holds the control character \\u001b",
  ],
  [
    "the title turns the direction",
    `${gru}title: "a\\u202e"\n${none}`,
    "2:8",
    "title holds the control character \\u202e",
  ],
  [
    "a hint holds a control",
    `${gru}hints: [a, "\\x07"]\n${none}`,
    "2:12",
    "hints holds the control character \\u0007",
  ],
  ["the digits are negative", `${gru}digits: -1\n${none}`, "2:9", "digits must be at least 0"],
  ["the digits are too many", `${gru}digits: 16\n${none}`, "2:9", "digits must be at most 15"],
  ["the digits are broken", `${gru}digits: 2.5\n${none}`, "2:9", "digits must be a whole number"],
  ["the digits are a text", `${gru}digits: four\n${none}`, "2:9", "digits must be a number"],
  ["the id has a space", `${gru}id: A b\n${none}`, "2:5", "id must be like 3.2 or my-exercise"],
  ["the id is not quoted", `${gru}id: 3.2\n${none}`, "2:5", "id must be a text"],
  ["the alias begins with a digit", `${gru}alias: 3x\n${none}`, "2:8", "alias must be like gru-sequence"],
  ["the hints are a text", `${gru}hints: one\n${none}`, "2:8", "hints must be a list"],
  ["a hint is a number", `${gru}hints: [a, 1]\n${none}`, "2:12", "hints must be a text"],
  ["what is asked is a text", `${gru}ask: h_t\n${none}`, "2:6", "ask must be a list"],
  ["the convention is a list", `${gru}convention: [sheet]\n${none}`, "2:13", /^convention /],
  ["the convention is empty", `${gru}convention: ""\n${none}`, "2:13", "convention is empty"],
  [
    "an option is misspelled",
    `${gru}convention: {updat: old}\n${none}`,
    "2:14",
    'unknown key "updat"; did you mean update?',
  ],
  [
    "an option is another model's",
    `${gru}convention: {peepholes: full}\n${none}`,
    "2:14",
    /^unknown key "peepholes"/,
  ],
  [
    "a choice is unknown",
    `${gru}convention: {update: older}\n${none}`,
    "2:22",
    "convention.update must be new, old",
  ],
  [
    "a preset is unknown",
    `${gru}convention: {preset: torch}\n${none}`,
    "2:22",
    "convention.preset must be sheet, cho2014, pytorch, keras, onnx",
  ],
  [
    "an erratum shows nothing",
    `${gru}${none}errata:\n  - where: a\n    note: b\n    proof: [{label: c, show: []}]\n`,
    "6:30",
    "errata.proof.show is empty",
  ],
  [
    "an erratum has no proof",
    `${gru}${none}errata:\n  - where: a\n    note: b\n`,
    "4:5",
    "errata.proof is missing",
  ],
  [
    "an erratum sets an unknown key",
    `${gru}${none}errata:\n  - where: a\n    note: b\n    proof: [{label: c, show: [h_t], set: {h_prv: [1]}}]\n`,
    "6:43",
    'unknown key "h_prv"; did you mean h_prev?',
  ],
];

const bomb = `a: &a [1,1,1,1,1,1,1,1,1]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: [*d,*d,*d,*d,*d,*d,*d,*d,*d]
`;

const forms: readonly Row[] = [
  ["aliases multiply", bomb, "1:1", "uses its aliases too often to be read"],
  [
    "lines end as on Windows",
    "model: gru\r\nparameters:\r\n  x_t: [1, abc]\r\n",
    "3:12",
    'x_t entry 2 is "abc", which is not a finite number',
  ],
  [
    "a byte order mark comes first",
    "\ufeffmodel: gru\nparameters:\n  x_t: [1, abc]\n",
    "3:12",
    'x_t entry 2 is "abc", which is not a finite number',
  ],
  [
    "it is JSON",
    '{"model": "gru",\n "parameters": {"x_t": [1, "a"]}}',
    "2:28",
    'x_t entry 2 is "a", which is not a finite number',
  ],
];

const rows: readonly Row[] = [...malformed, ...whole, ...keys, ...numbers, ...kinds, ...forms];

/** The complaint about a file, its place as `line:column`. */
function complaint(read: () => unknown): {
  place: string | undefined;
  text: string | undefined;
  message: string;
} {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof UserError, `not the user's mistake: ${(error as Error).stack}`);
    const { place, message } = error;
    return { place: place && `${place.line}:${place.column}`, text: place?.text, message };
  }
  assert.fail("it was read without a complaint");
}

for (const [what, text, place, message] of rows)
  test(`when ${what}, then the complaint says so${place ? ` at ${place}` : ""}`, () => {
    const found = complaint(() => readExercise(text, "f.yaml"));
    if (typeof message === "string") assert.equal(found.message, message);
    else assert.match(found.message, message);
    assert.equal(found.place, place);
    if (place)
      assert.equal(found.text, text.replace(/^\ufeff/, "").split(/\r?\n/)[Number(place.split(":")[0]) - 1]);
  });

for (const [what, text] of [
  ["brackets are opened 20,000 times", `${under}  x_t: ${"[".repeat(20_000)}\n`],
  ["brackets are nested 5,000 deep", `${under}  x_t: ${"[".repeat(5_000)}${"]".repeat(5_000)}\n`],
  ["mappings are nested 3,000 deep", `${under}  x_t: ${"{a: ".repeat(3_000)}1${"}".repeat(3_000)}\n`],
] as const)
  test(`when ${what}, then the complaint is about the depth`, () =>
    assert.match(
      complaint(() => readExercise(text, "f.yaml")).message,
      /nested too deeply|is not a finite number/,
    ));

const read: readonly [what: string, parameters: string, expected: object][] = [
  [
    "rows and vectors",
    "x_t: [1, 2]\n  W_z: [[1, 2], [3, 4]]",
    {
      x_t: [1, 2],
      W_z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  ["a single number", "x_t: 3", { x_t: 3 }],
  [
    "rows under each other",
    "W_z:\n    - [1, 2]\n    - [3, 4]",
    {
      W_z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  ["numbers as texts", 'x_t: ["1/3", "0,5", "−0.1", "1e-3"]', { x_t: [1 / 3, 0.5, -0.1, 1e-3] }],
  ["a fraction without quotes", "x_t: [1/3, 2]", { x_t: [1 / 3, 2] }],
  ["a quantity in one text", 'x_t: "0,5; 0,2"', { x_t: [0.5, 0.2] }],
  [
    "a matrix in one text",
    'W_z: "1 2; 3 4"',
    {
      W_z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  [
    "a matrix by lines",
    "W_z: |\n    1 2\n    3 4",
    {
      W_z: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  ["shared matrices", "W_z: &W [[1]]\n  U_z: *W", { W_z: [[1]], U_z: [[1]] }],
  ["other spellings", "h_{t-1}: [1]\n  Wz: [[2]]\n  b_n: [3]", { h_prev: [1], W_z: [[2]], b_h: [3] }],
  ["hexadecimal numbers", "x_t: [0x10]", { x_t: [16] }],
];

for (const [what, parameters, expected] of read)
  test(`when a file holds ${what}, then they are read`, () => {
    const { file } = readExercise(`${under}  ${parameters}\n`, "f.yaml");
    assert.deepEqual(JSON.parse(JSON.stringify(file.parameters)), expected);
  });

test("when the file names no id and no title, then it goes by its name and its model", () => {
  const { id, title } = readExercise(`${gru}${none}`, "some/where/my-own.yaml");
  assert.deepEqual([id, title], ["my-own", "GRU"]);
  const named = readExercise(`${gru}id: "7"\ntitle: Mine\n${none}`, "x.yaml");
  assert.deepEqual([named.id, named.title], ["7", "Mine"]);
});

test("when a parameter has been read, then its place and its spelling are known", () => {
  const { places, spelled } = readExercise(`${under}  x_t: [1]\n  ht-1: [2]\nask: [h_t]\n`, "f.yaml");
  assert.deepEqual(places?.x_t, { file: "f.yaml", line: 3, column: 8, text: "  x_t: [1]" });
  assert.deepEqual(places?.h_prev, { file: "f.yaml", line: 4, column: 9, text: "  ht-1: [2]" });
  assert.deepEqual(spelled, { h_prev: "ht-1" });
});

const parameterFiles: readonly [what: string, text: string, keys: string[]][] = [
  ["keys alone", "x_t: [1]\nh_{t-1}: [2]\n", ["x_t", "h_prev"]],
  ["an exercise", `${under}  x_t: [1]\n  Wz: [[2]]\n`, ["x_t", "W_z"]],
  ["JSON", '{"x_t": [1], "h_0": [2]}', ["x_t", "h_0"]],
];

for (const [what, text, expected] of parameterFiles)
  test(`when a file of parameters holds ${what}, then they are read for the model`, () =>
    assert.deepEqual([...readParameters(text, "p.yaml", "gru").keys()], expected));

const badParameters: readonly Row[] = [
  ["an entry is a text", "x_t: [1, abc]\n", "1:10", 'x_t entry 2 is "abc", which is not a finite number'],
  ["a key is misspelled", "x_t: [1]\nh_prv: [1]\n", "2:1", 'unknown key "h_prv"; did you mean h_prev?'],
  ["it is empty", "", undefined, "p.yaml is empty"],
  ["it is a list", "[1, 2]\n", "1:1", "must be a mapping of keys to values"],
  [
    "a key stands twice in two spellings",
    "h_prev: [1]\nht-1: [1]\n",
    "2:1",
    "h_prev and ht-1 are both h_prev; keep one",
  ],
  [
    "the parameters of an exercise are bad",
    `${under}  x_t: [.nan]\n`,
    "3:9",
    "x_t entry 1 is NaN; it must be a finite number",
  ],
];

for (const [what, text, place, message] of badParameters)
  test(`when a file of parameters is read and ${what}, then the complaint says so`, () => {
    const found = complaint(() => readParameters(text, "p.yaml", "gru"));
    assert.deepEqual([found.message, found.place], [message, place]);
  });
