import type { Shape } from "../../linalg/tensor.ts";
import { codeOf } from "./expressions.ts";
import { childrenOf, LONGEST, type Node, parsed, placeIn, type Source, textOf } from "./source.ts";
import { statementsOf } from "./statements.ts";
import { type Code, CodeProblem, partsOf, type Statement, selfName } from "./syntax.ts";

/** A student's code, ready to be run: what the method forward does. */
export interface Program {
  readonly body: readonly Statement[];
  /** What the input is called. */
  readonly input: string;
  readonly numpy: ReadonlySet<string>;
  readonly imported: ReadonlyMap<string, string>;
  /** The shapes that the constructor gives, by attribute, where it can be read. */
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Whether expressions were typed alone, in the place of a file. */
  readonly alone: boolean;
}

/** The two gaps of the sheet's class, typed as expressions; one that is absent is a gap. @throws CodeProblem */
export function programOf(expressions: {
  readonly hidden_state?: string;
  readonly output?: string;
}): Program {
  const at = { line: 1, column: 1 };
  const self: Code = { kind: "name", name: "self", at };
  const assign = (name: string, text: string | undefined): Statement => ({
    kind: "assign",
    targets: [{ kind: "attribute", of: self, name, at }],
    value: text === undefined || text.trim() === "" ? { kind: "gap", at } : alone(text),
    at,
  });
  return {
    body: bounded([assign("hidden_state", expressions.hidden_state), assign("output", expressions.output)]),
    input: "x",
    numpy: new Set(["np", "numpy"]),
    imported: new Map(),
    shapes: new Map(),
    alone: true,
  };
}

/** One expression; `self.output = …` counts from its equals sign. */
function alone(text: string): Code {
  const source = parsed(text.trim());
  const inside = childrenOf(source.top);
  const place = placeIn(source, inside[1]?.from ?? 0);
  if (inside.length !== 1) throw new CodeProblem("one expression is wanted here", place);
  const [only] = inside;
  if (only.name === "ExpressionStatement") return codeOf(source, childrenOf(only)[0]);
  const [statement] = statementsOf(source, [only]);
  if (statement?.kind !== "assign") throw new CodeProblem("an expression is wanted here", place);
  return statement.value;
}

/** A file: a class with the method forward, the method alone, or its statements. @throws CodeProblem */
export function readProgram(text: string): Program {
  const source = parsed(unwrapped(text.replace(/\r\n?/g, "\n")));
  const top = childrenOf(source.top).map(undecorated);
  const all = top
    .flatMap((node) => (node.name === "ClassDefinition" ? bodyOf(node) : [node]))
    .map(undecorated);
  const methods = all.filter(({ name }) => name === "FunctionDefinition");
  const called = (name: string) => methods.find((node) => nameOf(source, node) === name);
  const others = methods.filter((node) => nameOf(source, node) !== "__init__");
  const forward =
    called("forward") ??
    called("__call__") ??
    called("step") ??
    (others.length === 1 ? others[0] : undefined);
  if (!forward && methods.length > 0)
    throw new CodeProblem("there is no method forward in the class", undefined);
  const loose = top.filter(({ name }) => !/^(?:ImportStatement|ClassDefinition)$/.test(name));
  const body = bounded(statementsOf(source, forward ? bodyOf(forward) : loose));
  if (body.length === 0)
    throw new CodeProblem("there is nothing to run: the method forward is empty", undefined);
  const init = called("__init__");
  return {
    body,
    input: forward ? inputOf(source, forward) : "x",
    ...importsOf(source, top),
    shapes: init ? shapesIn(source, init) : new Map(),
    alone: false,
  };
}

const MOST_PARTS = 200;

const sizeOf = (code: Code): number => 1 + partsOf(code).reduce((total, part) => total + sizeOf(part), 0);

/** Far more than one step of the network needs; repairs are looked for at every part. */
function bounded(body: readonly Statement[]): readonly Statement[] {
  const parts = body.reduce((total, { value }) => total + 1 + (value ? sizeOf(value) : 0), 0);
  if (parts > MOST_PARTS) throw new CodeProblem("this is far more code than one step needs", body[0].at);
  return body;
}

/** Without the fence of a Markdown block, and without an indentation that all lines share. */
function unwrapped(text: string): string {
  const fenced = /^\s*```\w*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text;
  const lines = fenced.split("\n");
  const margins = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const margin = margins.reduce((least, n) => Math.min(least, n), LONGEST);
  return lines.map((line) => line.slice(margin)).join("\n");
}

const undecorated = (node: Node): Node =>
  node.name === "DecoratedStatement" ? (childrenOf(node).at(-1) as Node) : node;

const bodyOf = (node: Node): readonly Node[] => {
  const body = childrenOf(node).find(({ name }) => name === "Body");
  return body ? childrenOf(body).filter(({ name }) => name !== ":") : [];
};

const nameOf = (source: Source, node: Node): string => {
  const name = childrenOf(node).find((child) => child.name === "VariableName");
  return name ? textOf(source, name) : "";
};

/** The parameter behind self. */
function inputOf(source: Source, method: Node): string {
  const list = childrenOf(method).find(({ name }) => name === "ParamList");
  const names = (list ? childrenOf(list) : []).filter(({ name }) => name === "VariableName");
  const [first, second] = names.map((node) => textOf(source, node));
  return (first === "self" ? second : first) ?? "x";
}

function importsOf(source: Source, top: readonly Node[]): Pick<Program, "numpy" | "imported"> {
  const numpy = new Set(["np", "numpy"]);
  const imported = new Map<string, string>();
  for (const node of top.filter(({ name }) => name === "ImportStatement")) {
    const text = textOf(source, node).replace(/\s+/g, " ");
    const alias = /^import numpy as (\w+)$/.exec(text);
    if (alias) numpy.add(alias[1]);
    for (const part of /^from numpy import ([\w ,]+)$/.exec(text)?.[1].split(",") ?? []) {
      const [name, , as = name] = part.trim().split(" ");
      imported.set(as, name);
    }
  }
  return { numpy, imported };
}

/** `self.Bh = np.random.randn(3, 1)`: the shape is (3, 1). What is written in another way is passed over. */
function shapesIn(source: Source, init: Node): ReadonlyMap<string, Shape> {
  const found = new Map<string, Shape>();
  for (const node of bodyOf(init)) {
    const statement = attempt(() => statementsOf(source, [node])[0]);
    if (statement?.kind !== "assign" || statement.value.kind !== "call") continue;
    const sizes = statement.value.args.flatMap((arg) => (arg.kind === "tuple" ? arg.items : [arg]));
    const shape = sizes.flatMap((size) => (size.kind === "number" ? [size.value] : []));
    const name = selfName(statement.targets[0]);
    const whole = shape.length === sizes.length && shape.length >= 1 && shape.length <= 2;
    if (name !== undefined && whole) found.set(name, shape as unknown as Shape);
  }
  return found;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CodeProblem) return undefined;
    throw error;
  }
}
