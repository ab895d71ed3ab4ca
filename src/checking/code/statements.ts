import { codeOf } from "./expressions.ts";
import { childrenOf, type Node, placeIn, refuse, type Source, textOf } from "./source.ts";
import { type Code, CodeProblem, type Place, type Statement } from "./syntax.ts";

/** The statements of a body; docstrings, pass and print are passed over. */
export function statementsOf(source: Source, nodes: readonly Node[]): readonly Statement[] {
  return nodes.flatMap((node): readonly Statement[] => {
    const at = placeIn(source, node.from);
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
