import { multiplyIn } from "../src/linalg/blocked.ts";
import { exp, sigmoid, tanh } from "../src/linalg/elementary.ts";
import type { CharactersOptions } from "../src/models/characters.ts";

// The training step of the GRU encoder–decoder with dot attention written out by hand, forward and backward, loops over
// entries joined wherever they can be: what the compiled program is measured against. With `plain` loops in the place
// of the blocks and no table of embeddings times weights it is what a user would write first.

export type Multiply = typeof multiplyIn;

/** C += A B or C = A B as plain loops over the same arena. */
export const plainly: Multiply = (m, { a, b, c, rows, cols, inner, adds }) => {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++) {
      let sum = adds ? m[c.at + i * c.row + j * c.col] : 0;
      for (let k = 0; k < inner; k++)
        sum += m[a.at + i * a.row + k * a.col] * m[b.at + k * b.row + j * b.col];
      m[c.at + i * c.row + j * c.col] = sum;
    }
};

interface Matrix {
  readonly at: number;
  readonly rows: number;
  readonly cols: number;
}

const GATES = ["z", "r", "h"] as const;
type Gate = (typeof GATES)[number];
type Gates = Readonly<Record<Gate, Matrix>>;

/** One side's parameters with their gradients behind them, and its tokens. */
interface Side {
  readonly E: Matrix;
  readonly dE: Matrix;
  readonly W: Gates;
  readonly U: Gates;
  readonly b: Gates;
  readonly dW: Gates;
  readonly dU: Gates;
  readonly db: Gates;
  readonly T: Gates;
  readonly dT: Gates;
  /** The tokens of step t, one a sample. */
  readonly tokens: readonly Int32Array[];
}

/** What a step of a cell keeps for the way back. */
interface Kept {
  readonly z: Matrix;
  readonly r: Matrix;
  readonly t: Matrix;
  readonly rh: Matrix;
  readonly h: Matrix;
  readonly e: Matrix;
}

export interface ByHand {
  run(): number;
  gradient(key: string): Float64Array;
}

