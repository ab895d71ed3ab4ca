import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { pairsInText } from "../../src/checking/answer-text.ts";
import { answersIn, sourcesIn } from "../../src/checking/answers.ts";
import { type Marking, marked, markingOf } from "../../src/checking/marking.ts";
import { errorText } from "../../src/cli/error-text.ts";
import { checkPage } from "../../src/cli/pages/check.ts";
import { checkOutput, checkRecords } from "../../src/cli/pages/check-output.ts";
import { type Run, run } from "../../src/course/run.ts";
import { csv } from "../../src/report/csv.ts";
import { json } from "../../src/report/json.ts";
import { markdown } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/report.ts";
import { terminal } from "../../src/report/terminal.ts";
import { isUserError } from "../../src/text/user-error.ts";
import { firstActing } from "../../src/text/visible.ts";
import { shippedCalled } from "../helpers/exercises.ts";
import { cpuMs } from "../helpers/time.ts";

// Whatever stands for answers on the command line or in a file, it is judged or refused in one harmless line, soon.
// FUZZ_SEED runs other cases, FUZZ_TIMES so many times as many. Expressions, Python and drawings are mangled in the
// tests of their own parsers.

const seed = Number(process.env.FUZZ_SEED ?? 20_260_102);
const times = Number(process.env.FUZZ_TIMES ?? 1);
const MOST_MS = 1000;

const exercises: readonly Marking[] = ["gru", "rnn", "attention", "attention-causal"].map((name) =>
  markingOf(run(shippedCalled(name)), 4),
);

const renderers: readonly ((report: Report) => string)[] = [
  (report) => terminal(report, { width: 80, ascii: false, chalk: undefined }),
  (report) => terminal(report, { width: 30, ascii: true, chalk: undefined }),
  markdown,
  json,
  csv,
];

interface Tally {
  judged: number;
  refused: number;
  slowest: number;
}

/** The answers judged and printed as `rnn-tutor check` does, or refused. */
async function survives(way: number, tally: Tally, read: (run: Run) => ReturnType<typeof answersIn>) {
  const start = cpuMs();
  try {
    const exercise = exercises[way % 7 < 4 ? 0 : way % exercises.length];
    const judged = marked(exercise, await read(exercise.run));
    const output = checkOutput(exercise, judged, [], way % 11 === 0);
    const detail = { name: "gru", digits: 4, reveal: way % 11 === 0 };
    const report: Report = {
      digits: 4,
      blocks: checkPage(exercise.run, judged, [], output, detail),
      data: output,
      records: checkRecords(output),
    };
    const text = renderers[way % renderers.length](report);
    assert.equal(firstActing(text), undefined, JSON.stringify(text));
    tally.judged++;
  } catch (error) {
    if (!isUserError(error)) throw error;
    const text = errorText(error);
    assert.equal(firstActing(text), undefined, JSON.stringify(text));
    assert.match(text, /^error: [^\n]*\S[^\n]*\n(?: *\d+ \| [^\n]*\n *\| *\^\n)?$/);
    tally.refused++;
  }
  const ms = cpuMs() - start;
  tally.slowest = Math.max(tally.slowest, ms);
  assert.ok(ms < MOST_MS, `took ${ms.toFixed(0)} ms`);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.equal((globalThis as { polluted?: unknown }).polluted, undefined);
}

function tell(t: TestContext, { judged, refused, slowest }: Tally): void {
  t.diagnostic(
    `seed ${seed}: ${judged} judged, ${refused} refused, the slowest took ${slowest.toFixed(0)} ms`,
  );
  assert.ok(judged > 0 && refused > 0, "some are judged, some are refused");
}

const numbers =
  "0.5349 0.535 0,5349 .53 53.49% 1/2 −0.1 1e-3 5.3·10^-1 1e308 1e400 -0 0 00.5 1_000 1.000,5 ∞ -inf nan NaN 0x10 ٣ ½ √2 1/0 1//2 --1 +-1 1e 0.5. 9".split(
    " ",
  );
const keys =
  "z_t z zt r_t h̃_t h_tilde_t candidate h_t h_{t} h_1 y_1 x_t W_z weights scores masked Z_T __proto__ constructor toString z_tt".split(
    " ",
  );
const acting = [
  "\u0000",
  "\u0007",
  "\u001b[2J",
  "\u001b]0;x\u0007",
  "\u009b31m",
  "\u202e",
  "\u2028",
  "\ud800",
];
const odd = [
  ["$", "{globalThis.polluted=1}"].join(""),
  ...acting,
  ..."😀 日本 ̃ $(id) `id` ' \" \\ | & ; < > # % ! ? … _ ~ null true {} [] () [[ ]] , ;; == = :".split(" "),
];
const long = ["1,".repeat(3000), "[".repeat(5000), "9".repeat(5000), " ".repeat(5000), "1/".repeat(2000)];

const number = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: -2, max: 2, noNaN: true }).map((x) => x.toFixed(4)) },
  { weight: 3, arbitrary: fc.constantFrom(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 5 }) },
);
const separator = fc.constantFrom(",", ", ", ";", "; ", " ", "\n", "\t", "],[", "], [", ")(", "", "|", "&");
const value = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.array(number, { minLength: 1, maxLength: 4 }), separator)
      .map(([all, s]) => all.join(s)),
  },
  { weight: 3, arbitrary: fc.tuple(number, number).map(([a, b]) => `[${a}, ${b}]`) },
  { weight: 1, arbitrary: fc.constantFrom(...long.map((text) => text.slice(0, 2000))) },
);
const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...keys.slice(0, 9)) },
  { weight: 2, arbitrary: fc.constantFrom(...keys, ...odd) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 5 }) },
);

