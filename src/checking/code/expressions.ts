import { childrenOf, type Node, placeIn, refuse, type Source, textOf } from "./source.ts";
import { type Code, CodeProblem, type Sign } from "./syntax.ts";

const DEEPEST = 80;

/** An expression of the tree as ours. @throws CodeProblem */
export function codeOf(source: Source, node: Node, depth = 0): Code {
  const at = placeIn(source, node.from);
  if (depth > DEEPEST) throw new CodeProblem("this is nested too deeply", at);
  const inside = childrenOf(node);
  const inner = (child: Node): Code => codeOf(source, child, depth + 1);
  switch (node.name) {
    case "VariableName":
      return { kind: "name", name: textOf(source, node), at };
    case "Number":
      return { kind: "number", value: numberOf(source, node), at };
    case "Ellipsis":
      return { kind: "gap", at };
    case "ParenthesizedExpression":
      return inner(inside[1]);
    case "TupleExpression":
      return { kind: "tuple", items: inside.filter(({ name }) => !/^[(),]$/.test(name)).map(inner), at };
    case "MemberExpression":
      if (inside[1]?.name !== ".") return withAxis(source, node, inner(inside[0]));
      return { kind: "attribute", of: inner(inside[0]), name: textOf(source, inside[2]), at };
    case "UnaryExpression":
      return unary(textOf(source, inside[0]), inner(inside[1]), () => refuse(source, node));
    case "BinaryExpression":
      return {
        kind: "binary",
        sign: signOf(source, node, inside[1]),
        a: inner(inside[0]),
        b: inner(inside[2]),
        at: placeIn(source, inside[1].from),
      };
    case "CallExpression":
      return { kind: "call", fn: inner(inside[0]), ...argumentsOf(source, inside[1], inner), at };
    default:
      return refuse(source, node);
  }
}

const newAxes: readonly (readonly [RegExp, string])[] = [
  [/\[ *: *, *(?:None|np\.newaxis) *,? *\]$/, "[:, None]"],
  [/\[ *(?:None|np\.newaxis) *, *: *,? *\]$/, "[None, :]"],
];

/** A vector as a column or a row; no other picking of entries is understood. */
function withAxis(source: Source, node: Node, of: Code): Code {
  const at = placeIn(source, node.from);
  const name = newAxes.find(([form]) => form.test(textOf(source, node)))?.[1];
  if (!name) throw new CodeProblem("picking entries with [ ] is not understood here", at);
  return { kind: "call", fn: { kind: "attribute", of, name, at }, args: [], named: [], at };
}

function unary(sign: string, arg: Code, refused: () => never): Code {
  if (sign === "+") return arg;
  return sign === "-" ? { kind: "minus", arg, at: arg.at } : refused();
}

const signs: readonly string[] = ["+", "-", "*", "/", "@", "**"];

function signOf(source: Source, node: Node, operator: Node): Sign {
  const sign = textOf(source, operator);
  return signs.includes(sign) ? (sign as Sign) : refuse(source, node);
}

function numberOf(source: Source, node: Node): number {
  const text = textOf(source, node);
  return /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : refuse(source, node);
}

function argumentsOf(
  source: Source,
  list: Node,
  inner: (node: Node) => Code,
): { readonly args: readonly Code[]; readonly named: readonly (readonly [string, Code])[] } {
  const all = childrenOf(list);
  const args: Code[] = [];
  const named: (readonly [string, Code])[] = [];
  for (let i = 0; i < all.length; i++) {
    if (/^[(),]$/.test(all[i].name)) continue;
    if (all[i].name === "*" || all[i].name === "**") refuse(source, list);
    if (all[i + 1]?.name === "AssignOp") {
      named.push([textOf(source, all[i]), inner(all[i + 2])]);
      i += 2;
    } else args.push(inner(all[i]));
  }
  return { args, named };
}
