import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { runReport } from "../../src/cli/commands/run.ts";
import { errorText } from "../../src/cli/error-text.ts";
import { type RunFlags, runOptions } from "../../src/cli/options.ts";
import { readAssignments } from "../../src/course/assignments.ts";
import type { Exercise } from "../../src/course/exercise.ts";
import { inputKeys } from "../../src/course/input-keys.ts";
import type { Given } from "../../src/course/quantity.ts";
import { readExercise, readParameters } from "../../src/course/read-file.ts";
import { type RecurrentName, recurrent } from "../../src/models/index.ts";
import { csv } from "../../src/report/csv.ts";
import { json } from "../../src/report/json.ts";
import { latexDocument } from "../../src/report/latex.ts";
import { markdown } from "../../src/report/markdown.ts";
import type { Report } from "../../src/report/report.ts";
import { terminal } from "../../src/report/terminal.ts";
import { isUserError } from "../../src/text/user-error.ts";
import { assertHarmless, course, folder, type Outcome, sourceOf, tutor } from "../cli/helpers.ts";
import { cpuMs } from "../helpers/time.ts";

// Whatever a file or a command line holds, the answer is a result or a UserError of one harmless line, soon.
// FUZZ_SEED runs other cases, FUZZ_TIMES so many times as many.

const seed = Number(process.env.FUZZ_SEED ?? 20_260_101);
const times = Number(process.env.FUZZ_TIMES ?? 1);
const MOST_MS = 2000;
/** A process has to start, too, and shares the machine with others. */
const MOST_PROCESS_MS = 5000;

const shipped = new Map(course.map((name) => [name, readExercise(sourceOf(name), `${name}.yaml`)]));
const names = Object.keys(recurrent) as RecurrentName[];
const renderers: readonly ((report: Report) => string)[] = [
  (report) => terminal(report, { width: 80, ascii: false, chalk: undefined }),
  (report) => terminal(report, { width: 30, ascii: true, chalk: undefined }),
  markdown,
  latexDocument,
  json,
  csv,
];
const formats = ["table", "table", "markdown", "latex", "json", "csv"] as const;
const steps = [undefined, "lines", "fine"] as const;

interface Tally {
  ran: number;
  refused: number;
  slowest: number;
}

/** Runs and prints an exercise as `rnn-tutor` does. */
function shown(exercise: Exercise, flags: RunFlags, way: number, fromFile?: Given): void {
  const format = formats[way % formats.length];
  const step = steps[way % steps.length];
  const options = runOptions({ ...flags, format, ...(step ? { step } : {}) });
  const given = [fromFile, readAssignments(flags.set ?? [], exercise.file.model)].filter(
    (g) => g !== undefined,
  );
  const report = runReport(exercise, "./fuzz.yaml", { given, convention: flags.convention }, options);
  const text = renderers[way % renderers.length](report);
  assert.ok(text.endsWith("\n"));
  assertHarmless(text);
}

/** Holds what may happen at all: a result, or a UserError that says something, and soon. */
function survives(what: () => void, tally: Tally): void {
  const start = cpuMs();
  try {
    what();
  } catch (error) {
    if (!isUserError(error)) throw error;
    tally.refused++;
    assert.ok(error.message.trim().length > 0, "a message");
    const text = errorText(error);
    assertHarmless(text);
    assert.match(text, /^error: \S[^\n]*\n(?: *\d+ \| [^\n]*\n *\| *\^\n)?$/);
  }
  const ms = cpuMs() - start;
  tally.ran++;
  tally.slowest = Math.max(tally.slowest, ms);
  assert.ok(ms < MOST_MS, `took ${ms.toFixed(0)} ms`);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  assert.equal((Object.prototype as { x_t?: unknown }).x_t, undefined);
}

const tell = (t: TestContext, { ran, refused, slowest }: Tally): void =>
  t.diagnostic(
    `seed ${seed}: ${ran} ran, ${refused} were refused, the slowest took ${slowest.toFixed(0)} ms`,
  );

// Texts.

/** What is read: a whole exercise, or the parameters alone for the exercise of that name. */
interface Read {
  readonly text: string;
  readonly as: "exercise" | "parameters";
  readonly name: string;
}

