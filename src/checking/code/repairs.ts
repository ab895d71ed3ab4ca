import { here } from "./local-repairs.ts";
import {
  type Context,
  ELEMENTWISE,
  isTanh,
  plus,
  product,
  type Repair,
  self,
  sides,
  tanh,
  throughout,
} from "./repair.ts";
import { type Code, partsOf, selfName, startOf, withParts } from "./syntax.ts";

// A mistake in code is found by undoing it: every small change that makes the program right names the mistake that it
// undoes, and the place.

/** Every repair at one place of an expression, the likelier ones first. */
export function* repairs(code: Code, context: Context): Generator<Repair> {
  yield* everywhere(code);
  yield* ofWhole(code, context);
  yield* within(code, context);
}

/** The same slip at all its places. */
function* everywhere(code: Code): Generator<Repair> {
  const at = startOf(code);
  const dotted = throughout(code, (part) => {
    const both = sides(part, true);
    return both ? product(both[0], both[1], part.at) : part;
  });
  yield { id: "elementwise-product", kind: "concept", feedback: `${ELEMENTWISE}.`, at, code: dotted };
  const exchanged = throughout(code, (part) => {
    const name = selfName(part);
    const other = name === "W_hh" ? "W_xh" : name === "W_xh" ? "W_hh" : undefined;
    return other ? self(other, part.at) : part;
  });
  yield {
    id: "matrices-exchanged",
    kind: "slip",
    feedback: "`W_xh` and `W_hh` are exchanged: `W_xh` belongs to the input, `W_hh` to the old state.",
    at,
    code: exchanged,
  };
}

/** tanh round the whole, or round nothing. */
function* ofWhole(code: Code, context: Context): Generator<Repair> {
  const at = startOf(code);
  const bare = throughout(code, (part) => (isTanh(part) ? part.args[0] : part));
  const inside = JSON.stringify(bare) !== JSON.stringify(code);
  if (context.role === "state" && inside && !isTanh(code))
    yield {
      id: "tanh-on-part",
      kind: "concept",
      feedback: "tanh goes round the whole sum.",
      at,
      code: tanh(bare),
    };
  if (context.role === "state" && !inside)
    yield {
      id: "hidden-no-activation",
      kind: "concept",
      feedback: "tanh is missing round the sum.",
      at,
      code: tanh(code),
    };
  if (context.role === "state" && inside && isTanh(code))
    yield { id: "tanh-twice", kind: "slip", feedback: "tanh is applied twice.", at, code: tanh(bare) };
  if (context.role === "output" && inside)
    yield {
      id: "tanh-on-output",
      kind: "concept",
      feedback: "The output is linear: it has no tanh.",
      at,
      code: bare,
    };
}

/** At the places inside, each in its turn. */
function* within(code: Code, context: Context, summand = true): Generator<Repair> {
  if (summand && !isTanh(code)) yield* missing(code, context);
  yield* here(code, context);
  const parts = partsOf(code);
  for (const [i, part] of parts.entries()) {
    const open = isTanh(code) && i === 1;
    for (const repair of within(part, context, open))
      yield {
        ...repair,
        code: withParts(
          code,
          parts.map((p, j) => (j === i ? repair.code : p)),
        ),
      };
  }
}

/** A summand that is not there. */
function* missing(code: Code, context: Context): Generator<Repair> {
  const at = startOf(code);
  const bias = context.role === "state" ? "Bh" : "By";
  yield {
    id: "bias-dropped",
    kind: "slip",
    feedback: `The bias \`self.${bias}\` is missing.`,
    at,
    code: plus(code, self(bias, at)),
  };
  if (context.role === "output") return;
  const x: Code = { kind: "name", name: context.input, at };
  const fromInput = product(self("W_xh", at), x, at);
  yield {
    id: "input-dropped",
    kind: "concept",
    feedback: "The input's part, `W_xh` times `x`, is missing.",
    at,
    code: plus(code, fromInput),
  };
  const fromState = product(self("W_hh", at), self("hidden_state", at), at);
  yield {
    id: "state-dropped",
    kind: "concept",
    feedback: "The old state's part, `W_hh` times the state, is missing.",
    at,
    code: plus(code, fromState),
  };
}
