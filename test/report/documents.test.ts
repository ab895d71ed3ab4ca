import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { latexDocument } from "../../src/report/latex.ts";
import { markdown } from "../../src/report/markdown.ts";
import type { Block, BlockKind } from "../../src/report/report.ts";
import { blocks, reportOf } from "../helpers/reports.ts";

/** What each kind of block must leave behind. */
const kept: Readonly<Record<BlockKind, { markdown: readonly string[]; latex: readonly string[] }>> = {
  heading: {
    markdown: ["# 3.2  GRU, one step", "(alias gru)"],
    latex: ["\\section*{3.2\\quad GRU, one step}"],
  },
  prose: {
    markdown: ["Compute $\\tilde{h}_{t}$ from 50 % of it & more."],
    latex: ["Compute $\\tilde{h}_{t}$ from 50 \\% of it \\& more."],
  },
  fact: {
    markdown: ["**Convention:** $z_{t}$ weighs the candidate"],
    latex: ["\\textbf{Convention:} $z_{t}$ weighs the candidate"],
  },
  items: {
    markdown: ["**Hints**", "- First the sum.", "- Then $\\sigma $ of it."],
    latex: ["\\textbf{Hints}", "\\item First the sum.", "\\item Then $\\sigma $ of it."],
  },
  given: {
    markdown: ["- $x_{t}$ = [0.5, −0.1]", "- $W_{z}$ = $U_{z}$ = [[0.1, 0.2], [0.3, −0.5]]"],
    latex: [
      "$x_{t} = \\begin{bmatrix} 0.5 & -0.1 \\end{bmatrix}^{\\top}$",
      "$W_{z} = U_{z} = \\begin{bmatrix} 0.1 & 0.2 \\\\ 0.3 & -0.5 \\end{bmatrix}$",
    ],
  },
  section: { markdown: ["## Step 1 of 3"], latex: ["\\subsection*{Step 1 of 3}"] },
  working: {
    markdown: [
      "### 1. update gate",
      "$z_{t} = \\sigma\\left(W_{z} x_{t}\\right) = \\sigma\\left(\\begin{bmatrix} 0.1 \\\\ 0.3 \\end{bmatrix}\\right)$",
      "| $W_{z} x_{t}$ | 0.0300 | … | −0.2000 |",
      "| $z_{t} = \\sigma\\left(\\text{sum}\\right)$ | **0.5349** | **…** | **0.5125** |",
      "- $W_{z} x_{t}$, unit 1: 0.1·0.5 − 0.2·0.1 = 0.0300",
    ],
    latex: [
      "\\textbf{1. update gate}",
      "z_{t} &= \\sigma\\left(W_{z} x_{t}\\right)",
      "$W_{z} x_{t}$ & $0.0300$ & \\dots & $-0.2000$ \\\\",
      "\\midrule\n$z_{t} = \\sigma\\left(\\text{sum}\\right)$ & $0.5349$ & \\dots & $0.5125$ \\\\",
      "\\item $W_{z} x_{t}$, unit 1: 0.1$\\cdot$0.5 $-$ 0.2$\\cdot$0.1 = 0.0300",
    ],
  },
  equations: {
    markdown: ["- update gate: $z_{t} = \\sigma\\left(x_{t}\\right)$"],
    latex: ["\\begin{align*}", "z_{t} &= \\sigma\\left(x_{t}\\right) && \\text{update gate}"],
  },
  heatmap: {
    markdown: ["**Attention**", "|  | I | am |", "| query 1 | 0.2500 | 0.7500 |"],
    latex: ["\\textbf{Attention}", "query 1 & $0.2500$ & $0.7500$ \\\\"],
  },
  plot: {
    markdown: ["**Gradient**", "| t | w = 0.5 |", "| 1 | 0.1250 |"],
    latex: ["\\textbf{Gradient}", "1 & $0.1250$ \\\\"],
  },
  checked: {
    markdown: [
      "- ✓ $z_{t}$ = `0.535, 0.512`: **right to 3 decimals**",
      "- ✗ $h_{t}$ = `0.15, −0.26`: **not right**  \n  See $z_{t}$.",
    ],
    latex: ["$h_{t}$ = \\texttt{0.15, $-$0.26}: \\textbf{not right} See $z_{t}$."],
  },
  picture: { markdown: ["~~~~\n─►(σ)\n~~~~"], latex: ["\\begin{verbatim}\n->(s)\n\\end{verbatim}"] },
  table: {
    markdown: ["**Shapes**", "| $x_{t}$ | norm |", "| 3×1 | 1.5000 |"],
    latex: ["\\textbf{Shapes}", "3$\\times$1 & $1.5000$ \\\\"],
  },
  code: {
    markdown: ["~~~~python\nh = x_t\n~~~~"],
    latex: ["\\begin{verbatim}\nh = x_t\n\\end{verbatim}"],
  },
  part: {
    markdown: ["- $h_{t}$ = [0.14]"],
    latex: ["$h_{t} = \\begin{bmatrix} 0.14 \\end{bmatrix}^{\\top}$"],
  },
  results: {
    markdown: ["- $h_{t}$ = [0.1419, 0.2560]"],
    latex: ["$h_{t} = \\begin{bmatrix} 0.1419 & 0.2560 \\end{bmatrix}^{\\top}$"],
  },
  note: {
    markdown: [
      "> **Erratum, 3.4.** It is the other way round: $z_{t}$ weighs the candidate.",
      "> - with $z_{t}$ near 0: $h_{t}$ = [0.2000, 0.4000]",
    ],
    latex: [
      "\\begin{quote}",
      "\\textbf{Erratum, 3.4.}",
      "with $z_{t}$ near 0: $h_{t} = \\begin{bmatrix} 0.2000 & 0.4000 \\end{bmatrix}^{\\top}$",
    ],
  },
  entries: { markdown: ["**3  GRU**", "- `gru`: GRU, one step"], latex: ["\\texttt{gru} GRU, one step"] },
  commands: {
    markdown: ["- Line by line: `rnn-tutor gru --step`"],
    latex: ["Line by line: \\texttt{rnn-tutor gru --step}"],
  },
};