const sources: readonly Read[] = course.flatMap((name) => {
  const data = parse(sourceOf(name)) as { parameters: object };
  const spaced = JSON.stringify(data, null, 2);
  const exercises = [sourceOf(name), JSON.stringify(data), spaced, sourceOf(name).replaceAll("\n", "\r\n")];
  const parameters = [
    stringify(data.parameters),
    JSON.stringify(data.parameters, null, "\t"),
    sourceOf(name),
  ];
  return [
    ...exercises.map((text): Read => ({ text, as: "exercise", name })),
    ...parameters.map((text): Read => ({ text, as: "parameters", name })),
  ];
});

const numbers = [
  ..."1e308 -1e308 1e400 5e-324 -0 0 1e-400 .nan .inf -.inf NaN Infinity 0x10 0o7 1_000 1e5 −5 1/3 1/0 0,5".split(
    " ",
  ),
  ...'null ~ true "" " " {} [] [1] [[1]] [1,2] {a:1} *W &a &W !!binary !!set !foo 2001-01-01 99999999999999999999'.split(
    " ",
  ),
  "12345678901234567890.12345678901234567890",
  "0.1 + 0.2",
  `"\\u001b[31m"`,
  "1".repeat(400),
];
const words = [
  ..."x x_t h_prev c_prev h_0 c_0 W_z U_z b_z W_xh W_hh B_h W_hy B_y b_xz b_hz p_i kernel bias weight_ih weight_hh W R B P".split(
    " ",
  ),
  ..."bias_ih recurrent_kernel id alias model convention parameters ask digits hints errata where proof show set label preset".split(
    " ",
  ),
  ..."__proto__ constructor toString hasOwnProperty valueOf prototype polluted << ? - h_{t-1} h̃_t candidate W_zz".split(
    " ",
  ),
  "",
  " ",
  "\u001b[2J",
];
const lists =
  "[[1,2],[3,4]] [[1]] [1] [0.5,-0.25] [1/3,2] [[1,2]] [[1],[2]] [1,2,3] [0,0] [1e308,1e308] [-1e308,1]".split(
    " ",
  );
const harmless =
  "$h_t$ $W_z x_t + b_z$ words $ % & # \\ { } _ ^ ~ é 日本 😀 \u0303 100% $5 <b> | `x` [a](b) **c** w²".split(
    " ",
  );
const snippets = [
  ...numbers,
  ...words,
  ..."\u0000 \u0007 \u001b[31m \u007f \u0085 \u009b31m \u00a0 \u200b \u200e \u2028 \u202e \u2066 \ufeff \ufffd \ud800 é 日本 😀 ﬁ \u0303".split(
    " ",
  ),
  ..."$ $$ % \\ \\input{x} { } [ ] [[[[ }}}} | > & * ! @ ` ' \" # , : ; = ^ _ ~".split(" "),
  ..."---\n ...\n %YAML\u00201.1\n---\n - ?\u0020 :\u0020 <<:\u0020*W\n __proto__:\u0020{polluted:\u00201}\n \t \r \r\n \n \n\n".split(
    " ",
  ),
  "  __proto__:\n    x_t: [1, 2]\n",
  "constructor: {prototype: {polluted: 1}}\n",
  "convention: {update: old, reset: after}\n",
  "convention: pytorch\n",
  "ask: []\n",
  "ask: [h_t, h_t, z_t, a_z_t, __proto__]\n",
  "errata: [{where: a, note: b, proof: [{label: c, show: [h_t, x_t]}]}]\n",
  "errata: [{where: a, note: b, proof: [{label: c, set: {b_z: [1]}, convention: {}, show: [h_1]}]}]\n",
  "a: &a [1, 2]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
  "title: |\n  a\n\n  b\n",
  'statement: "$h_t$ $ % \\\\ {"\n',
  `title: ${"[".repeat(300)}${"]".repeat(300)}\n`,
  `${"[".repeat(3000)}`,
  `${"- ".repeat(300)}`,
  "x".repeat(2000),
  " ".repeat(2000),
];

