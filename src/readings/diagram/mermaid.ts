import { unicodeSymbol } from "../../text/symbol.ts";
import type { Network, Node, NodeKind } from "./network.ts";
import { rowOf, type Value } from "./wordings.ts";

const shapes: Readonly<Record<NodeKind, readonly [string, string]>> = {
  input: ["([", "])"],
  output: ["([", "])"],
  operation: ["((", "))"],
  join: ["((", "))"],
  gate: ["[", "]"],
  candidate: ["[", "]"],
  linear: ["[", "]"],
  block: ["[", "]"],
};

const styles: readonly string[] = [
  "classDef gate fill:#ffe1a3,stroke:#9a6700,color:#1f2937",
  "classDef candidate fill:#cfe4ff,stroke:#1d5fa8,color:#1f2937",
  "classDef linear fill:#e7e0fb,stroke:#6b4fbb,color:#1f2937",
  "classDef block fill:#e2ecea,stroke:#0f766e,color:#1f2937",
];

/** A network as a Mermaid flowchart, a state's way in thick links. `value` gives a key's numbers. */
export function mermaidOf({ title, nodes, wires }: Network, value: Value = () => undefined): string {
  const ids = new Map(nodes.map(({ id }, i) => [id, `n${i}`]));
  const kinds = ["gate", "candidate", "linear", "block"].filter((kind) =>
    nodes.some((node) => node.kind === kind),
  );
  return [
    "---",
    `title: ${quoted(title)}`,
    "---",
    "flowchart LR",
    ...nodes.map((node) => `  ${ids.get(node.id)}${nodeText(node, value)}`),
    ...wires.flatMap(({ from, to, symbol, key }) => {
      const entries = symbol && key ? value(key) : undefined;
      const name = [...(symbol ? [unicodeSymbol(symbol)] : []), ...(entries ? [rowOf(entries)] : [])].join(
        " = ",
      );
      const label = name ? `|${quoted(name)}|` : "";
      return to.map(
        ({ node, highway }) => `  ${ids.get(from)} ${highway ? "==>" : "-->"}${label} ${ids.get(node)}`,
      );
    }),
    ...styles.filter((style) => kinds.includes(style.split(" ")[1])).map((style) => `  ${style}`),
    ...kinds.map(
      (kind) => `  class ${nodes.filter((node) => node.kind === kind).map(({ id }) => ids.get(id))} ${kind}`,
    ),
    "",
  ].join("\n");
}

function nodeText({ kind, label, isSymbol, key }: Node, value: Value): string {
  const [open, close] = shapes[kind];
  const entries = (kind === "input" || kind === "output") && key ? value(key) : undefined;
  const text = isSymbol ? unicodeSymbol(label) : label;
  return `${open}${quoted(entries ? `${text} = ${rowOf(entries)}` : text)}${close}`;
}

/** Mermaid reads markdown and entities in labels: what it could act on is written as an entity. */
const quoted = (text: string): string => `"${text.replace(/[&"#<>`*]/g, (c) => `#${c.charCodeAt(0)};`)}"`;
