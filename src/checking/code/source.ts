import { parser } from "@lezer/python";
import { quoted } from "../quoted.ts";
import { CodeProblem, type Place } from "./syntax.ts";

/** A node of the grammar's tree. */
export type Node = ReturnType<typeof parser.parse>["topNode"];

/** The most characters that are read. */
export const LONGEST = 20_000;

/** Python's text with its tree; nothing of it is ever executed. */
export interface Source {
  readonly text: string;
  readonly top: Node;
  /** Where each line begins. */
  readonly starts: readonly number[];
}

/** @throws CodeProblem where the text is too long, or not Python */
export function parsed(text: string): Source {
  if (text.length > LONGEST)
    throw new CodeProblem(`the code is longer than ${LONGEST} characters`, undefined);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const source = { text, top: parser.parse(text).topNode, starts };
  const cursor = source.top.cursor();
  do {
    if (cursor.type.isError) throw notPython(source, cursor.from);
  } while (cursor.next());
  return source;
}

function notPython(source: Source, at: number): CodeProblem {
  const after = source.text.slice(at).split("\n")[0].trim();
  const before = source.text.slice(0, at).trimEnd().split("\n").at(-1)?.trim() ?? "";
  const where =
    after !== "" ? `near ${quoted(after)}` : before !== "" ? `after ${quoted(before.slice(-25))}` : "";
  return new CodeProblem(`this is not Python ${where}`.trimEnd(), placeIn(source, at));
}

export function placeIn({ starts }: Source, offset: number): Place {
  const behind = starts.findIndex((start) => start > offset);
  const line = behind < 0 ? starts.length : behind;
  return { line, column: offset - starts[line - 1] + 1 };
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

/** Says that this is not understood. @throws CodeProblem */
export function refuse(source: Source, node: Node): never {
  const known = Object.hasOwn(notUnderstood, node.name) ? notUnderstood[node.name] : undefined;
  const what = known ?? `${quoted(textOf(source, node).split("\n")[0])} is`;
  const advice = "; use assignments, np.dot, @, np.tanh, + and the like";
  throw new CodeProblem(`${what} not understood here${advice}`, placeIn(source, node.from));
}