type Mangling = (text: string) => string;

const within = (text: string, at: number): number => Math.floor(at * (text.length + 1));
const near = (text: string, at: number, length: number): [number, number] => {
  const from = within(text, at);
  return [from, Math.min(text.length, from + length)];
};
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const few = fc.integer({ min: 1, max: 40 });

/** The one of all matches at a part of the way, replaced. */
function replaced(text: string, pattern: RegExp, at: number, by: (found: string) => string): string {
  const all = [...text.matchAll(pattern)];
  if (all.length === 0) return text;
  const { 0: found, index } = all[Math.floor(at * all.length)];
  return text.slice(0, index) + by(found) + text.slice(index + found.length);
}

const NUMBER = /-?\d+(?:\.\d+)?/g;
const KEY = /[\w-]+(?="?:)/g;
const LIST = /\[[^[\]]*\]/g;
const LINE = /[^\n]+\n/g;
const VALUE = /(?<=: )[^\n]+/g;

const mangling: fc.Arbitrary<Mangling> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(
    ([at, bit]): Mangling =>
      (text) => {
        const bytes = Buffer.from(text);
        if (bytes.length > 0) bytes[Math.floor(at * bytes.length)] ^= 1 << bit;
        return bytes.toString();
      },
  ),
  fc.tuple(place, few).map(
    ([at, length]): Mangling =>
      (text) => {
        const [from, to] = near(text, at, length);
        return text.slice(0, from) + text.slice(to);
      },
  ),
  fc.tuple(place, place, few).map(
    ([at, into, length]): Mangling =>
      (text) => {
        const copy = text.slice(...near(text, at, length * 4));
        return text.slice(0, within(text, into)) + copy + text.slice(within(text, into));
      },
  ),
  fc.tuple(place, fc.constantFrom(...snippets)).map(
    ([at, snippet]): Mangling =>
      (text) =>
        text.slice(0, within(text, at)) + snippet + text.slice(within(text, at)),
  ),
  fc.tuple(place, fc.string({ unit: "binary", maxLength: 6 })).map(
    ([at, inserted]): Mangling =>
      (text) =>
        text.slice(0, within(text, at)) + inserted + text.slice(within(text, at)),
  ),
  fc.tuple(place, fc.constantFrom(...numbers)).map(
    ([at, by]): Mangling =>
      (text) =>
        replaced(text, NUMBER, at, () => by),
  ),
  fc.tuple(place, fc.constantFrom(...words)).map(
    ([at, by]): Mangling =>
      (text) =>
        replaced(text, KEY, at, () => by),
  ),
  fc.tuple(place, fc.constantFrom(...snippets)).map(
    ([at, by]): Mangling =>
      (text) =>
        replaced(text, LIST, at, () => by),
  ),
  fc.tuple(place, fc.constantFrom(...snippets)).map(
    ([at, by]): Mangling =>
      (text) =>
        replaced(text, VALUE, at, () => by),
  ),
  fc.tuple(place, few).map(
    ([at, n]): Mangling =>
      (text) =>
        replaced(text, LIST, at, (list) => `[${Array(n).fill(list).join(",")}]`),
  ),
  fc.tuple(place, few).map(
    ([at, n]): Mangling =>
      (text) =>
        replaced(text, LINE, at, (line) => line.repeat(n % 4)),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 300 })).map(
    ([at, n]): Mangling =>
      (text) =>
        replaced(text, NUMBER, at, (found) => "[".repeat(n) + found + "]".repeat(n)),
  ),
  place.map(
    (at): Mangling =>
      (text) =>
        text.slice(0, within(text, at)),
  ),
  place.map(
    (at): Mangling =>
      (text) =>
        text.slice(within(text, at)),
  ),
  fc.constant<Mangling>((text) => `\ufeff${text}`),
);

