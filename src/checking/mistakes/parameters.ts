import { ref } from "../../graph/build.ts";
import type { Expr, Node } from "../../graph/expr.ts";
import type { Line } from "../../graph/graph.ts";
import type { Mistake, Rewrite, Work } from "../mistake.ts";
import { everywhere, within } from "../rewrite.ts";
import { isGiven, isRef, isWeight, quantityOf, shapeOf } from "../work.ts";
import { sidesOf } from "./sums.ts";

// Mistakes that take the parameters of another gate.

const GATED = ["lstm", "gru"];

/** All gates with the quantities of one (`which` of them) in the place of their own, then each gate with another's. */
function borrowed(work: Work, which: (e: Expr) => boolean, gates: (line: Line) => boolean): Rewrite[] {
  const sums = work.graph.lines.filter((line) => sidesOf(work, line));
  const roles = [...new Set(sums.map(({ role }) => role))];
  const taking = roles.filter((role) => sums.some((line) => line.role === role && gates(line)));
  const byPlace = new Map(sums.map((line) => [`${line.role} ${line.at}`, line]));
  const lent = (line: Line, from: string): Expr | undefined => {
    const lender = byPlace.get(`${from} ${line.at}`);
    if (!lender || lender === line) return undefined;
    const [mine, theirs] = [takenFrom(line.expr, which).map(keyOf), takenFrom(lender.expr, which)];
    return within(line.expr, (e) => (isRef(e) ? theirs[mine.indexOf(keyOf(e))] : undefined));
  };
  const lending = (from: string, to: readonly string[], where: string): Rewrite[] =>
    everywhere(
      work,
      (line) => (to.includes(line.role) ? lent(line, from) : undefined),
      `${where}, the ${gateOf(from)}'s`,
    );
  const others = (from: string): string[] => taking.filter((role) => role !== from);
  return [
    ...roles.flatMap((from) => (others(from).length > 1 ? lending(from, others(from), "in the others") : [])),
    ...roles.flatMap((from) => others(from).flatMap((to) => lending(from, [to], `in the ${gateOf(to)}`))),
  ];
}

const gateOf = (role: string): string => role.replace(/-pre-activation$/, "").replace(/-/g, " ");

const keyOf = (e: Expr): string => (e as Node<"ref">).fields.key;

function takenFrom(expr: Expr, which: (e: Expr) => boolean): Expr[] {
  const found: Expr[] = [];
  within(expr, (e) => {
    if (isRef(e) && which(e)) found.push(e);
    return undefined;
  });
  return found;
}

const isMatrix = (work: Work) => (e: Expr) => isWeight(work, e) && e.shape.length === 2;
const isCandidate = ({ role }: Line): boolean => role === "candidate-pre-activation";

const OWN = /^([WUb]_[xh]?)([a-z])$/;

/** Every gate with the weights and biases of the gate that is named for it. */
function permuted(work: Work, taken: Readonly<Record<string, string>>, where?: string): Rewrite[] {
  const given = new Set(work.graph.inputs.map(({ key }) => key));
  const renamed = (key: string): string =>
    key.replace(OWN, (all, kind: string, gate: string) => (taken[gate] ? kind + taken[gate] : all));
  if (work.graph.inputs.some(({ key }) => !given.has(renamed(key)))) return [];
  return everywhere(
    work,
    ({ expr }) =>
      within(expr, (e) => {
        if (!isRef(e)) return undefined;
        const key = renamed(keyOf(e));
        return key === keyOf(e) ? undefined : ref(key, shapeOf(quantityOf(work, key)));
      }),
    where,
  );
}

/** Blocks that stand in the order `stacked`, read in the order `read`. */
const readAs = (stacked: string, read: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...read].map((gate, i) => [gate, stacked[i]]));

const orders: readonly (readonly [read: string, whose: string])[] = [
  ["iofg", "ONNX"],
  ["igfo", "TensorFlow's old cells"],
  ["figo", "many lecture notes"],
  ["ifog", "some libraries"],
  ["fiog", "some lecture notes"],
];

export const parameters: readonly Mistake[] = [
  {
    id: "weights-of-wrong-gate",
    kind: "slip",
    models: GATED,
    feedback: "Every gate has matrices of its own; you took those of another gate.",
    source: "stanfordnlp/stanza#88",
    rewrites: (work) =>
      borrowed(work, isMatrix(work), (line) => work.model.name === "lstm" || !isCandidate(line)),
  },
  {
    id: "candidate-uses-gate-weights",
    kind: "slip",
    models: ["gru"],
    feedback: "The candidate has weights and a bias of its own; you took a gate's.",
    source: "stanfordnlp/stanza#88",
    rewrites: (work) => borrowed(work, (e) => isMatrix(work)(e) || isGiven(work, e, "bias"), isCandidate),
  },
  {
    id: "bias-of-wrong-gate",
    kind: "slip",
    models: GATED,
    feedback: "Every gate has a bias of its own; you took that of another gate.",
    source: "ddbourgin/numpy-ml#42",
    rewrites: (work) =>
      borrowed(
        work,
        (e) => isGiven(work, e, "bias"),
        () => true,
      ),
  },
  {
    id: "gate-order-zr",
    kind: "convention",
    models: ["gru"],
    feedback:
      "You used the update gate's parameters for the reset gate and the other way round, as libraries that stack them differ in the order.",
    source: "keras-team/keras#8720",
    rewrites: (work) => permuted(work, { z: "r", r: "z" }),
  },
  {
    id: "gate-order-rotate",
    kind: "convention",
    models: ["gru"],
    feedback:
      "You read the stacked parameters one gate further on; look in which order update gate, reset gate and candidate stand.",
    source: "apache/mxnet#5215",
    rewrites: (work) => [
      ...permuted(work, readAs("zrh", "rhz")),
      ...permuted(work, readAs("zrh", "hzr"), "in the other direction"),
    ],
  },
  {
    id: "lstm-gate-order",
    kind: "convention",
    models: ["lstm"],
    feedback:
      "Your gates have each other's numbers, as when stacked parameters are read in another order than theirs.",
    source: "apple/coremltools#93",
    rewrites: (work) =>
      orders.flatMap(([read, whose]) =>
        permuted(work, readAs("ifgo", read), `in the order ${[...read].join(", ")}, as in ${whose}`),
      ),
  },
];
