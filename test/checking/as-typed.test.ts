import { withGradients } from "../../src/course/gradients.ts";
import { withLoss } from "../../src/course/loss.ts";
import { type Run, run } from "../../src/course/run.ts";
import { shippedCalled } from "../helpers/exercises.ts";
import { type Told, testTold } from "../helpers/told.ts";

// The ways in which the same numbers are typed, and slips in typing them.

const h = { h_t: "right" } as const;
const z = { z_t: "right" } as const;

const rows: Readonly<Record<string, readonly (readonly [answers: string, told: Told])[]>> = {
  gru: [
    // signs and points
    ["h_t=+0.1419,+0.2560", h],
    ["h_t=.1419 .2560", h],
    ["h_t=0.1419;0.2560;", h],
    ["h_t=0.1419,0.2560,", h],
    ["h_t=0.1419,0.2560.", h],
    ["h_t=≈0.1419, ≈0.2560", h],
    ["h_t=~0.1419, ~0.2560", h],
    ["h_t=0.1419..., 0.2560...", h],
    ["h_t=0.1419…, 0.2560…", h],
    // decimal commas
    ["h_t=(0,1419|0,2560)", h],
    ["h_t=(0,1419 | 0,2560)", h],
    ["h_t=[0,1419; 0,2560]", h],
    ["h_t=0,1419 und 0,2560", { h_t: "unreadable" }],
    // rows, columns, brackets
    ["h_t={0.1419, 0.2560}", { h_t: "unreadable" }],
    ["h_t=[0.1419; 0.2560]", h],
    ["h_t=[[0.1419], [0.2560]]", h],
    ["h_t=[[0.1419, 0.2560]]", h],
    ["h_t=(0.1419, 0.2560)^T", h],
    ["h_t=[0.1419, 0.2560]ᵀ", h],
    ["h_t=[0.1419, 0.2560].T", h],
    ["h_t=[0.1419 0.2560]'", h],
    ["h_t=[0.1419, 0.2560", { h_t: "unreadable" }],
    // other notations of a number
    ["z_t=53.49%, 51.25%", z],
    ["z_t=53,49 % 51,25 %", z],
    ["z_t=53.49\\%, 51.25\\%", z],
    ["z_t=53%, 51%", z],
    ["z_t=53.49,51.25", { z_t: "wrong" }],
    ["h_t=1.419e-1,2.560E-01", h],
    ["h_t=1.419×10⁻¹, 2.560×10⁻¹", h],
    ["h_t=1.419x10^-1, 2.560x10^-1", h],
    ["h_t=1.419*10**-1, 2.560*10**-1", h],
    ["h_t=1.419·10^{-1}; 2.560·10^{-1}", h],
    ["a_z_t=\\frac{7}{50}, \\frac{1}{20}", { a_z_t: "exact" }],
    ["a_z_t=14/100 5/100", { a_z_t: "exact" }],
    ["a_z_t=14 %, 5 %", { a_z_t: "exact" }],
    ["a_z_t=1/20+9/100, 0.05", { a_z_t: "unreadable" }],
    ["z_t=sigmoid(0.14), sigmoid(0.05)", { z_t: "unreadable" }],
    ["z_t=1-0.4651, 1-0.4875", { z_t: "unreadable" }],
    ["h_t=0.1419 ± 0.0001, 0.2560", { h_t: "unreadable" }],
    ["h_t=0.141 928, 0.256 004", { h_t: "unreadable" }],
    ["h_t=0'1419, 0'2560", { h_t: "unreadable" }],
    ["h_t=O.1419,0.256O", { h_t: "unreadable" }],
    // LaTeX
    ["h_t=\\begin{pmatrix} 0.1419 \\\\ 0.2560 \\end{pmatrix}", h],
    ["h_t=\\begin{bmatrix}0.1419\\\\0.2560\\end{bmatrix}", h],
    ["h_t=\\left[0.1419, 0.2560\\right]^\\top", h],
    ["h_t=$(0.1419, 0.2560)^T$", h],
    ["h_t=$0.1419$, $0.2560$", h],
    ["h_t=1.419 \\cdot 10^{-1}, 2.560 \\times 10^{-1}", h],
    ["h_t=\\approx 0.1419, 0.2560", h],
    // Python
    ["h_t=np.array([0.1419, 0.2560])", h],
    ["h_t=array([0.14192793, 0.25600367])", h],
    ["h_t=tensor([0.1419, 0.2560])", h],
    ["h_t=tensor([0.1419, 0.2560], dtype=torch.float64)", h],
    ["h_t=tensor([[0.1419], [0.2560]], grad_fn=<AddBackward0>)", h],
    ["h_t=[0.1419 0.2560]", h],
    ["h_t=[1.419e-01 2.560e-01]", h],
    // cut, or rounded otherwise
    ["h_t=0.141,0.256", h],
    ["h_tilde_t=0.09,0.11", { h_tilde_t: "right" }],
    ["h_t=0.14,0.2560", h],
    ["h_t=0.142,0.26", h],
    ["h_t=0.15,0.2560", { h_t: "rounded" }],
    ["h_t=0.14190,0.25600", { h_t: "rounded" }],
    // slips
    ["h_t=0.2560,0.1419", { h_t: ["mistake", "components-swapped"] }],
    ["z_t=0.5125,0.5349", { z_t: ["mistake", "components-swapped"] }],
    ["z_t=0.5125,0.5349 h_t=0.1419,0.2560", { z_t: ["mistake", "components-swapped"], h_t: "right" }],
    ["h_t=1.4193,2.5600", { h_t: "wrong" }],
    ["h_t=0.1491,0.2560", { h_t: "wrong" }],
    ["h_t=0.1419,-0.2560", { h_t: "wrong" }],
    ["h_t=0.2,0.4", { h_t: "ambiguous" }],
    ["h_t=0.5349,0.5125", { h_t: "wrong" }],
    ["r_t=0.5349,0.5125 h_tilde_t=0.0914,0.1190 h_t=0.0489,0.0610", { h_t: ["mistake", "update-one-term"] }],
    [
      "z_t=0.5349,0.5125 r_t=0.5349 0.5125 h_tilde_t=0.0917,0.1196",
      { h_tilde_t: ["mistake", "hidden-no-activation"] },
    ],
    ["h_tilde_t=0.1181,0.0826", { h_tilde_t: "wrong" }],
  ],
  lstm: [
    ["c_t=0.5876;-8.514e-3", { c_t: "right" }],
    ["c_t=0.5876, −8.5·10⁻³", { c_t: "right" }],
    ["c_t=(0,5876 | −0,0085)", { c_t: "right" }],
    ["c_t=0.59,-0.01", { c_t: "right" }],
    ["c_t=0.59,-0.00", { c_t: "right" }],
    ["c_t=0.5876,- 0.0085", { c_t: "right" }],
    ["c_t=0.5876,0.0085", { c_t: "wrong" }],
    ["i_t=63.88%,42.07%", { i_t: "right" }],
    ["i_t=0.6154,0.6154 f_t=0.6388,0.4207", { i_t: ["convention", "lstm-gate-order"], f_t: "convention" }],
    ["o_t=0.5050,0.3752 c_t=0.5876,-0.0085 h_t=0.5050,0.3752", { h_t: "wrong" }],
    ["h_t=0.3754,-0.0052", { h_t: "wrong" }],
  ],
  rnn: [
    ["h_1=(0.4621, 0.0997)^T y_1=0.7123", { h_1: "right", y_1: "right" }],
    ["y_1=[[0.7123]]", { y_1: "right" }],
    ["y_1=tensor(0.7123)", { y_1: "right" }],
    ["y_1=71.23%", { y_1: "right" }],
    ["y_2=-0,1559", { y_2: "right" }],
    ["y_2=0.1559", { y_2: "wrong" }],
    ["h_1=0.0997,0.4621", { h_1: ["mistake", "components-swapped"] }],
  ],
  "linear-rnn": [
    ["h_1=1/2 h_2=5/4 h_3=17/8", { h_1: "exact", h_2: "exact", h_3: "exact" }],
    ["h_1=0,5 h_2=1,25 h_3=2,125", { h_1: "exact", h_2: "exact", h_3: "exact" }],
    ["h_1=.5 h_2=1.3 h_3=2.1", { h_1: "exact", h_2: "right", h_3: "right" }],
    ["h_3=2.13", { h_3: "right" }],
    ["h_3=2.12", { h_3: "right" }],
    ["h_1=1 h_2=3 h_3=6", { h_1: ["ambiguous", "factor-missing"] }],
    ["h_1=50% h_2=125% h_3=212.5%", { h_1: "exact", h_2: "exact", h_3: "exact" }],
  ],
  attention: [
    [
      "weights=\\begin{pmatrix}0.4011&0.1978&0.4011\\\\0.2840&0.1400&0.5760\\\\0.3057&0.0743&0.6200\\end{pmatrix}",
      { weights: "right" },
    ],
    ["weights=| 0.40 | 0.20 | 0.40 |\n| 0.28 | 0.14 | 0.58 |\n| 0.31 | 0.07 | 0.62 |", { weights: "right" }],
    ["weights=40%,20%,40%;28%,14%,58%;31%,7%,62%", { weights: "right" }],
    [
      "weights=array([[0.4011, 0.1978, 0.4011],\n [0.2840, 0.1400, 0.5760],\n [0.3057, 0.0743, 0.6200]])",
      { weights: "right" },
    ],
    ["weights=0,4011 0,1978 0,4011; 0,2840 0,1400 0,5760; 0,3057 0,0743 0,6200", { weights: "right" }],
    ["Q=1,1,2;0,1,1", { Q: "unreadable" }],
    ["Q=1 0 1 1 2 1", { Q: "unreadable" }],
    ["Q=[[1,0],[1,1],[2,1]] K=[[1,1],[0,1],[1,2]]", { Q: "exact", K: "exact" }],
    ["scores=1,0,1;2,1,3;3,1,4", { scores: ["mistake", "attn-scale-missing"] }],
    ["scores=1/2,0,1/2;1,1/2,3/2;3/2,1/2,2", { scores: ["mistake", "scale-by-dk"] }],
    [
      "scores=0.7071,0,0.7071;1.4142,0.7071,2.1213;2.1213,0.7071,2.8284 weights=0.1678,0.2483,0.1402;0.3403,0.5035,0.5760;0.4919,0.2483,0.2838",
      { scores: "right", weights: "wrong" },
    ],
    [
      "weights=0.4011,0.2840,0.3057;0.1978,0.1400,0.0743;0.4011,0.5760,0.6200",
      { weights: ["mistake", "table-turned"] },
    ],
  ],
  "attention-causal": [
    ["masked=0.7071,-\\infty,-\\infty;1.4142,0.7071,-\\infty;2.1213,0.7071,2.8284", { masked: "right" }],
    ["masked=0.7071,-inf,-inf;1.4142,0.7071,-inf;2.1213,0.7071,2.8284", { masked: "right" }],
    ["weights=1,0,0;0.6698,0.3302,0;0.3057,0.0743,0.6200", { weights: "right" }],
    ["weights=100%,0%,0%;66.98%,33.02%,0%;30.57%,7.43%,62.00%", { weights: "right" }],
  ],
  "multi-head": [["weights_2=1/6,2/3,1/6;0.4,0.4,0.2;1/3,1/3,1/3", { weights_2: "wrong" }]],
  "layer-norm": [
    ["mu=2.5,3 var=1.25,1", { mu: "exact", var: "exact" }],
    ["mu=5/2,3 var=5/4,1", { mu: "exact", var: "exact" }],
    ["var=1.6667,1.3333", { var: ["convention", "ln-unbiased-variance"] }],
    ["mu=1.5,2,3.5,4", { mu: "unreadable" }],
  ],
  "positional-encoding": [
    ["PE=0,1,0,1;0.8415,0.5403,0.0100,1.0000;0.9093,-0.4161,0.0200,0.9998", { PE: "right" }],
    ["PE=0,1,0,1;0.0175,0.9998,0.0002,1.0000;0.0349,0.9994,0.0003,1.0000", { PE: ["mistake", "pe-degrees"] }],
  ],
};

