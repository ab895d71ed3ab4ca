import { run } from "../../src/course/run.ts";
import { shippedCalled } from "../helpers/exercises.ts";
import { type Told, testTold } from "../helpers/told.ts";

// What students type, and what they must be told: the key and verdict of each answer, and the mistake where one is named.

const rows: Readonly<Record<string, readonly (readonly [answers: string, told: Told])[]>> = {
  gru: [
    // right, to the digits given
    ["h_t=0.1419,0.2560", { h_t: "right", z_t: "missing" }],
    ["h_t=0.142,0.256", { h_t: "right" }],
    ["h_t=0.14,0.26", { h_t: "right" }],
    ["h_t=0.1,0.3", { h_t: "right" }],
    ["h_t=0.14193,0.25600", { h_t: "right" }],
    ["h_t=0.14192792683141361,0.25600366975638433", { h_t: "exact" }],
    ["z_t=0.5349,0.5125", { z_t: "right" }],
    ["z_t=0.5349,0.5124", { z_t: "right" }], // cut: 0.51249…
    ["z_t=0.53494,0.51249 r_t=0.53494,0.51249", { z_t: "right", r_t: "right" }],
    ["h_tilde_t=0.0914,0.1190", { h_tilde_t: "right" }],
    ["h_tilde_t=0.091,0.119", { h_tilde_t: "right" }],
    ["h_tilde_t=9.14e-2,1.190e-1", { h_tilde_t: "right" }],
    ["h_tilde_t=9.14·10^-2,1.19·10^-1", { h_tilde_t: "right" }],
    ["a_z_t=0.14,0.05", { a_z_t: "exact" }],
    ["a_z_t=7/50,1/20", { a_z_t: "exact" }],
    ["a_z_t=0.140,0.0500", { a_z_t: "exact" }],
    // spellings, brackets, commas
    ["h̃_t=[0.0914, 0.1190]", { h_tilde_t: "right" }],
    ["candidate=(0.0914 0.1190)", { h_tilde_t: "right" }],
    ["n_t=0.0914;0.1190", { h_tilde_t: "right" }],
    ["\\tilde{h}_t=[0.0914],[0.1190]", { h_tilde_t: "right" }],
    ["z=0,5349;0,5125", { z_t: "right" }],
    ["z_t=0,5349 0,5125", { z_t: "right" }],
    ["z_t=0,5349, 0,5125", { z_t: "right" }],
    ["zt=.5349,.5125", { z_t: "right" }],
    ["ht = 0.1419 , 0.2560", { h_t: "right" }],
    ["h_{t}=0.1419, 0.2560", { h_t: "right" }],
    // so few digits say nothing
    ["h_t=0,0", { h_t: "ambiguous" }],
    ["z_t=1,1", { z_t: "ambiguous" }],
    // rounding on the way
    ["z_t=0.53,0.51 r_t=0.53,0.51 h_tilde_t=0.09,0.12 h_t=0.14,0.26", { h_t: "right" }],
    ["z_t=0.535,0.512 r_t=0.535,0.512 h_tilde_t=0.091,0.119 h_t=0.142,0.256", { z_t: "right", h_t: "right" }],
    [
      "z_t=0.535,0.512 r_t=0.535,0.512 h_tilde_t=0.092,0.119 h_t=0.142,0.256",
      { h_tilde_t: "rounded", h_t: "right" },
    ],
    ["h_tilde_t=0.0915,0.1190", { h_tilde_t: "rounded" }],
    ["h_t=0.1420,0.2561", { h_t: "rounded" }],
    ["z_t=0.53,0.51 h_tilde_t=0.09,0.12 h_t=0.1417,0.2572", { h_t: "follows" }], // worked on with two decimals
    ["h_t=0.1428,0.2563", { h_t: "ambiguous" }], // three decimals on the way, four given
    // conventions
    ["h_t=0.1495,0.2630", { h_t: ["convention", "z-complement-swapped"] }],
    [
      "z_t=0.5349,0.5125 r_t=0.5349,0.5125 h_tilde_t=0.0914,0.1190 h_t=0.1495,0.2630",
      { z_t: "right", h_tilde_t: "right", h_t: ["convention", "z-complement-swapped"] },
    ],
    [
      "z_t=0.535,0.512 r_t=0.535,0.512 h_tilde_t=0.091,0.119 h_t=0.150,0.263",
      { h_t: ["convention", "z-complement-swapped"] },
    ],
    [
      "h_tilde_t=0.0932,0.1177 h_t=0.1429,0.2553",
      { h_tilde_t: ["convention", "reset-after"], h_t: "follows" },
    ],
    ["h_tilde_t=0.0932,0.1177", { h_tilde_t: ["convention", "reset-after"] }],
    [
      "h_tilde_t=0.0932,0.1177 h_t=0.1503,0.2624",
      { h_tilde_t: ["convention", "convention-pytorch"], h_t: ["convention", "convention-pytorch"] },
    ],
    ["h_t=0.1503,0.2624", { h_t: ["convention", "convention-pytorch"] }],
    // mistakes
    [
      "z_t=0.5325,0.5150 r_t=0.5325,0.5150 h_tilde_t=0.0817,0.1282 h_t=0.1370,0.2600",
      { z_t: ["mistake", "bias-dropped"], h_tilde_t: ["mistake", "bias-dropped"], h_t: "follows" },
    ],
    ["h_t=0.1370,0.2600", { h_t: ["mistake", "bias-dropped"] }],
    ["z_t=0.4651,0.4875", { z_t: ["mistake", "sigmoid-sign"] }],
    ["z_t=0.1400,0.0500", { z_t: ["mistake", "gates-no-activation"] }],
    ["z_t=0.1391,0.0500", { z_t: ["ambiguous", "gates-tanh", "activations-swapped"] }],
    ["h_tilde_t=0.5229,0.5299", { h_tilde_t: ["mistake", "candidate-sigmoid"] }],
    ["h_t=0.0914,0.1190", { h_t: ["mistake", "update-skipped"] }],
    // follow-through
    ["z_t=0.6349,0.5125 h_t=0.1311,0.2560", { z_t: "wrong", h_t: "follows" }],
    [
      "z_t=0.635,0.512 r_t=0.535,0.512 h_tilde_t=0.091,0.119 h_t=0.131,0.256",
      { z_t: "wrong", r_t: "right", h_t: "follows" },
    ],
    ["z_t=0.6349,0.5125 h_t=0.1419,0.2560", { z_t: "wrong", h_t: "right" }], // right anyway
    ["r_t=0.7349,0.5125 h_tilde_t=0.0955,0.1309", { r_t: "wrong", h_tilde_t: "follows" }],
    ["z_t=1,1 h_t=0.0914,0.1190", { z_t: "ambiguous" }],
    ["z_t=0.9999,1.5 h_t=0.0915,-0.0215", { z_t: "wrong", h_t: "wrong" }], // no σ is 1.5
    // wrong
    ["z_t=0.5250,0.5225", { z_t: "wrong" }],
    ["h_t=0.7777,0.8888", { h_t: "wrong" }],
    ["h_t=0.1419,0.9560", { h_t: "wrong" }],
    ["h_t=-0.1419,-0.2560", { h_t: "wrong" }],
    ["h_t=1/7,1/4", { h_t: "wrong" }],
    // thin evidence is no proof
    ["h_t=0.15,0.26", { h_t: "ambiguous" }],
    // not there, not readable
    ["h_t=", { h_t: "missing" }],
    ["h_t=?", { h_t: "missing" }],
    ["h_t=[ , ]", { h_t: "missing" }],
    ["h_t=0.1419", { h_t: "unreadable" }],
    ["h_t=1,2,3", { h_t: "unreadable" }],
    ["h_t=abc", { h_t: "unreadable" }],
    ["h_t=0.1419,O.2560", { h_t: "unreadable" }],
    ["h_t=0.1419,?", { h_t: "unreadable" }],
    ["h_t=nan,1", { h_t: "unreadable" }],
    ["h_t=0..1,0.2", { h_t: "unreadable" }],
    ["h_t=[0.1419,0.2560", { h_t: "unreadable" }],
    ["h_t=0.1419,0.2560 m", { h_t: "unreadable" }],
    ["h_t=1 000,2", { h_t: "unreadable" }],
    ["h_t=0,1419,0,2560", { h_t: "unreadable" }],
  ],
  lstm: [
    [
      "i_t=0.6388,0.4207 f_t=0.6154,0.6154 o_t=0.5050,0.3752 g_t=0.4382,0.5649 c_t=0.5876,-0.0085 h_t=0.2667,-0.0032",
      { i_t: "right", c_t: "right", h_t: "right" },
    ],
    ["c_t=0.5876,−0.0085", { c_t: "right" }],
    ["c_t=0.588,–0.009", { c_t: "right" }],
    ["c_t=0.5876,0.0085", { c_t: "wrong" }],
    ["h_t=0.2967,-0.0032", { h_t: ["mistake", "lstm-no-tanh-on-cell"] }],
    ["c_t=0.5876,-0.0085 h_t=0.2967,-0.0032", { c_t: "right", h_t: ["mistake", "lstm-no-tanh-on-cell"] }],
    ["c_t=0.5890,0.1794", { c_t: ["mistake", "lstm-i-f-swapped"] }],
    ["i_t=0.3612,0.5793", { i_t: ["mistake", "sigmoid-sign"] }],
    ["g_t=0.6083,0.6548", { g_t: "wrong" }],
    ["g_t=0.6154,0.6548", { g_t: ["ambiguous", "candidate-sigmoid", "activations-swapped"] }],
    ["c~_t=0.4382,0.5649", { g_t: "right" }],
    ["c_t=0.6876,-0.0085 h_t=0.3012,-0.0032", { c_t: "wrong", h_t: "follows" }],
  ],
  rnn: [
    ["h_1=0.4621,0.0997 y_1=0.7123", { h_1: "right", y_1: "right", h_3: "missing" }],
    ["y_1=0.71", { y_1: "right" }],
    ["y_1=0,7123", { y_1: "right" }],
    ["y_1=[0.7123]", { y_1: "right" }],
    ["h_2=-0.2461,0.4196 y_2=-0.1559", { h_2: "right", y_2: "right" }],
    ["h_1=0.5000,0.1000", { h_1: ["ambiguous", "hidden-no-activation", "candidate-relu"] }],
    ["h_1=0.4621,0.0997 h_2=-0.2461,0.4196 y_2=-0.4559", { y_2: ["mistake", "bias-dropped"] }],
    ["h_1=0.4721,0.0997 y_1=0.7223", { h_1: "wrong", y_1: "follows" }],
    ["y_1=7.123e-1", { y_1: "right" }],
    ["y_1=0.7123,0.1", { y_1: "unreadable" }],
  ],
  attention: [
    ["weights=0.4011,0.1978,0.4011;0.2840,0.1400,0.5760;0.3057,0.0743,0.6200", { weights: "right" }],
    ["weights=0.40 0.20 0.40\n0.28 0.14 0.58\n0.31 0.07 0.62", { weights: "right" }],
    ["weights=0.4011,0.1978,0.4011", { weights: "unreadable" }],
  ],
  "attention-causal": [
    ["masked=0.7071,−∞,-inf;1.4142,0.7071,-∞;2.1213,0.7071,2.8284", { masked: "right" }],
    ["masked=0.7071,-1.0000,-1.0000;1.4142,0.7071,-1.0000;2.1213,0.7071,2.8284", { masked: "wrong" }],
    ["scores=∞,1,1;1,1,1;1,1,1", { scores: "wrong" }],
  ],
  "gru-sequence": [
    ["h_1=0.1254,0.1593", { h_1: "right" }],
    ["h_2=0.2,0.4", { h_2: "right" }],
    ["n_2=0.4,0.6", { h_tilde_2: "right" }],
  ],
};

for (const [name, table] of Object.entries(rows)) testTold(name, run(shippedCalled(name)), table);
