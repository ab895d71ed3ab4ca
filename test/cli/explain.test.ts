import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  assertHarmless,
  assertRefused,
  concepts,
  course,
  folder,
  prints,
  together,
  tutor,
} from "./helpers.ts";

const here = folder("explain");
const file = (name: string, text: string): string => {
  writeFileSync(join(here, name), text);
  return join(here, name);
};

const longest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

/** Elements that have no end tag. */
const EMPTY = /^(meta|br|hr|img|link|input)$/;

/** Walks the tags of a page; every one that is opened is closed in its turn. */
function assertBalanced(page: string): void {
  const open: string[] = [];
  const body = page.replace(/<style>[\s\S]*?<\/style>/g, "");
  for (const [, end, name, self] of body.matchAll(
    /<(\/?)([a-zA-Z][\w:-]*)(?:"[^"]*"|'[^']*'|[^'">])*?(\/?)>/g,
  )) {
    if (self || EMPTY.test(name)) continue;
    if (!end) open.push(name);
    else assert.equal(open.pop(), name, `</${name}>`);
  }
  assert.deepEqual(open, []);
}

describe("explain", together, () => {
  for (const id of concepts)
    it(`when ${id} is explained, then the page answers it, at 80 and at 50 columns, and in ASCII`, async () => {
      const wide = await prints(["explain", id]);
      assert.match(wide, /Key points/);
      assert.match(wide, /Further reading/);
      assert.ok(longest(wide) <= 80, wide);
      const narrow = await prints(["explain", id, "--ascii"], { env: { COLUMNS: "50" } });
      assert.ok(longest(narrow) <= 50, narrow);
      assert.match(narrow, /^[\x20-\x7e\n]*$/);
    });

  for (const name of course)
    it(`when ${name} is explained, then its page holds question, reasoning and working`, async () => {
      const page = await prints(["explain", name]);
      const places = ["Given", "Reasoning", "Worked", "Key points", "Further reading"].map((s) =>
        page.indexOf(s),
      );
      assert.ok(places.every((place) => place > 0));
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
    });

  it("when other numbers are set, then the page is worked with them", async () => {
    const page = await prints(["explain", "gru", "--set", "x_t=0,0", "h_prev=0,0"]);
    assert.match(page, /z_t = \[0\.5025, 0\.4975\]/); // σ(±0.01)
  });

  it("when a question is to be worked with --step, then it is explained", async () => {
    assert.equal(await prints(["3.1", "--step"]), await prints(["explain", "3.1"]));
  });

  for (const format of ["markdown", "latex", "html"])
    it(`when the answer is wanted as ${format}, then nothing of it is lost`, async () => {
      const page = await prints(["explain", "3.1", "--format", format]);
      for (const word of ["update gate", "candidate", "rnn-tutor equations gru", "arXiv:1412.3555"])
        assert.ok(page.includes(word), word);
    });

  it("when JSON is wanted, then it holds answer, key points and sources", async () => {
    const { exercise, answer, keyPoints, sources } = JSON.parse(await prints(["explain", "3.1", "--json"]));
    assert.deepEqual(exercise, { id: "3.1", title: "The equations of the GRU" });
    for (const list of [answer, keyPoints, sources]) assert.ok(list.length > 0);
  });

  it("when the whole sheet is wanted as HTML, then it is one sound page that needs nothing else", async () => {
    const page = await prints(["explain", "all", "--format", "html"], { seconds: 60 });
    assertBalanced(page);
    assertHarmless(page);
    assert.doesNotMatch(page, /<script|<link|@import|url\(|\ssrc=|temml-error|undefined|NaN|\[object/i);
    for (const id of concepts)
      assert.ok(page.includes(`href="#q-${id}"`) && page.includes(`id="q-${id}"`), id);
    const ids = [...page.matchAll(/<h2 id="([^"]*)"/g)].map(([, id]) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
  });

  it("when an answer is the user's own, then its pages are computed", async () => {
    const own = file(
      "own.yaml",
      "title: Mine\nstatement: Why?\nanswer:\n  - Because of `x` & <b>.\n  - show: gru --step --set x_t=0,0 h_prev=0,0\n    only: [results]\n",
    );
    assert.match(await prints(["explain", own]), /Because of x & <b>\.[\s\S]*z_t = \[0\.5025, 0\.4975\]/);
    assert.match(await prints(["explain", own, "--format", "html"]), /<code>x<\/code> &amp; &lt;b&gt;/);
  });

  const wrong: readonly [what: string, text: string, message: RegExp][] = [
    [
      "an unknown command",
      "- show: grru --step",
      /own\.yaml:3:5 {2}there is no exercise "grru"; did you mean gru\?/,
    ],
    [
      "a command without a page",
      "- show: schema run",
      /own\.yaml:3:5 {2}rnn-tutor schema run has no page to show/,
    ],
    ["itself", "- show: explain SELF", /shows itself/],
    [
      "an unknown key",
      "- show: gru\n    onyl: [results]",
      /own\.yaml:4:5 {2}unknown key "onyl"; did you mean only\?/,
    ],
    ["nothing", "[]", /answer is empty/],
  ];
  for (const [what, text, message] of wrong)
    it(`when an answer shows ${what}, then one line says so`, async () => {
      const name = join(here, `${what.replaceAll(" ", "-")}-own.yaml`);
      const list = text.startsWith("[") ? ` ${text}` : `\n  ${text.replace("SELF", name)}`;
      writeFileSync(name, `statement: Why?\nanswer:${list}\n`);
      assertRefused(await tutor(["explain", name]), message);
    });

  it("when the question does not exist, then the nearest one is named", async () => {
    assertRefused(await tutor(["explain", "3.21"]), /there is no exercise "3\.21"; did you mean/);
  });
});

describe("hint", together, () => {
  const rows: readonly [args: readonly string[], shown: RegExp, hidden: RegExp][] = [
    [["gru"], /hint 1 of 3[\s\S]*rnn-tutor hint gru 2/, /In the last line/],
    [["gru", "2"], /Write down the sum[\s\S]*multiplied entry by\s+entry/, /In the last line/],
    [["gru", "3"], /In the last line[\s\S]*rnn-tutor explain/, /0\.14/],
    [["gru", "h_t"], /h_t, the new state, is worked out from z_t, h_\{t−1\}, h̃_t/, /⊙/],
    [["gru", "h_t", "2"], /h_t = \(1 − z_t\) ⊙ h_\{t−1\} \+ z_t ⊙ h̃_t/, /0\.5349/],
    [["gru", "h_t", "3"], /0\.5349/, /0\.1419/],
    [["gru", "--all"], /Write down the sum[\s\S]*In the last line/, /A stronger one/],
    [["3.5", "1"], /Put the numbers/, /zeros leave/i],
  ];
  for (const [args, shown, hidden] of rows)
    it(`when the hint is ${args.join(" ")}, then it says no more than that`, async () => {
      const page = await prints(["hint", ...args]);
      assert.match(page, shown);
      assert.doesNotMatch(page, hidden);
    });

  const refused: readonly [args: readonly string[], message: RegExp][] = [
    [["gru", "4"], /there are 3 hints; 4 is none of them/],
    [["gru", "0"], /there are 3 hints; 0 is none of them/],
    [["gru", "h_y"], /3\.2 does not compute h_y; did you mean/],
    [["3.5", "h_t"], /3\.5 has no quantities/],
    [["grru"], /there is no exercise "grru"; did you mean gru\?/],
  ];
  for (const [args, message] of refused)
    it(`when the hint is ${args.join(" ")}, then it is refused: ${message.source}`, async () => {
      assertRefused(await tutor(["hint", ...args]), message);
    });
});

describe("equations", together, () => {
  it("when another convention is asked for, then the equations are its own", async () => {
    assert.match(await prints(["equations", "gru"]), /h_t = \(1 − z_t\) ⊙ h_\{t−1\} \+ z_t ⊙ h̃_t/);
    assert.match(await prints(["equations", "gru", "--convention", "pytorch"]), /h_t = z_t ⊙ h_\{t−1\}/);
  });

  it("when JSON is wanted, then each line is there for a screen, for LaTeX and for numpy", async () => {
    const { lines } = JSON.parse(await prints(["equations", "rnn", "--json"]));
    assert.deepEqual(lines[0], {
      key: "h_t",
      title: "hidden state",
      equation: "h_t = tanh(W_hh h_{t−1} + W_xh x_t + B_h)",
      latex: "h_{t} = \\tanh\\left(W_{hh} h_{t-1} + W_{xh} x_{t} + B_{h}\\right)",
      numpy: "h_t = np.tanh(W_hh @ h_prev + W_xh @ x_t + B_h)",
    });
  });
});

describe("course check", together, () => {
  it("when the shipped course is checked, then every question is sound", async () => {
    const { ok, questions } = JSON.parse(await prints(["course", "check", "--json"], { seconds: 60 }));
    assert.deepEqual(
      questions.filter((q: { complaints: string[] }) => q.complaints.length > 0),
      [],
    );
    assert.equal(ok, true);
    assert.ok(questions.length >= 21);
  });

  const base = {
    title: "T",
    statement: "S.",
    problem: "P",
    hints: "[a, b]",
    "key-points": "[a]",
    sources: "[a]",
  };
  const numbers =
    "model: rnn\nsolution: S.\nparameters: {x_t: [1], h_prev: [2], W_xh: [[0.5]], W_hh: [[0.25]], B_h: [0]}\n";
  const yaml = (about: object, rest: string): string =>
    Object.entries(about)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join("") + rest;
  const unsound: readonly [what: string, text: string, complaint: RegExp][] = [
    ["has one hint", yaml({ ...base, hints: "[a]" }, numbers), /has 1 hints; it takes 2/],
    ["has no key points", yaml({ ...base, "key-points": "[]" }, numbers), /has no key points/],
    ["has W_xh and W_hh alike", yaml(base, numbers.replace("0.25", "0.5")), /W_hh = W_xh: may be mistaken/],
    [
      "tells of a difference that is none",
      yaml(base, `${numbers}cannot-tell-apart: [[W_xh, W_hh]]\n`),
      /W_hh = W_xh: is told to make no difference, but it does/,
    ],
    [
      "has another number than the published one",
      yaml(base, `${numbers}published: {source: a book, digits: 3, values: {h_t: [0.763]}}\n`),
      /h_t is not what a book has/,
    ],
    [
      "shows a page that can't be made",
      yaml(base, "answer:\n  - show: gru --digits 99\n"),
      /--digits can't be "99"/,
    ],
    [
      "shows nothing of a page",
      yaml(base, "answer:\n  - show: gru\n    only: [plot]\n"),
      /gru shows nothing/,
    ],
  ];
  for (const [what, text, complaint] of unsound)
    it(`when a question ${what}, then the check says so`, async () => {
      const { code, stdout } = await tutor(
        ["course", "check", file(`${what.replaceAll(/\W/g, "-")}.yaml`, text)],
        {
          env: { COLUMNS: "100" },
        },
      );
      assert.equal(code, 2);
      assert.match(stdout.replace(/\s+/g, " "), complaint);
    });

  it("when the numbers are those published, to the digits given, then the question is sound", async () => {
    const text = yaml(base, `${numbers}published: {source: a book, digits: 3, values: {h_t: [0.762]}}\n`); // tanh(1)
    await prints(["course", "check", file("published.yaml", text)]);
  });
});