describe("answers on the command line", () => {
  const pair = fc.tuple(key, fc.constantFrom("=", " = ", "= ", "=="), value).map((parts) => parts.join(""));
  const word = fc.oneof(
    { weight: 9, arbitrary: pair },
    { weight: 1, arbitrary: value },
    { weight: 1, arbitrary: fc.constantFrom("--x", "-", "./none.yaml", "", "=", "z_t", "=1") },
  );

  it("when they are anything, then they are judged or refused in a line", async (t) => {
    const tally: Tally = { judged: 0, refused: 0, slowest: 0 };
    let way = 0;
    const words = fc
      .array(word, { minLength: 1, maxLength: 4 })
      .map((all) => all.filter((one) => one !== "-"));
    await fc.assert(
      fc.asyncProperty(words, (all) => survives(way++, tally, (one) => answersIn(sourcesIn(all), one))),
      { seed, numRuns: 6500 * times },
    );
    tell(t, tally);
  });
});

const yaml =
  "z_t: [0.5349, 0.5125]\nr_t: 0.535 0.512\nh_tilde_t:\n  - 0.0914\n  - 0.1190\nh_t: [0.1419, 0,2560]\n";
const sheets: readonly (readonly [name: string, text: string])[] = [
  ["a.yaml", yaml],
  ["a.yaml", `answers:\n  ${yaml.replaceAll("\n", "\n  ")}`],
  ["a.json", '{ "z_t": [0.5349, 0.5125], "r_t": ["0.535", 0.512], "h_t": "0.1419 0.2560" }'],
  ["a.json", '{"answers": {"z_t": [[0.5349], [0.5125]], "h_t": null}}'],
  ["a.csv", "z_t,0.5349,0.5125\nr_t,0.535,0.512\nh_t,0.1419,0.2560\n"],
  ["a.csv", 'z_t;0,5349;0,5125\n"r_t";"0,535";0,512\n'],
  ["a.csv", "key,title,row,column,value\nz_t,update gate,1,1,0.5349\nz_t,update gate,2,1,0.5125\n"],
  ["a.tsv", "z_t\t0.5349\t0.5125\n"],
  ["a.md", `# Homework\n\n\`\`\`answers\n${yaml}\`\`\`\n\nmore\n`],
  ["a.md", "Text\n~~~csv\nz_t,0.5349,0.5125\n~~~\n```python\nx = 1\n```\n"],
  ["a.txt", "z_t = 0.5349, 0.5125\n# a note\nh_t = [0.1419 0.2560]\n"],
];

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const syntax = [
  ..."--- ... ? - : & * ! | > %YAML @ { } [ ] , # ``` ~~~ ```answers \t \r\n *a &a !!binary !!js/function <<: answers: NaN .inf".split(
    " ",
  ),
  "&a [*a]\n",
  "a: &a [1, 2]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
  "__proto__: {polluted: 1}\n",
  '"__proto__": {"polluted": 1},',
  "\n",
  "\n  ",
  "\n\n",
];

/** One change of a text: a piece put in, some cut out, a line or more twice, a byte turned. */
const mangling = fc.oneof(
  fc
    .tuple(
      place,
      fc.oneof(fc.constantFrom(...numbers, ...keys, ...odd, ...syntax), value),
      fc.nat({ max: 8 }),
    )
    .map(([at, piece, drop]) => (text: string) => {
      const i = Math.floor(at * (text.length + 1));
      return text.slice(0, i) + piece + text.slice(i + drop);
    }),
  fc.tuple(place, fc.nat({ max: 40 })).map(([at, length]) => (text: string) => {
    const i = Math.floor(at * text.length);
    return text.slice(0, i + length) + text.slice(i);
  }),
  fc.tuple(place, fc.nat({ max: 7 })).map(([at, bit]) => (text: string) => {
    const bytes = Buffer.from(text);
    if (bytes.length > 0) bytes[Math.floor(at * bytes.length)] ^= 1 << bit;
    return bytes.toString();
  }),
);

describe("answers in a file", () => {
  const file = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...sheets), fc.array(mangling, { minLength: 1, maxLength: 2 }))
        .map(([[name, text], all]) => [name, all.reduce((so, change) => change(so), text)] as const),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom("a.yaml", "a.json", "a.csv", "a.md", "a.txt"),
        fc
          .array(fc.oneof(fc.constantFrom(...syntax, ...keys, ...numbers, ...odd), value), { maxLength: 12 })
          .map((all) => all.join(" ")),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(
        fc.constantFrom("a.yaml", "a.csv", "a.txt"),
        fc.string({ unit: "binary", maxLength: 60 }),
      ),
    },
  );

  it("when it holds anything, then they are judged or it is refused in a line", async (t) => {
    const tally: Tally = { judged: 0, refused: 0, slowest: 0 };
    let way = 0;
    await fc.assert(
      fc.asyncProperty(file, ([name, text]) =>
        survives(way++, tally, async (one) =>
          answersIn({ files: [], pairs: await pairsInText(text, name) }, one),
        ),
      ),
      { seed, numRuns: 6500 * times },
    );
    tell(t, tally);
  });
});