export function byHand(
  { hidden: H, embedding: D = 0, vocabulary, length, outLength }: CharactersOptions,
  B: number,
  given: (key: string) => Float64Array,
  multiply: Multiply = multiplyIn,
  usesTables = true,
): ByHand {
  const m = new Float64Array(6_000_000);
  let end = 8;
  const room = (rows: number, cols: number): Matrix => {
    const at = end;
    end += rows * cols;
    return { at, rows, cols };
  };
  const places = new Map<string, Matrix>();
  const weight = (key: string, rows: number, cols: number): Matrix => {
    const place = room(rows, cols);
    m.set(given(key), place.at);
    return place;
  };
  const slope = (key: string, rows: number, cols: number): Matrix => {
    const place = room(rows, cols);
    places.set(key, place);
    return place;
  };
  const gates = (make: (gate: Gate) => Matrix): Gates => ({ z: make("z"), r: make("r"), h: make("h") });
  const ones = (key: string, width: number): Int32Array => {
    const all = given(key);
    return Int32Array.from({ length: all.length / width }, (_, i) =>
      all.subarray(i * width, (i + 1) * width).indexOf(1),
    );
  };
  const side = (suffix: string, table: string, tokens: number, keys: readonly string[]): Side => ({
    E: weight(table, tokens, D),
    dE: slope(table, tokens, D),
    W: gates((g) => weight(`W_${g}_${suffix}`, H, D)),
    U: gates((g) => weight(`U_${g}_${suffix}`, H, H)),
    b: gates((g) => weight(`b_${g}_${suffix}`, 1, H)),
    dW: gates((g) => slope(`W_${g}_${suffix}`, H, D)),
    dU: gates((g) => slope(`U_${g}_${suffix}`, H, H)),
    db: gates((g) => slope(`b_${g}_${suffix}`, 1, H)),
    T: gates(() => room(tokens, H)),
    dT: gates(() => room(tokens, H)),
    tokens: keys.map((key) => ones(key, tokens)),
  });
  const V = vocabulary.target;
  const [n, steps] = [length, outLength];
  const numbered = (letter: string, from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `${letter}_${from + i}`);
  const enc = side("enc", "E", vocabulary.source, numbered("x", 1, n));
  const dec = side("dec", "F", V, numbered("y", 0, steps));
  const [Wo, bo] = [weight("W_o", V, 2 * H), weight("B_o", 1, V)];
  const [dWo, dbo] = [slope("W_o", V, 2 * H), slope("B_o", 1, V)];
  const right = ones("target", V);
  const kept = (): Kept => ({
    ...{ z: room(B, H), r: room(B, H), t: room(B, H), rh: room(B, H), h: room(B, H) },
    e: room(B, D),
  });
  const [encoded, decoded] = [Array.from({ length: n }, kept), Array.from({ length: steps }, kept)];
  const zero = room(B, H);
  const [Hs, S, dHs] = [room(B * n, H), room(B * steps, 2 * H), room(B * n, H)];
  const dS = room(B * steps, 2 * H);
  const [A, dA] = [room(B * steps, n), room(B * steps, n)];
  const [O, dO] = [room(B * steps, V), room(B * steps, V)];
  const [dh, drh, daz, dar, dah, de] = [H, H, H, H, H, D].map((width) => room(B, width));

  const view = ({ at, cols }: Matrix) => ({ at, row: cols, col: 1 });
  const turned = ({ at, cols }: Matrix) => ({ at, row: 1, col: cols });
  const product = (
    a: ReturnType<typeof view>,
    b: ReturnType<typeof view>,
    c: ReturnType<typeof view>,
    [rows, inner, cols]: readonly [number, number, number],
    adds: boolean,
  ) => multiply(m, { a, b, c, rows, cols, inner, factor: 1, adds });

  function forward(s: Side, t: number, h: Matrix, k: Kept): void {
    const index = s.tokens[t];
    if (!usesTables)
      for (let i = 0; i < B; i++)
        m.copyWithin(k.e.at + i * D, s.E.at + index[i] * D, s.E.at + (index[i] + 1) * D);
    for (let i = 0; i < B; i++)
      for (let j = 0; j < H; j++) {
        const [o, from] = [i * H + j, index[i] * H + j];
        m[k.z.at + o] = m[s.b.z.at + j] + (usesTables ? m[s.T.z.at + from] : 0);
        m[k.r.at + o] = m[s.b.r.at + j] + (usesTables ? m[s.T.r.at + from] : 0);
        m[k.t.at + o] = m[s.b.h.at + j] + (usesTables ? m[s.T.h.at + from] : 0);
      }
    if (!usesTables)
      for (const [gate, to] of [
        ["z", k.z],
        ["r", k.r],
        ["h", k.t],
      ] as const)
        product(view(k.e), turned(s.W[gate]), view(to), [B, D, H], true);
    product(view(h), turned(s.U.z), view(k.z), [B, H, H], true);
    product(view(h), turned(s.U.r), view(k.r), [B, H, H], true);
    for (let o = 0; o < B * H; o++) {
      m[k.z.at + o] = sigmoid(m[k.z.at + o]);
      m[k.r.at + o] = sigmoid(m[k.r.at + o]);
      m[k.rh.at + o] = m[k.r.at + o] * m[h.at + o];
    }
    product(view(k.rh), turned(s.U.h), view(k.t), [B, H, H], true);
    for (let o = 0; o < B * H; o++) {
      const [z, c] = [m[k.z.at + o], tanh(m[k.t.at + o])];
      m[k.t.at + o] = c;
      m[k.h.at + o] = (1 - z) * m[h.at + o] + z * c;
    }
  }

  /** dh becomes that of the state before. */
  function backward(s: Side, t: number, h: Matrix, k: Kept): void {
    for (let o = 0; o < B * H; o++) {
      const [g, z, c] = [m[dh.at + o], m[k.z.at + o], m[k.t.at + o]];
      m[daz.at + o] = g * (c - m[h.at + o]) * z * (1 - z);
      m[dah.at + o] = g * z * (1 - c * c);
      m[dh.at + o] = g * (1 - z);
    }
    product(view(dah), view(s.U.h), view(drh), [B, H, H], false);
    for (let o = 0; o < B * H; o++) {
      const [g, r] = [m[drh.at + o], m[k.r.at + o]];
      m[dar.at + o] = g * m[h.at + o] * r * (1 - r);
      m[dh.at + o] += g * r;
    }
    product(view(daz), view(s.U.z), view(dh), [B, H, H], true);
    product(view(dar), view(s.U.r), view(dh), [B, H, H], true);
    product(turned(daz), view(h), view(s.dU.z), [H, B, H], true);
    product(turned(dar), view(h), view(s.dU.r), [H, B, H], true);
    product(turned(dah), view(k.rh), view(s.dU.h), [H, B, H], true);
    const index = s.tokens[t];
    for (const [gate, d] of [
      ["z", daz],
      ["r", dar],
      ["h", dah],
    ] as const) {
      const [bias, table] = [s.db[gate].at, s.dT[gate].at];
      for (let i = 0; i < B; i++)
        for (let j = 0; j < H; j++) {
          const g = m[d.at + i * H + j];
          m[bias + j] += g;
          if (usesTables) m[table + index[i] * H + j] += g;
        }
      if (usesTables) continue;
      product(turned(d), view(k.e), view(s.dW[gate]), [H, B, D], true);
      product(view(d), view(s.W[gate]), view(de), [B, H, D], gate !== "z");
    }
    if (!usesTables)
      for (let i = 0; i < B; i++)
        for (let j = 0; j < D; j++) m[s.dE.at + index[i] * D + j] += m[de.at + i * D + j];
  }

  /** Rows n·B + i of one matrix to and from rows i·count + n of another. */
  const into = (to: Matrix, from: Matrix, step: number, count: number): void => {
    for (let i = 0; i < B; i++)
      m.copyWithin(to.at + (i * count + step) * to.cols, from.at + i * H, from.at + (i + 1) * H);
  };
  const addFrom = (from: Matrix, step: number, count: number): void => {
    for (let i = 0; i < B; i++)
      for (let j = 0; j < H; j++) m[dh.at + i * H + j] += m[from.at + (i * count + step) * from.cols + j];
  };

  function softmaxRows({ at, rows, cols }: Matrix): void {
    for (let i = 0; i < rows; i++) {
      const row = at + i * cols;
      let [top, total] = [m[row], 0];
      for (let j = 1; j < cols; j++) if (m[row + j] > top) top = m[row + j];
      for (let j = 0; j < cols; j++) total += m[row + j] = exp(m[row + j] - top);
      for (let j = 0; j < cols; j++) m[row + j] /= total;
    }
  }

  /** Attention and output over all steps, and their way back into dS and dHs. */
  function readOut(): number {
    const rows = B * steps;
    for (let i = 0; i < B; i++) {
      const [s, h, a] = [S.at + i * steps * 2 * H, Hs.at + i * n * H, A.at + i * steps * n];
      const [states, weights] = [
        { at: s, row: 2 * H, col: 1 },
        { at: a, row: n, col: 1 },
      ];
      product(states, { at: h, row: 1, col: H }, weights, [steps, H, n], false);
      softmaxRows({ at: a, rows: steps, cols: n });
      product(weights, { at: h, row: H, col: 1 }, { at: s + H, row: 2 * H, col: 1 }, [steps, n, H], false);
    }
    for (let i = 0; i < rows; i++) m.copyWithin(O.at + i * V, bo.at, bo.at + V);
    product(view(S), turned(Wo), view(O), [rows, 2 * H, V], true);
    softmaxRows(O);
    let loss = 0;
    for (let i = 0; i < rows; i++) {
      loss -= Math.log(m[O.at + i * V + right[i]]) / steps;
      for (let j = 0; j < V; j++) {
        const g = (m[O.at + i * V + j] - (j === right[i] ? 1 : 0)) / steps;
        m[dO.at + i * V + j] = g;
        m[dbo.at + j] += g;
      }
    }
    product(turned(dO), view(S), view(dWo), [V, rows, 2 * H], false);
    product(view(dO), view(Wo), view(dS), [rows, V, 2 * H], false);
    for (let i = 0; i < B; i++) {
      const [s, h, a] = [S.at + i * steps * 2 * H, Hs.at + i * n * H, i * steps * n];
      const dC = { at: dS.at + i * steps * 2 * H + H, row: 2 * H, col: 1 };
      const [states, d] = [
        { at: s, row: 2 * H, col: 1 },
        { at: dA.at + a, row: n, col: 1 },
      ];
      const dH = { at: dHs.at + i * n * H, row: H, col: 1 };
      product({ at: A.at + a, row: 1, col: n }, dC, dH, [n, steps, H], false);
      product(dC, { at: h, row: 1, col: H }, d, [steps, H, n], false);
      for (let row = a; row < a + steps * n; row += n) {
        let along = 0;
        for (let j = 0; j < n; j++) along += m[dA.at + row + j] * m[A.at + row + j];
        for (let j = 0; j < n; j++) m[dA.at + row + j] = m[A.at + row + j] * (m[dA.at + row + j] - along);
      }
      product({ at: dA.at + a, row: 1, col: n }, states, dH, [n, steps, H], true);
      product(d, { at: h, row: H, col: 1 }, { ...dC, at: dC.at - H }, [steps, n, H], true);
    }
    return loss;
  }

  function run(): number {
    for (const { at, rows, cols } of places.values()) m.fill(0, at, at + rows * cols);
    for (const s of [enc, dec])
      for (const gate of GATES) {
        const { at, rows, cols } = s.dT[gate];
        m.fill(0, at, at + rows * cols);
        if (usesTables) product(view(s.E), turned(s.W[gate]), view(s.T[gate]), [rows, D, H], false);
      }
    for (const [t, k] of encoded.entries()) {
      forward(enc, t, t === 0 ? zero : encoded[t - 1].h, k);
      into(Hs, k.h, t, n);
    }
    for (const [t, k] of decoded.entries()) {
      forward(dec, t, t === 0 ? encoded[n - 1].h : decoded[t - 1].h, k);
      into(S, k.h, t, steps);
    }
    const loss = readOut();
    m.fill(0, dh.at, dh.at + B * H);
    for (let t = steps - 1; t >= 0; t--) {
      addFrom(dS, t, steps);
      backward(dec, t, t === 0 ? encoded[n - 1].h : decoded[t - 1].h, decoded[t]);
    }
    for (let t = n - 1; t >= 0; t--) {
      addFrom(dHs, t, n);
      backward(enc, t, t === 0 ? zero : encoded[t - 1].h, encoded[t]);
    }
    for (const s of usesTables ? [enc, dec] : [])
      for (const gate of GATES) {
        const { rows } = s.T[gate];
        product(turned(s.dT[gate]), view(s.E), view(s.dW[gate]), [H, rows, D], false);
        product(view(s.dT[gate]), view(s.W[gate]), view(s.dE), [rows, H, D], gate !== "z");
      }
    return loss;
  }

  return {
    run,
    gradient(key) {
      const { at, rows, cols } = places.get(key) as Matrix;
      return m.slice(at, at + rows * cols);
    },
  };
}
