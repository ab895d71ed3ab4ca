import { add, mul, ref } from "../../src/graph/build.ts";
import { graph, type Input } from "../../src/graph/graph.ts";
import type { Cell } from "../../src/graph/unroll.ts";

const input = (key: string, role: Input["role"]): Input => ({
  key,
  symbol: key,
  title: key,
  role,
  shape: [],
  sizes: [],
});

const [w, u, h] = ["w", "u_t", "h_prev"].map((key) => ref(key, []));

/** h_t = w (u_t + h_{t−1}) */
export const linearCell: Cell = {
  ...graph(
    [input("u_t", "data"), input("h_prev", "state"), input("w", "weight")],
    [{ key: "h_t", symbol: "h_t", title: "hidden state", role: "hidden-state", expr: mul(w, add(u, h)) }],
  ),
  recurrence: { h_prev: "h_t" },
};