/** Changes after which a file mostly still says something. */
const sound: fc.Arbitrary<Mangling> = fc.oneof(
  fc
    .tuple(
      place,
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -99, max: 99 })),
    )
    .map(
      ([at, by]): Mangling =>
        (text) =>
          replaced(text, NUMBER, at, () => String(by)),
    ),
  fc.tuple(place, fc.constantFrom(...lists)).map(
    ([at, by]): Mangling =>
      (text) =>
        replaced(text, LIST, at, () => by),
  ),
  fc.tuple(place, place).map(
    ([at, by]): Mangling =>
      (text) => {
        const all = text.match(LIST) ?? ["[1, 2]"];
        return replaced(text, LIST, at, () => all[Math.floor(by * all.length)]);
      },
  ),
  fc.constantFrom<Mangling>(
    (text) => text.replace(/^convention:.*\n/m, "convention: pytorch\n"),
    (text) => text.replace(/^convention:.*\n/m, "convention: {output: none}\n"),
    (text) => text.replaceAll("\n", "\r\n"),
    (text) => text.replaceAll(", ", " ,  "),
    (text) => text.replaceAll("-", "−").replaceAll("\n  −", "\n  -").replaceAll("key−points", "key-points"),
    (text) => text.replace("h_prev", "h_{t-1}"),
    (text) =>
      text
        .replace(/\bx_t\b/, "x")
        .replace(/\bh_prev\b/, "h_0")
        .replace(/\bc_prev\b/, "c_0"),
    (text) => text.replace(/(\[-?[\d.]+), /, "$1e300, "),
  ),
);

const mangled: fc.Arbitrary<Read> = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(sound, { maxLength: 2 }),
    fc.array(mangling, { maxLength: 3, size: "max" }),
  )
  .map(([read, first, then]) => ({
    ...read,
    text: [...first, ...then].reduce((now, mangle) => mangle(now), read.text),
  }));

const asEither = (texts: fc.Arbitrary<string>): fc.Arbitrary<Read> =>
  fc.record({ text: texts, as: fc.constantFrom("exercise", "parameters"), name: fc.constantFrom(...course) });

/** Text that looks like YAML or JSON from afar. */
const scribbled = fc.oneof(
  fc
    .array(
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...snippets, ": ", "\n", "\n  ", ", ", "[", "]") },
        fc.string({ maxLength: 4 }),
      ),
      {
        maxLength: 40,
      },
    )
    .map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom(...names), fc.string({ unit: "binary", maxLength: 80 }))
    .map(([model, rest]) => `model: ${model}\nparameters:\n  ${rest}`),
  fc.json({ maxDepth: 6 }),
  fc.anything({ maxDepth: 4, withNullPrototype: false }).map((data) => JSON.stringify(data) ?? "undefined"),
);

/** Exercises that are well-formed: any quantity in any shape, under any convention. */
const size = fc.integer({ min: 1, max: 3 });
const entry = fc.oneof(
  { weight: 300, arbitrary: fc.double({ min: -5, max: 5, noNaN: true }) },
  { weight: 30, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 10, arbitrary: fc.constantFrom<unknown>("1/3", "0,5", "−2", 1e308, -1e308, 0, -0, 5e-324) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>("x", null, true, []) },
);
const list = (of: fc.Arbitrary<unknown>, length: number) =>
  fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, cols: number) => list(list(entry, cols), rows);

