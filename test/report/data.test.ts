import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { csv } from "../../src/report/csv.ts";
import { json } from "../../src/report/json.ts";
import { visible } from "../../src/text/visible.ts";
import { reportOf } from "../helpers/reports.ts";

const fields: readonly [value: string | number, field: string][] = [
  ["h_t", "h_t"],
  [0.5, "0.5"],
  [-0.14192792683141361, "-0.14192792683141361"],
  [1e-7, "1e-7"],
  ["", ""],
  ["a b", "a b"],
  ["a,b", '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ["two\nlines", '"two\nlines"'],
  ["a;b", "a;b"],
  ["\u001b[2J", "\\u001b[2J"],
  ["a\r\nb", '"a\\u000d\nb"'],
  ["漢字", "漢字"],
];

for (const [value, field] of fields)
  test(`when ${JSON.stringify(value)} is a field of CSV, then it is written ${JSON.stringify(field)}`, () =>
    assert.equal(csv(reportOf({ records: [[value, 1]] })), `${field},1\n`));

test("when there are records, then each is a line", () => {
  const records = [
    ["key", "value"],
    ["h_t", 0.5],
  ];
  assert.equal(csv(reportOf({ records })), "key,value\nh_t,0.5\n");
  assert.equal(csv(reportOf({ records: [] })), "");
});

/** RFC 4180, read character by character. */
function parsed(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') field += text[++i];
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "," || c === "\n")) {
      record.push(field);
      field = "";
      if (c === "\n") {
        records.push(record);
        record = [];
      }
    } else field += c;
  }
  return records;
}

const cell = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[a,"\n ]*$/),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

test("when any records are written, then a reader of CSV finds the same fields", () => {
  const records = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
  fc.assert(
    fc.property(records, (all) => {
      assert.deepEqual(
        parsed(csv(reportOf({ records: all }))),
        all.map((record) => record.map((value) => visible(String(value)))),
      );
    }),
  );
});

test("when rows of numbers are printed as JSON, then each row is on one line", () => {
  const data = {
    h_t: [0.5, -0.1],
    W: [
      [1, 2],
      [3, 4],
    ],
    empty: [],
    one: [1],
    words: ["a", "b"],
    deep: { x: [1e-7] },
  };
  const text = json(reportOf({ data }));
  for (const line of ['"h_t": [0.5, -0.1]', "    [1, 2],\n    [3, 4]\n", '"one": [1]', '"x": [1e-7]'])
    assert.ok(text.includes(line), text);
  assert.ok(text.endsWith("}\n"));
});

/** Texts that look like what is set on one line. */
const bracketed = fc.stringMatching(/^[[\]{}" ,0-9.\n-]*$/);
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.jsonValue({ maxDepth: 1 }),
    bracketed,
    fc.string({ unit: "binary" }),
    fc.constantFrom("[ 1 ]", "[ 1,  2 ]", "a [ -3\n ]", "\u001b[2J", "\u007f\u009b\u202e\u2028\u061c"),
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(bracketed, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("when any data are printed as JSON, then reading them gives the same data", () => {
  fc.assert(
    fc.property(values, (data) =>
      assert.deepEqual(JSON.parse(json(reportOf({ data }))), JSON.parse(JSON.stringify(data))),
    ),
    { numRuns: 500 },
  );
});

test("when any data are printed as JSON, then no character acts on a terminal", () => {
  fc.assert(
    fc.property(values, (data) =>
      assert.doesNotMatch(
        json(reportOf({ data })).replaceAll("\n", ""),
        /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u,
      ),
    ),
    { numRuns: 500 },
  );
});
