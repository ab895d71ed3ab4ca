import type { Expr, Kind, Rules } from "../graph/expr.ts";
import { fold } from "../graph/fold.ts";
import { broadcast, dot } from "../linalg/broadcast.ts";
import * as k from "../linalg/kernels.ts";
import { scalar, type Tensor } from "../linalg/tensor.ts";
import { functions, type Values } from "./value.ts";

/**
 * What numpy makes of an expression where the arrays have other shapes than the graph's: sums and ⊙ broadcast, a
 * product is np.dot.
 * @throws RangeError as numpy does where shapes don't go together
 */
export const asNumpy = (expr: Expr, values: Values): Tensor => fold(rulesFor(values), expr);

const no = (kind: Kind) => (): never => {
  throw new Error(`internal: ${kind} has no shape of its own in numpy`);
};

function rulesFor(values: Values): Rules<Tensor> {
  return {
    ref: ({ key }) => values.get(key) as Tensor,
    fill: ({ value }) => scalar(value),
    onehot: no("onehot"),
    add: ({ terms }) => terms.reduce((a, b) => broadcast(a, b, (x, y) => x + y)),
    scale: ({ factor, arg }) => k.map(arg, (x) => factor * x),
    mul: ({ a, b }) => broadcast(a, b, (x, y) => x * y),
    map: ({ fn, arg }) => k.map(arg, functions[fn]),
    product: ({ a, b }) => dot(a, b),
    transpose: ({ arg }) => (arg.shape.length === 2 ? k.transpose(arg) : arg),
    sum: no("sum"),
    spread: no("spread"),
    softmax: ({ arg }) => k.softmax(arg),
    logsoftmax: ({ arg }) => k.logSoftmax(arg),
    concat: no("concat"),
    slice: no("slice"),
  };
}