function parametersOf(model: RecurrentName, n: number, k: number): fc.Arbitrary<object> {
  const stack = { rnn: 1, gru: 3, lstm: 4 }[model];
  const right: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    ...{
      x: size.chain((rows) => matrix(rows, k)),
      x_t: list(entry, k),
      W_xh: matrix(n, k),
      W_hh: matrix(n, n),
      W_hy: matrix(2, n),
      B_y: list(entry, 2),
    },
    ...{ weight_ih: matrix(stack * n, k), weight_hh: matrix(stack * n, n), kernel: matrix(k, stack * n) },
    ...{ recurrent_kernel: matrix(n, stack * n), W: matrix(stack * n, k), R: matrix(stack * n, n) },
    ...{ bias: list(entry, stack * n), bias_ih: list(entry, stack * n), bias_hh: list(entry, stack * n) },
    ...{ B: list(entry, 2 * stack * n), P: list(entry, 3 * n) },
  };
  const keys = inputKeys(model).map(({ key, rank }): [string, fc.Arbitrary<unknown>] => {
    const fits = right[key] ?? (rank === 1 ? list(entry, n) : /^W_/.test(key) ? matrix(n, k) : matrix(n, n));
    return [
      key,
      fc.oneof(
        { weight: 200, arbitrary: fits },
        fc.tuple(size, size).chain(([r, c]) => fc.oneof(list(entry, r), matrix(r, c), entry)),
      ),
    ];
  });
  const common = /^(x_t|h_prev|c_prev|[WU]_[zrhifog]|b_[zrhifog]|W_xh|W_hh|B_h)$/;
  const required = keys.map(([key]) => key).filter((key) => common.test(key));
  const whole = fc.record(Object.fromEntries(keys.filter(([key]) => required.includes(key))));
  const some = fc.record(Object.fromEntries(keys), { requiredKeys: [] });
  return fc.oneof(
    { weight: 3, arbitrary: whole },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          whole,
          fc.subarray(
            keys.map(([key]) => key),
            { maxLength: 3 },
          ),
          some,
        )
        .map(([own, taken, all]) => ({
          ...own,
          ...Object.fromEntries(Object.entries(all).filter(([key]) => taken.includes(key))),
        })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(whole, fc.constantFrom(...required))
        .map(([own, gone]) => ({ ...own, [gone]: undefined })),
    },
    { weight: 1, arbitrary: some },
  );
}

function conventionOf(model: RecurrentName): fc.Arbitrary<unknown> {
  const { choices, presets } = recurrent[model];
  const chosen = Object.entries(choices).map(
    ([option, choice]) => [option, fc.constantFrom(...Object.keys(choice))] as const,
  );
  return fc.oneof(
    fc.constantFrom(undefined, ...Object.keys(presets)),
    fc.record(Object.fromEntries(chosen), { requiredKeys: [] }),
  );
}

const built: fc.Arbitrary<string> = fc.tuple(fc.constantFrom(...names), size, size).chain(([model, n, k]) =>
  fc
    .record(
      {
        model: fc.constant(model),
        parameters: parametersOf(model, n, k),
        convention: conventionOf(model),
        title: fc.string({ unit: "grapheme", minLength: 1, maxLength: 100 }),
        statement: fc
          .array(fc.constantFrom(...harmless, "\n", "\n\n", " "), { minLength: 1, maxLength: 12 })
          .map((parts) => `${parts.join(" ")}.`),
        ask: fc.array(
          fc.constantFrom("h_t", "h_1", "h_2", "z_t", "a_z_t", "c_t", "y_t", "h_tilde_t", "h_3"),
          { maxLength: 4 },
        ),
        digits: fc.integer({ min: 0, max: 15 }),
      },
      { requiredKeys: ["model", "parameters"] },
    )
    .chain((data) =>
      fc.constantFrom(
        () => stringify(data),
        () => JSON.stringify(data),
        () => JSON.stringify(data, null, 2),
      ),
    )
    .map((write) => write()),
);

function answersAll(t: TestContext, reads: fc.Arbitrary<Read>, runs: number): void {
  const tally = { ran: 0, refused: 0, slowest: 0 };
  let way = 0;
  const property = fc.property(reads, ({ text, as, name }) => {
    way++;
    const exercise = shipped.get(name) as Exercise;
    survives(() => {
      if (as === "exercise") shown(readExercise(text, "fuzz.yaml"), {}, way);
      else shown(exercise, {}, way, readParameters(text, "fuzz.yaml", exercise.file.model));
    }, tally);
  });
  try {
    fc.assert(property, { seed, numRuns: runs * times });
  } finally {
    tell(t, tally);
  }
  assert.ok(tally.refused > 0 && tally.refused < tally.ran, "some are worked, some are refused");
}

describe("a file", () => {
  it("when a shipped file is mangled, then it is worked or refused in a line", (t) => {
    answersAll(t, mangled, 7000);
  });

  it("when text looks like a file from afar, then it is worked or refused in a line", (t) => {
    answersAll(t, asEither(scribbled), 1000);
  });

  it("when a file is well-formed and holds anything, then it is worked or refused in a line", (t) => {
    answersAll(
      t,
      built.map((text) => ({ text, as: "exercise", name: "gru" })),
      2000,
    );
  });
});

