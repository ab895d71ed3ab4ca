/** Letters and digits alone, the tilde and "t − 1" as words: `h_{t-1}`, `ht-1` and `h_t_minus_1` are one. */
function loosened(key: string): string {
  return key
    .normalize("NFKD")
    .replace(/\\(?:tilde|hat)\s*\{?\s*(\w)\}?/g, "$1~")
    .replace(/_l0$/, "")
    .replace(/[\u0303\u0302]/g, "~")
    .replace(/_t_minus_1|\{?_?\{?\(?t[-−–]1\)?\}?|_?prev(ious)?$/g, "prev")
    .replace(/[_{},\s\\$()]/g, "")
    .replace(/tilde/g, "~");
}

/** Spellings of their own, by model and key; "candidate" in words belongs to what a model calls so. */
const spellings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  rnn: {
    B_h: ["b_h", "bh", "b"],
    B_y: ["b_y", "by"],
    B_xh: ["b_xh", "b_ih"],
    B_hh: ["b_hh"],
    W_xh: ["W_hx", "W_ih"],
    W_hy: ["W_yh", "W_ho"],
  },
  gru: {
    h_tilde_t: ["candidate_h_t", "n_t", "h_hat_t", "candidate"],
    b_xz: ["b_iz"],
    b_xr: ["b_ir"],
    b_xh: ["b_in"],
    b_hh: ["b_hn"],
    W_h: ["W_n"],
    U_h: ["U_n"],
    b_h: ["b_n"],
  },
  lstm: {
    g_t: ["c_tilde_t", "candidate_c_t", "c_hat_t", "candidate"],
    W_g: ["W_c"],
    U_g: ["U_c"],
    b_g: ["b_c"],
    b_xg: ["b_ig"],
    b_xi: ["b_ii"],
    b_xf: ["b_if"],
    b_xo: ["b_io"],
  },
};

/**
 * The key that a spelling stands for, of those that a model has: `h̃_t`, `candidate_h_t` and `n_t` are a
 * GRU's `h_tilde_t`. Undefined when there is none.
 */
export function canonicalKey(typed: string, model: string, keys: readonly string[]): string | undefined {
  if (keys.includes(typed)) return typed;
  const byModel = spellings[model] ?? {};
  const owner = keys.find((key) => byModel[key]?.includes(typed));
  if (owner) return owner;
  const loose = loosened(typed);
  const found = keys.filter((key) => loosened(key) === loose);
  return found.length === 1 ? found[0] : keys.find((key) => byModel[key]?.some((s) => loosened(s) === loose));
}
