import { unicodeSymbol } from "../../text/symbol.ts";
import type { Network, Node, NodeKind } from "./network.ts";
import { rowOf, type Value } from "./wordings.ts";

const looks: Readonly<Record<NodeKind, string>> = {
  input: "shape=plaintext",
  output: "shape=plaintext",
  operation: "shape=circle, margin=0.02",
  join: "shape=circle, margin=0.02",
  gate: `shape=box, style="rounded,filled", fillcolor="#ffe1a3", color="#9a6700"`,
  candidate: `shape=box, style="rounded,filled", fillcolor="#cfe4ff", color="#1d5fa8"`,
  linear: `shape=box, style="rounded,filled", fillcolor="#e7e0fb", color="#6b4fbb"`,
  block: `shape=box, style="rounded,filled", fillcolor="#e2ecea", color="#0f766e"`,
};

/** A network in Graphviz's language, a state's way in thick edges. `value` gives a key's numbers. */
export function dotOf({ title, nodes, wires }: Network, value: Value = () => undefined): string {
  return [
    `digraph ${quoted(title)} {`,
    `  rankdir=LR; label=${quoted(title)}; labelloc=t;`,
    `  node [fontname="Helvetica"]; edge [fontname="Helvetica", fontsize=11];`,
    ...nodes.map(
      (node) => `  ${quoted(node.id)} [label=${quoted(labelOf(node, value))}, ${looks[node.kind]}];`,
    ),
    ...wires.flatMap(({ from, to, symbol, key }) => {
      const entries = symbol && key ? value(key) : undefined;
      const name = [...(symbol ? [unicodeSymbol(symbol)] : []), ...(entries ? [rowOf(entries)] : [])].join(
        " = ",
      );
      return to.map(({ node, highway }) => {
        const attributes = [
          ...(name ? [`label=${quoted(name)}`] : []),
          ...(highway ? [`penwidth=2.4, color="#0f766e"`] : []),
        ];
        return `  ${quoted(from)} -> ${quoted(node)}${attributes.length > 0 ? ` [${attributes.join(", ")}]` : ""};`;
      });
    }),
    "}",
    "",
  ].join("\n");
}

function labelOf({ kind, label, isSymbol, key }: Node, value: Value): string {
  const entries = (kind === "input" || kind === "output") && key ? value(key) : undefined;
  const text = isSymbol ? unicodeSymbol(label) : label;
  return entries ? `${text} = ${rowOf(entries)}` : text;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