describe("--set", () => {
  const number = fc.oneof(
    fc.constantFrom(...numbers),
    fc.double().map(String),
    fc.integer({ min: -9, max: 9 }).map(String),
  );
  const separator = fc.constantFrom(
    ",",
    ", ",
    ";",
    "; ",
    " ",
    "  ",
    "\n",
    "\t",
    ",,",
    " , ",
    "][",
    "], [",
    ")(",
    "[",
    "]",
    "(",
    ")",
    "",
  );
  const value = fc.oneof(
    fc.array(fc.tuple(number, separator), { maxLength: 12 }).map((parts) => parts.flat().join("")),
    fc
      .tuple(
        fc.constantFrom("[", "[[", "(", ""),
        fc.array(number, { minLength: 1, maxLength: 4 }),
        fc.constantFrom("]", "]]", ")", ""),
      )
      .map(([open, inner, close]) => open + inner.join(",") + close),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom(
      "[".repeat(20_000),
      ",".repeat(20_000),
      " ".repeat(20_000),
      "1 ".repeat(20_000),
      "-".repeat(20_000),
      "1/".repeat(9000),
    ),
  );
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom("x_t", "x", "h_prev", "W_z", "b_z", "W_xh", "h_0") },
    fc.constantFrom(...words),
    fc.string({ unit: "binary", maxLength: 8 }),
  );
  const plain = fc.oneof(
    fc.double({ min: -9, max: 9, noNaN: true }).map(String),
    fc.constantFrom("1/3", "−2", ".5", "1e-3", "2·10^3", "1e308", "-1e308"),
  );
  const right = fc
    .tuple(plain, plain, plain, plain, fc.constantFrom(",", ", ", " ", ";"))
    .chain(([a, b, c, d, comma]) =>
      fc.constantFrom(
        ...["x_t", "h_prev", "b_z", "b_h", "x_t", "h_prev"].map((name) => `${name}=${[a, b].join(comma)}`),
        ...["W_z", "U_h", "W_hh", "W_xh", "x", "x"].map((name) => `${name}=[[${a},${b}],[${c},${d}]]`),
        ...["W_i", "U_h", "W_hh", "W_xh"].map((name) => `${name}=${a} ${b}; ${c} ${d}`),
      ),
    );
  const text = fc.oneof(
    { weight: 12, arbitrary: right },
    { weight: 6, arbitrary: fc.tuple(key, value).map(([k, v]) => `${k}=${v}`) },
    fc.string({ maxLength: 20 }),
  );

  it("when it is given anything, then the exercise is worked or it is refused in a line", (t) => {
    const tally = { ran: 0, refused: 0, slowest: 0 };
    let way = 0;
    const property = fc.property(fc.array(text, { minLength: 1, maxLength: 2 }), (set) => {
      const exercise = shipped.get(course[way++ % course.length]) as Exercise;
      survives(() => {
        readAssignments(set, exercise.file.model);
        shown(exercise, { set }, way);
      }, tally);
    });
    try {
      fc.assert(property, { seed, numRuns: 2000 * times });
    } finally {
      tell(t, tally);
    }
    assert.ok(tally.refused < tally.ran, "some are worked");
  });
});