for (const [name, table] of Object.entries(rows)) testTold(name, run(shippedCalled(name)), table);

/** The gradients of a run's loss as answers, by the keys that `gradient` prints. */
const gradients: Run = withGradients(withLoss(run(shippedCalled("bptt"))));

testTold("bptt, its gradients", gradients, [
  ["d_y_3=0.6197,-0.7804,0.1607", { d_y_3: "right" }],
  ["d_y_3=61.97%,-78.04%,16.07%", { d_y_3: "right" }],
  ["d_W_hh=0.3050,0.2862;-0.0265,-0.3990", { d_W_hh: "right" }],
  ["d_W_hh=0.305 0.286\n-0.027 -0.399", { d_W_hh: "rounded" }],
  ["d_W_hh=0.3050,-0.0265;0.2862,-0.3990", { d_W_hh: ["mistake", "outer-product-transposed"] }],
  ["d_W_hh=-0.0128,0.2272;0.0220,-0.3900", { d_W_hh: ["mistake", "bptt-last-step-only"] }],
  ["d_W_hh=-0.0676,0.2791;-0.1132,0.2223", { d_W_hh: ["mistake", "du-uses-current-h"] }],
  ["d_y_3=-0.6197,0.7804,-0.1607", { d_y_3: ["mistake", "loss-grad-sign"] }],
  ["d_a_3=0.3351,-0.7299", { d_a_3: ["mistake", "activation-deriv-missing"] }],
  ["d_a_3=0.2901,-0.5344", { d_a_3: ["mistake", "tanh-deriv-of-activated"] }],
  ["d_h_2=0.8219,-0.0254", { d_h_2: ["mistake", "bptt-direct-term-only"] }],
  ["d_a_3=0.2856,-0.4903 d_h_2=0.8219,-0.0254", { d_a_3: "right", d_h_2: "mistake" }],
  ["d_B_h=0.5968,-0.4483 d_B_y=0.3241,0.0057,-0.3298", { d_B_h: "right", d_B_y: "right" }],
  ["d_B_y=0.6197,-0.7804,0.1607", { d_B_y: ["mistake", "bptt-last-step-only"] }],
  ["d_B_y=0.3241,0.0057", { d_B_y: "unreadable" }],
  ["d_B_y=0.4241,0.0057,-0.3298", { d_B_y: "wrong" }],
]);
