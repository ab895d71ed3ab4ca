import { parser } from "@lezer/python";
import { quoted } from "../quoted.ts";
import { type Code, CodeProblem, type Place, type Sign, type Statement } from "./syntax.ts";

type Node = ReturnType<typeof parser.parse>["topNode"];

/** The most characters that are read. */
export const LONGEST = 20_000;
const DEEPEST = 80;

/** Python's text with its tree; nothing of it is ever executed. */
export interface Source {
  readonly text: string;
  readonly top: Node;
}

/** @throws CodeProblem where the text is too long, or not Python */
export function parsed(text: string): Source {
  if (text.length > LONGEST)
    throw new CodeProblem(`the code is longer than ${LONGEST} characters`, undefined);
  const source = { text, top: parser.parse(text).topNode };
  const cursor = source.top.cursor();
  do {
    if (cursor.type.isError) throw notPython(source, cursor.from);
  } while (cursor.next());
  return source;
}

function notPython({ text }: Source, at: number): CodeProblem {
  const after = text.slice(at).split("\n")[0].trim();
  const before = text.slice(0, at).trimEnd().split("\n").at(-1)?.trim() ?? "";
  const where =
    after !== "" ? `near ${quoted(after)}` : before !== "" ? `after ${quoted(before.slice(-25))}` : "";
  return new CodeProblem(`this is not Python ${where}`.trimEnd(), placeIn(text, at));
}

export function placeIn(text: string, offset: number): Place {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
}

export function childrenOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== "Comment") found.push(child);
  return found;
}

export const textOf = ({ text }: Source, node: Node): string => text.slice(node.from, node.to);

const notUnderstood: Readonly<Record<string, string>> = {
  ForStatement: "for loops are",
  WhileStatement: "while loops are",
  IfStatement: "if is",
  UpdateStatement: "+= and its like are",
  ArrayExpression: "lists are",
  DictionaryExpression: "dictionaries are",
  SetExpression: "sets are",
  String: "text is",
  FormatString: "text is",
  LambdaExpression: "lambda is",
  ConditionalExpression: "if is",
  ArrayComprehensionExpression: "comprehensions are",
  FunctionDefinition: "a function inside a method is",
  ImportStatement: "an import inside a method is",
  TryStatement: "try is",
  WithStatement: "with is",
  Boolean: "True and False are",
  None: "None is",
};

function refuse(source: Source, node: Node): never {
  const known = Object.hasOwn(notUnderstood, node.name) ? notUnderstood[node.name] : undefined;
  const what = known ?? `${quoted(textOf(source, node).split("\n")[0])} is`;
  const advice = "; use assignments, np.dot, @, np.tanh, + and the like";
  throw new CodeProblem(`${what} not understood here${advice}`, placeIn(source.text, node.from));
}

/** The statements of a body; docstrings, pass and print are passed over. */
export function statementsOf(source: Source, nodes: readonly Node[]): readonly Statement[] {
  return nodes.flatMap((node): readonly Statement[] => {
    const at = placeIn(source.text, node.from);
    const inside = childrenOf(node);
    switch (node.name) {
      case "AssignStatement":
        return [assignment(source, node, at)];
      case "ReturnStatement":
        return [{ kind: "return", value: inside[1] && firstOf(codeOf(source, inside[1])), at }];
      case "StatementGroup":
        return statementsOf(
          source,
          inside.filter(({ name }) => name !== ";"),
        );
      case "PassStatement":
      case ":":
        return [];
      case "ExpressionStatement":
        return isIdle(source, inside[0]) ? [] : refuse(source, inside[0]);
      default:
        return refuse(source, node);
    }
  });
}

/** Of several things that are returned, the first. */
const firstOf = (code: Code): Code => (code.kind === "tuple" ? (code.items[0] ?? code) : code);

const isIdle = (source: Source, node: Node): boolean =>
  node.name === "String" || node.name === "ContinuedString" || /^print\s*\(/.test(textOf(source, node));

/** a = b = value, with an annotation or without */
function assignment(source: Source, node: Node, at: Place): Statement {
  const parts = childrenOf(node).filter(({ name }) => name !== "TypeDef");
  const odd = parts.findIndex(({ name }, i) => (i % 2 === 1 ? name !== "AssignOp" : name === "AssignOp"));
  if (odd >= 0 || parts.length < 3) refuse(source, node);
  const codes = parts.filter((_, i) => i % 2 === 0).map((part) => codeOf(source, part));
  const targets = codes.slice(0, -1);
  const bad = targets.find(({ kind }) => kind !== "name" && kind !== "attribute");
  if (bad) throw new CodeProblem("only a name or an attribute of self can be assigned to", bad.at);
  return { kind: "assign", targets, value: codes.at(-1) as Code, at };
}

/** An expression. */
export function codeOf(source: Source, node: Node, depth = 0): Code {
  const at = placeIn(source.text, node.from);
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
        at: placeIn(source.text, inside[1].from),
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
  const at = placeIn(source.text, node.from);
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
