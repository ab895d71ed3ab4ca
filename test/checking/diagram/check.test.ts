import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { checkDiagram, unknownBoxes } from "../../../src/checking/diagram/check.ts";
import { wireName, wiringOf } from "../../../src/checking/diagram/wires.ts";
import { gru } from "../../../src/models/gru.ts";
import { lstm } from "../../../src/models/lstm.ts";
import type { Model } from "../../../src/models/model.ts";
import { rnn } from "../../../src/models/rnn.ts";
import { firstActing } from "../../../src/text/visible.ts";
import { cpuMs } from "../../helpers/time.ts";

const cells = { rnn, gru, lstm } satisfies Record<string, Model>;
const check = (model: keyof typeof cells, text: string) =>
  checkDiagram(text, model, cells[model].build({}, cells[model].defaults));

const rnnEdges = "x_t -> h_t\nh_{t-1} -> h_t\nh_t -> y_t";
const gruEdges =
  "x_t, h_{t-1} -> z_t\nx_t, h_{t-1} -> r_t\nx_t, h_{t-1}, r_t -> h~_t\nz_t, h~_t, h_{t-1} -> h_t";
const lstmEdges =
  "x_t, h_{t-1} -> i_t\nx_t, h_{t-1} -> f_t\nx_t, h_{t-1} -> o_t\nx_t, h_{t-1} -> g_t\nf_t, c_{t-1}, i_t, g_t -> c_t\no_t, c_t -> h_t";

const mermaid = `\`\`\`mermaid
flowchart LR
  %% a GRU
  x[x_t] --> cat((concat))
  hp["h_{t-1}"] --> cat
  cat -- W_z --> sz{{σ}} --> z[z_t]
  cat -->|W_r| sr(σ)
  sr ==> r[r_t]
  r & hp --> m((⊙))
  m --> t[tanh]
  x -.-> t
  t --> n[h̃_t]
  z --> blend
  n --> blend
  hp --> blend --> h[h_t]
  style x fill:#fff
\`\`\``;

const dot = `digraph lstm {
  rankdir=LR;
  node [shape=box];
  // gates
  x [label="x_t"]; hp [label="h_{t-1}"]; cp [label="c_prev"];
  {x hp} -> i_t; {x hp} -> f_t; {x hp} -> o_t; {x hp} -> g_t
  f_t -> c_t [label="forget"]; cp -> c_t; i_t -> c_t; g_t -> c_t;
  o_t -> h_t; c_t -> h_t;
  h_t -> hp; W_i -> i_t
}`;

const blocks = `---
title: "RNN cell"
---
flowchart LR
  n0(["x_t"])
  n1(["h_{t−1}"])
  n2["tanh"]
  n3["W_hy"]
  n4(["h_t"])
  n5(["y_t"])
  n0 --> n2
  n1 ==> n2
  n2 --> n3
  n2 ==> n4
  n3 --> n5
  class n2 candidate
`;

const gates = `digraph "GRU" {
  "z_t" [label="σ", shape=box]; "r_t" [label="σ"]; "h_t" [label="+"]; "[x_t,h_prev]" [label="‖"];
  "x_t" -> "[x_t,h_prev]"; "h_prev" -> "[x_t,h_prev]"; "[x_t,h_prev]" -> "z_t"; "[x_t,h_prev]" -> "r_t";
  "r_t" -> "r_t*h_prev" [label="r_t"]; "h_prev" -> "r_t*h_prev";
  a [label="tanh"]; "r_t*h_prev" -> a; "x_t" -> a;
  a -> "z_t*h" [label="h~_t"]; "z_t" -> "z_t*h" [label="z_t"]; "z_t*h" -> "h_t"; "h_prev" -> "h_t"; "h_t" -> ">h_t"
}`;

const rows: readonly [title: string, model: keyof typeof cells, text: string, ids: string][] = [
  ["an RNN's edges", "rnn", rnnEdges, ""],
  ["arrows of every kind", "rnn", "x_t → h_t; h_t <- h_prev; h_t --> y_t", ""],
  ["short names in a chain", "rnn", "x -> h -> y\nh_t-1 -> h", ""],
  ["a pre-activation", "rnn", "x_t -> a_t; h_{t-1} -> a_t; a_t -> tanh -> h_t; h_t -> y_t", ""],
  ["weights and the way back", "rnn", `${rnnEdges}\nW_xh -> h_t\nB_h -> h_t\nh_t -> h_{t-1}`, ""],
  ["weights through operations", "rnn", "x_t -> p; W_xh -> p; p -> s; h_prev -> s; s -> h_t; h_t -> y_t", ""],
  ["a GRU's edges", "gru", gruEdges, ""],
  ["a GRU in Mermaid", "gru", mermaid, ""],
  ["an LSTM's edges", "lstm", lstmEdges, ""],
  ["an LSTM in DOT", "lstm", dot, ""],
  ["an operation that its result names", "rnn", blocks, ""],
  ["quantities on arrows", "gru", gates, ""],
  ["spaces nowhere", "rnn", "x_t->h_t\nh_{t-1}->h_t\nh_t->y_t", ""],
  ["a Mermaid graph on one line", "rnn", "graph TD; x_t-->h_t; h_prev-->h_t; h_t-->y_t", ""],
  ["LaTeX in its names", "rnn", "$x_t$ -> $h_t$\n$h_{t-1}$ -> $h_t$\n$h_t$ -> $y_t$", ""],
  ["subscripts from Unicode", "rnn", "xₜ → hₜ\nhₜ₋₁ → hₜ\nhₜ → yₜ", ""],
  ["an undirected DOT that names arrows", "rnn", "digraph { x_t -> h_t -> y_t; h_prev -> h_t }", ""],
  ["numbers in front of its lines", "rnn", "1. x_t -> h_t\n2. h_{t-1} -> h_t\n3. h_t -> y_t", ""],
  ["points in front of its lines", "rnn", "- x_t -> h_t\n- h_{t-1} -> h_t\n- h_t -> y_t", ""],
  ["thick arrows typed", "rnn", "x_t => h_t\nh_prev => h_t\nh_t => y_t", ""],
  ["no recurrence", "rnn", "x_t -> h_t\nh_t -> y_t", "edge-missing"],
  ["an output from the input", "rnn", `${rnnEdges}\nx_t -> y_t`, "edge-extra"],
  ["an arrow the wrong way", "rnn", "x_t -> h_t\nh_{t-1} -> h_t\ny_t -> h_t", "edge-reversed"],
  [
    "a reset gate after the candidate",
    "gru",
    gruEdges.replace(", r_t -> h~_t", " -> h~_t").concat("\nr_t -> h_t"),
    "edge-missing edge-extra",
  ],
  [
    "an output gate on the cell",
    "lstm",
    lstmEdges.replace("o_t, c_t -> h_t", "c_t -> h_t\no_t -> c_t"),
    "edge-missing edge-extra",
  ],
  ["a weight on the wrong line", "rnn", `${rnnEdges}\nW_hy -> h_t`, "edge-extra"],
];