describe("the built program", () => {
  const here = folder("fuzz");
  for (const name of course) writeFileSync(join(here, `${name}.yaml`), sourceOf(name));

  /** Exit code 0 or 2, standard error in a line, no stack, and soon. */
  function assertAnswered({ code, stdout, stderr, ms }: Outcome, command: string): void {
    const about = `${command}\n${stderr.slice(0, 1500)}`;
    assert.ok(code === 0 || code === 2, `exit code ${code}: ${about}`);
    assert.doesNotMatch(stderr, /^ *at .*:\d+/m, about);
    assertHarmless(stdout + stderr);
    if (code === 0) assert.equal(stderr, "", about);
    else {
      assert.equal(stdout, "", about);
      assert.match(stderr, /^error: \S/, about);
      assert.ok(stderr.trimEnd().split("\n").length <= 3, about);
    }
    assert.ok(ms < MOST_PROCESS_MS, `took ${ms.toFixed(0)} ms: ${about}`);
  }

  /** Two at a time: the machine is not ours alone. */
  async function all<T>(cases: readonly T[], answer: (one: T, i: number) => Promise<void>): Promise<void> {
    const left = [...cases.entries()];
    const worker = async () => {
      for (let next = left.shift(); next; next = left.shift()) await answer(next[1], next[0]);
    };
    await Promise.all([worker(), worker()]);
  }

  it("when files are mangled byte by byte, then each is worked or refused with exit code 2", async (t) => {
    const cases = fc.sample(
      fc.tuple(
        fc.oneof(
          mangled.map((read) => read.text),
          built,
        ),
        place,
        fc.integer({ min: 0, max: 255 }),
      ),
      {
        seed,
        numRuns: 200 * times,
      },
    );
    const codes = { 0: 0, 2: 0 };
    await all(cases, async ([text, at, byte], i) => {
      const bytes = Buffer.from(text);
      if (i % 3 === 0 && bytes.length > 0) bytes[Math.floor(at * bytes.length)] = byte;
      const path = join(here, `fuzz-${i}.yaml`);
      writeFileSync(path, bytes);
      const more = [["--step"], ["--json"], ["--step=fine"], ["--format", "latex"], []][i % 5];
      const args = i % 4 === 0 ? ["gru", "--params", path, ...more] : [path, ...more];
      const outcome = await tutor(args, { cwd: here });
      assertAnswered(outcome, `${args.join(" ")}: ${JSON.stringify(bytes.toString())}`);
      codes[outcome.code as 0 | 2]++;
    });
    t.diagnostic(`seed ${seed}: ${cases.length} files; exit code 0: ${codes[0]}, 2: ${codes[2]}`);
    assert.ok(codes[0] > 0 && codes[2] > 0);
  });

  it("when a command line is made of anything, then it is answered with exit code 0 or 2", async (t) => {
    const files = readdirSync(here).map((name) => `./${name}`);
    const word = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ...course,
          "3.2",
          "GRU",
          ...files,
          "list",
          "schema",
          "completion",
          "complete",
          "help",
        ),
      },
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          ..."--step --step=fine --step=lines --set --params --convention --digits --format --json --all --ascii --no-color".split(
            " ",
          ),
          ..."--help --version -h -V -x -- - --format=json --format=csv --digits=2 --convention=pytorch --ste --set=x_t=1,2".split(
            " ",
          ),
        ),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          ..."x_t=1,2 x=1,0;0,1 h_prev=0,0 W_z=[[1,2],[3,4]] b_z=1/3,−0.5 x_t= =1 json csv latex markdown table fine 4 0 99".split(
            " ",
          ),
          ..."pytorch keras update=old reset=after bash zsh fish exercise run ./none.yaml . .. / __proto__ constructor".split(
            " ",
          ),
        ),
      },
      fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replaceAll("\u0000", "")),
      fc.constantFrom("", " ", "\u001b[2J", "\n", "\t", "日本", "$(id)", "`id`", "a".repeat(3000)),
    );
    const cases = fc.sample(fc.array(word, { maxLength: 6 }), { seed, numRuns: 500 * times });
    const codes = { 0: 0, 2: 0 };
    await all(cases, async (args) => {
      const outcome = await tutor(args, { cwd: here });
      assertAnswered(outcome, JSON.stringify(args));
      codes[outcome.code as 0 | 2]++;
    });
    t.diagnostic(`seed ${seed}: ${cases.length} command lines; exit code 0: ${codes[0]}, 2: ${codes[2]}`);
    assert.ok(codes[0] > 0 && codes[2] > 0);
  });
});

describe("the shipped course", () => {
  it("when its files are read as they are, then none is refused", () => {
    for (const name of course)
      for (let way = 0; way < 18; way++)
        shown(
          readExercise(readFileSync(join(__dirname, `../../exercises/${name}.yaml`), "utf8"), name),
          {},
          way,
        );
  });
});
