import { keyAt } from "../graph/unroll.ts";
import { greekNames } from "../text/symbol.ts";

/** Letters and digits alone, the tilde and "t − 1" as words: `h_{t-1}`, `ht-1` and `h_t_minus_1` are one. */
function loosened(key: string): string {
  return key
    .normalize("NFKD")
    .replace(/[αβγεμω]/g, (letter) => greekNames[letter])
    .replace(/\\mathrm\b/g, "")
    .replace(/\\(?:tilde|hat)\s*\{?\s*(\w)\}?/g, "$1~")
    .replace(/_l0$/, "")
    .replace(/[\u0303\u0302]/g, "~")
    .replace(/_t_minus_1|\{?_?\{?\(?t[-−–]1\)?\}?|_?prev(ious)?$/g, "prev")
    .replace(/[_{},\s\\$()]/g, "")
    .replace(/tilde/g, "~");
}

const attending: Readonly<Record<string, readonly string[]>> = {
  X: ["x", "inputs"],
  H: ["memory", "encoder_output"],
  W_Q: ["W_q", "q_proj"],
  W_K: ["W_k", "k_proj"],
  W_V: ["W_v", "v_proj"],
  W_O: ["W_o", "out_proj"],
  Q: ["q", "query", "queries"],
  K: ["k", "key", "keys"],
  V: ["values", "value"],
  scores: ["S"],
  weights: ["A", "alpha", "attention_weights"],
  output: ["Z", "O", "out"],
};

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
    B_y: ["b_y"],
    W_z: ["W_iz"],
    U_z: ["W_hz"],
    W_r: ["W_ir"],
    U_r: ["W_hr"],
    h_tilde_t: ["candidate_h_t", "n_t", "h_hat_t", "candidate"],
    b_xz: ["b_iz"],
    b_xr: ["b_ir"],
    b_xh: ["b_in"],
    b_hh: ["b_hn"],
    W_h: ["W_n", "W_in"],
    U_h: ["U_n", "W_hn"],
    b_h: ["b_n"],
  },
  lstm: {
    B_y: ["b_y"],
    W_i: ["W_ii"],
    U_i: ["W_hi"],
    W_f: ["W_if"],
    U_f: ["W_hf"],
    W_o: ["W_io"],
    U_o: ["W_ho"],
    g_t: ["c_tilde_t", "candidate_c_t", "c_hat_t", "candidate"],
    W_g: ["W_c", "W_ig"],
    U_g: ["U_c", "W_hg"],
    b_g: ["b_c"],
    b_xg: ["b_ig"],
    b_xi: ["b_ii"],
    b_xf: ["b_if"],
    b_xo: ["b_io"],
  },
  ...{ attention: attending, "multi-head": attending, transformer: attending },
  "additive-attention": {
    weights: ["alpha"],
    scores: ["e"],
    context: ["c", "output"],
    ...{ W: ["W_a"], U: ["U_a"], v: ["v_a"], s: ["s_prev", "query"] },
  },
  "positional-encoding": { X: ["x", "inputs", "embeddings"], PE: ["P"] },
  "layer-norm": { X: ["x", "inputs"], gamma: ["weight", "g"], beta: ["bias", "b"], var: ["variance"] },
};

const LONGEST = 64;
const dictionaries = new Map<string, ReadonlyMap<string, string>>();

/**
 * The key that a spelling stands for, of those that a model has: `h̃_t`, `candidate_h_t` and `n_t` are a
 * GRU's `h_tilde_t`. Undefined when there is none.
 */
export function canonicalKey(typed: string, model: string, keys: readonly string[]): string | undefined {
  if (typed.length > LONGEST) return undefined;
  const name = `${model} ${keys.join(" ")}`;
  const dictionary = dictionaries.get(name) ?? dictionaryOf(model, keys);
  dictionaries.set(name, dictionary);
  return dictionary.get(typed) ?? dictionary.get(loosened(typed));
}

/** Every spelling → its key; a key's own spelling over another's, and one that fits two keys is left out. */
function dictionaryOf(model: string, keys: readonly string[]): ReadonlyMap<string, string> {
  const dictionary = new Map<string, string>();
  const twice = new Set<string>();
  const put = (spelling: string, key: string): void => {
    const other = dictionary.get(spelling);
    if (other !== undefined && other !== key) twice.add(spelling);
    else dictionary.set(spelling, key);
  };
  for (const key of keys) put(loosened(key), key);
  for (const spelling of twice) dictionary.delete(spelling);
  for (const key of keys)
    for (const spelling of spellingsOf(model, key))
      for (const form of [loosened(spelling), spelling]) if (!dictionary.has(form)) dictionary.set(form, key);
  for (const key of keys) dictionary.set(key, key);
  return dictionary;
}

/** Those of a step are those of t with its number: `n_2` for `h_tilde_2`. */
function spellingsOf(model: string, key: string): readonly string[] {
  const [, name, step] = /^(.*)_(\d+)$/.exec(key) ?? [];
  const own = spellings[model]?.[key] ?? [];
  const ofStep = step === undefined ? [] : (spellings[model]?.[`${name}_t`] ?? []);
  return [
    ...own,
    ...ofStep.map((spelling) =>
      /_t$/.test(spelling) ? keyAt(spelling, Number(step)) : `${spelling}_${step}`,
    ),
  ];
}
