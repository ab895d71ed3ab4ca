import type { Graph, Line } from "../graph/graph.ts";
import { rowList, type Tensor } from "../linalg/tensor.ts";
import type { Values } from "../readings/value.ts";
import { unicodeSymbol } from "../text/symbol.ts";
import { UserError } from "../text/user-error.ts";

/** A mask, and the scores under it, hold −∞ where nothing may be seen: softmax makes a weight of 0 of it. */
const isMasked = ({ role }: Line): boolean => role.startsWith("mask");

/**
 * Every line of a run is a number throughout.
 * @throws UserError naming the first that is not, or the row of a mask that leaves nothing to see
 */
export function mustBeFinite({ lines }: Graph, values: Values): void {
  for (const line of lines) {
    const value = values.get(line.key) as Tensor;
    if (isMasked(line)) mustSeeSomething(line, value);
    else if (!value.data.every(Number.isFinite)) throw tooLarge(line);
  }
}

function mustSeeSomething(line: Line, value: Tensor): void {
  if (value.data.some(Number.isNaN))
    throw new UserError("mask takes 1 where a query may look, and 0 elsewhere");
  if (value.data.includes(Number.POSITIVE_INFINITY)) throw tooLarge(line);
  const blind = rowList(value).findIndex((row) => row.every((x) => x === Number.NEGATIVE_INFINITY));
  if (blind >= 0)
    throw new UserError(`the mask leaves query ${blind + 1} nothing to see; each row needs a 1`);
}

const tooLarge = ({ key, symbol, adjointOf }: Line): UserError =>
  new UserError(
    `${adjointOf === undefined ? key : unicodeSymbol(symbol)} is too large to be a number; give smaller ones`,
  );