const formats = { markdown, latex: latexDocument };

for (const block of blocks)
  for (const format of ["markdown", "latex"] as const)
    test(`when a ${block.kind} is printed as ${format}, then all that it says is there`, () => {
      const text = formats[format](reportOf({ blocks: [block] }));
      for (const part of kept[block.kind][format]) assert.ok(text.includes(part), `no ${part} in\n${text}`);
    });

test("when a report is printed as LaTeX, then it is a document whose environments are closed in order", () => {
  const text = latexDocument(reportOf());
  assert.match(text, /^\\documentclass/);
  assert.match(text, /\\end\{document\}\n$/);
  const open: string[] = [];
  for (const [, what, name] of text.matchAll(/\\(begin|end)\{(\w+\*?)\}/g))
    if (what === "begin") open.push(name);
    else assert.equal(open.pop(), name);
  assert.deepEqual(open, []);
});

test("when a number has a power of ten, then LaTeX sets it as one", () => {
  const text = latexDocument(reportOf());
  assert.doesNotMatch(text, /\de[+-]?\d/);
  assert.match(text, /1\.2346 \\cdot 10\^\{7\}/);
});

const prose = (text: string): readonly Block[] => [{ kind: "prose", text }];
const body = (text: string): string =>
  latexDocument(reportOf({ blocks: prose(text) })).split("\\begin{document}\n")[1];

const special: readonly [words: string, latex: string, markdown: string][] = [
  ["a_b", "a\\_b", "a\\_b"],
  ["50 %", "50 \\%", "50 %"],
  ["{x}", "\\{x\\}", "\\{x\\}"],
  ["a\\b", "a\\textbackslash{}b", "a\\\\b"],
  ["a^b ~", "a\\textasciicircum{}b \\textasciitilde{}", "a^b ~"],
  ["#1 & 2", "\\#1 \\& 2", "\\#1 & 2"],
  ["*bold*", "*bold*", "\\*bold\\*"],
  ["`code`", "\\texttt{code}", "`code`"],
  ["a ` alone", "a ` alone", "a \\` alone"],
  ["−1 · 2 ⊙ 3", "$-$1 $\\cdot$ 2 $\\odot$ 3", "−1 · 2 ⊙ 3"],
  ["“so” – é", "``so'' -- é", "“so” – é"],
  ["漢", "?", "漢"],
  ["\u001b[2J", "\\textbackslash{}u001b[2J", "\\\\u001b\\[2J"],
];

for (const [words, latex, md] of special)
  test(`when the prose is ${JSON.stringify(words)}, then nothing in it acts on Markdown or LaTeX`, () => {
    assert.equal(body(words), `${latex}\n\\end{document}\n`);
    assert.equal(markdown(reportOf({ blocks: prose(words) })), `${md}\n`);
  });

const encoded = latexDocument(reportOf()).includes("[T1]{fontenc}");

/** In TeX's old text encoding these three are ¡, ¿ and a dash. */
for (const [sign, markdownSign] of [
  ["<", "\\<"],
  [">", "\\>"],
  ["|", "\\|"],
])
  test(`when the prose has ${sign}, then it is printed as that sign`, () => {
    assert.equal(body(`a${sign}b`), `a${encoded ? sign : `$${sign}$`}b\n\\end{document}\n`);
    assert.equal(markdown(reportOf({ blocks: prose(`a${sign}b`) })), `a${markdownSign}b\n`);
  });

test("when the prose has letters that pdflatex has not, then it does not stop at them", () => {
  const never = "ĦħĸĿŀŉŦŧſ";
  const onlyInT1 = "«»ÐÞðþĐđĄąĘęĮįŲųŊŋ";
  for (const letter of never + (encoded ? "" : onlyInT1))
    assert.ok(!latexDocument(reportOf({ blocks: prose(`a${letter}b`) })).includes(letter), letter);
  for (const letter of "éñçüßøłŠžőñ") assert.ok(body(letter).startsWith(letter), letter);
});

test("when any words are printed, then no control character is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (words) => {
      const report = reportOf({ blocks: [{ kind: "items", title: words, items: [words] }] });
      for (const text of [markdown(report), latexDocument(report)])
        assert.doesNotMatch(text.replace(/[\n\t]/g, ""), /\p{Cc}/u);
    }),
  );
});

test("when any words are printed as LaTeX, then its special characters are harmless", () => {
  const head = latexDocument(reportOf({ blocks: [] })).length;
  fc.assert(
    fc.property(fc.stringMatching(/^[a#%&_{}^~\\ ]*$/), (words) => {
      const text = latexDocument(reportOf({ blocks: [{ kind: "fact", label: words, text: "" }] })).slice(
        head - "\n\\end{document}\n".length,
      );
      const bare = text.replace(/\\(textbackslash|textasciicircum|textasciitilde)\{\}|\\[#%&_{}]/g, "");
      assert.doesNotMatch(bare.replace(/\\textbf\{|\\end\{document\}|:\} /g, ""), /[#%&_{}^~]/);
    }),
  );
});