for (const [title, model, text, ids] of rows)
  test(`when a drawing has ${title}, then it is ${ids || "exact"}`, () => {
    const result = check(model, text);
    assert.equal(result.mistakes.map(({ id }) => id).join(" "), ids, result.message);
    assert.equal(result.verdict, ids === "" ? "exact" : "mistake");
  });

const refused: readonly [text: string, verdict: string, message: RegExp][] = [
  ["", "missing", /no drawing/],
  ["a GRU has two gates", "unreadable", /it has no arrow/],
  ["x_t ->", "unreadable", /only one end/],
  ["x_t --- h_t", "unreadable", /has no direction/],
  ["foo -> bar", "unreadable", /No two quantities are joined; they are \$x_t\$, \$h_\{t-1\}\$/],
  [`${"a,".repeat(100)} -> ${"b,".repeat(100)}`, "unreadable", /more than 500 arrows/],
  ["x".repeat(30_000), "unreadable", /longer than/],
];

for (const [text, verdict, message] of refused)
  test(`when a drawing is "${text.slice(0, 20)}", then it is ${verdict}`, () => {
    const result = check("rnn", text);
    assert.equal(result.verdict, verdict);
    assert.match(result.message, message);
  });

test("when mistakes are named, then the arrows are", () => {
  const { message } = check("rnn", "x_t -> h_t\ny_t -> h_t");
  assert.match(
    message,
    /between \$y_t\$ and \$h_t\$ points the wrong way: \$y_t\$ is computed from \$h_t\$\./,
  );
  assert.match(message, /An arrow from \$h_\{t-1\}\$ to \$h_t\$ is missing\./);
});

test("when a box stands for nothing, then it is told", () =>
  assert.match(unknownBoxes(check("rnn", `${rnnEdges}\nh_t -> loss`)), /"loss"/));

test("when all wires of a model are drawn, then it is exact; without one, that one is missing", () => {
  for (const [name, model] of Object.entries(cells)) {
    const { wanted } = wiringOf(model.build({}, model.defaults));
    assert.equal(check(name as keyof typeof cells, wanted.map(wireName).join("\n")).verdict, "exact");
    for (const wire of wanted) {
      const others = wanted.filter((one) => one !== wire).map(wireName);
      const { missing, extra, reversed } = check(name as keyof typeof cells, others.join("\n"));
      assert.deepEqual([missing, extra, reversed], [[wire], [], []]);
    }
  }
});

const pieces = fc.constantFrom(
  ...'x_t h_t h_{t-1} z_t A B [z_t] ((+)) {σ} "h_t" -> --> <- → -- --- -.-> ==> |w| & , ; { } [label="x"] digraph graph flowchart subgraph end style %% // /* # ``` __proto__ constructor \u001b[31m \u202e 😀 \ud800'.split(
    " ",
  ),
  "\n",
  " ",
);

test("when drawings are mangled, then each is answered, soon and harmlessly", () => {
  const mangled = fc.oneof(
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join(" ")),
    fc
      .tuple(fc.constantFrom(mermaid, dot, gruEdges), fc.nat(), pieces, fc.nat({ max: 9 }))
      .map(([text, place, piece, drop]) => {
        const at = place % text.length;
        return text.slice(0, at) + piece + text.slice(at + drop);
      }),
    fc.string({ unit: "binary", maxLength: 80 }),
  );
  fc.assert(
    fc.property(mangled, fc.constantFrom("rnn", "gru", "lstm"), (text, model) => {
      const start = cpuMs();
      const result = check(model as keyof typeof cells, text);
      assert.ok(result.message.length > 0);
      assert.equal(firstActing(result.message + unknownBoxes(result)), undefined);
      assert.ok(cpuMs() - start < 2000, text);
    }),
    { seed: 31, numRuns: 2500 },
  );
});
