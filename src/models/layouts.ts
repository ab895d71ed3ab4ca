import type { Convention } from "./model.ts";

// Where the nodes of a model's diagram stand: plain data. Rows run from top to bottom; `·` is an empty place, an empty
// row a little more room. The first grid that has a place for every node is taken; names that a convention does not
// have leave their places empty. The wires come from the graph, never from here.

interface Layout {
  /** The choices that this placement is for; any where it is left out. */
  readonly when?: Convention;
  readonly rows: readonly string[];
}

const rnn: readonly Layout[] = [
  {
    rows: [
      "·       ·    >y_t  ·", //
      "·       ·    y_t   ·",
      "h_prev  h_t  ·     >h_t",
      "·       x_t  ·     ·",
    ],
  },
];

const lstm: readonly Layout[] = [
  {
    when: { coupled: "no" },
    rows: [
      "c_prev  ·             f_t*c_prev  ·    c_t      ·    ·         ·    >c_t",
      "·       ·             ·           ·    i_t*g_t  ·    tanh(c_t) ·    ·",
      "·       ·             f_t         i_t  g_t      o_t  h_t       y_t  >y_t",
      "h_prev  [x_t,h_prev]  ·           ·    ·        ·    ·         ·    >h_t",
      "·       x_t           ·           ·    ·        ·    ·         ·    ·",
    ],
  },
  {
    when: { coupled: "yes" },
    rows: [
      "c_prev  ·             f_t*c_prev  ·    c_t      ·    ·         ·    >c_t",
      "·       ·             f_t         ·    i_t*g_t  ·    tanh(c_t) ·    ·",
      "·       ·             ·           i_t  g_t      o_t  h_t       y_t  >y_t",
      "h_prev  [x_t,h_prev]  ·           ·    ·        ·    ·         ·    >h_t",
      "·       x_t           ·           ·    ·        ·    ·         ·    ·",
    ],
  },
];

const gru: readonly Layout[] = [
  {
    rows: [
      "·       ·            ·           ·               ·             y_t  >y_t",
      "h_prev  ·            ·           (1-z_t)*h_prev  h_t           ·    >h_t",
      "·       ·            r_t*h_prev  1-z_t           z_t*h_tilde_t ·    ·",
      "",
      "·       ·            r_t         z_t             h_tilde_t     ·    ·",
      "·       [x_t,h_prev] ·           ·               ·             ·    ·",
      "",
      "",
      "·       x_t          ·           ·               ·             ·    ·",
    ],
  },
  {
    rows: [
      "·       ·            ·           ·               ·      ·                 y_t  >y_t",
      "h_prev  ·            ·           z_t*h_prev      ·      h_t               ·    >h_t",
      "·       ·            r_t*h_prev  ·               1-z_t  (1-z_t)*h_tilde_t ·    ·",
      "",
      "·       ·            r_t         z_t             ·      h_tilde_t         ·    ·",
      "·       [x_t,h_prev] ·           ·               ·      ·                 ·    ·",
      "",
      "",
      "·       x_t          ·           ·               ·      ·                 ·    ·",
    ],
  },
  {
    rows: [
      "·       ·            ·               ·               ·             y_t  >y_t",
      "h_prev  ·            ·               (1-z_t)*h_prev  h_t           ·    >h_t",
      "·       ·            ·               1-z_t           z_t*h_tilde_t ·    ·",
      "·       ·            U_h(h_prev)     ·               h_tilde_t     ·    ·",
      "·       ·            r_t*U_h(h_prev) ·               a_h_t         ·    ·",
      "·       ·            r_t             z_t             W_h(x_t)      ·    ·",
      "·       [x_t,h_prev] ·               ·               ·             ·    ·",
      "·       x_t          ·               ·               ·             ·    ·",
    ],
  },
  {
    rows: [
      "·       ·            ·               ·               ·      ·                 y_t  >y_t",
      "h_prev  ·            ·               z_t*h_prev      ·      h_t               ·    >h_t",
      "·       ·            ·               ·               1-z_t  (1-z_t)*h_tilde_t ·    ·",
      "·       ·            U_h(h_prev)     ·               ·      h_tilde_t         ·    ·",
      "·       ·            r_t*U_h(h_prev) ·               ·      a_h_t             ·    ·",
      "·       ·            r_t             z_t             ·      W_h(x_t)          ·    ·",
      "·       [x_t,h_prev] ·               ·               ·      ·                 ·    ·",
      "·       x_t          ·               ·               ·      ·                 ·    ·",
    ],
  },
];

const attentionTower = [
  "·     ·        >output", //
  "·     ·        output",
  "·     weights  ·",
  "M     masked   ·",
  "mask  scores   ·",
  "·     Q·K      ·",
  "Q     K        V",
];

const attention: readonly Layout[] = [
  { rows: [...attentionTower, "X  ·  ·"] },
  { rows: [...attentionTower, "X  H  ·"] },
];

const layouts: Readonly<Record<string, readonly Layout[]>> = { rnn, lstm, gru, attention };

/** The placements for a model's diagram under a convention, as rows of node names. */
export const layoutsOf = (model: string, convention: Convention): (readonly string[])[] =>
  (layouts[model] ?? [])
    .filter(({ when = {} }) =>
      Object.entries(when).every(([option, choice]) => convention[option] === choice),
    )
    .map(({ rows }) => rows);
