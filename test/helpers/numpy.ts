import { spawnSync } from "node:child_process";
import type { Graph } from "../../src/graph/graph.ts";
import { type Tensor, toNested } from "../../src/linalg/tensor.ts";
import { numpyLines, numpyPreamble } from "../../src/readings/notation/numpy.ts";

/** A graph with numbers for its inputs, to be run by numpy. */
export interface NumpyCase {
  readonly graph: Graph;
  readonly inputs: ReadonlyMap<string, Tensor>;
}

/** What numpy has found, by the lines' keys: JSON numbers would not hold NaN and infinity. */
export type NumpyResult = Readonly<Record<string, { readonly shape: number[]; readonly data: string[] }>>;

const indent = (lines: readonly string[]): string => lines.map((line) => `    ${line}\n`).join("");

/** JSON has no −∞, which a mask holds. */
const infinite = (_: string, x: unknown): unknown => (x === Number.NEGATIVE_INFINITY ? "-inf" : x);

const array = (tensor: Tensor): string =>
  `np.array(${JSON.stringify(toNested(tensor), infinite)}, dtype=float)`.replaceAll('"-inf"', "-np.inf");

function pythonFunction({ graph, inputs }: NumpyCase, name: string): string {
  const given = graph.inputs.map(({ key }) => `${key} = ${array(inputs.get(key) as Tensor)}`);
  const kept = `return {${graph.lines.map(({ key }) => `"${key}": ${key}`).join(", ")}}`;
  return `def ${name}():\n${indent([...given, ...numpyLines(graph), kept])}\n`;
}

const tail = `
import json
print(json.dumps([
    {key: {"shape": np.shape(found), "data": [repr(float(x)) for x in np.ravel(found)]} for key, found in case().items()}
    for case in cases
]))
`;

/** All graphs as one script of numpyPreamble and numpyLines, run once. */
export function runNumpy(cases: readonly NumpyCase[]): NumpyResult[] {
  const names = cases.map((_, i) => `case_${i}`);
  const script = [
    numpyPreamble,
    ...cases.map((one, i) => pythonFunction(one, names[i])),
    `cases = [${names.join(", ")}]`,
    tail,
  ].join("\n");
  return JSON.parse(runPython(script)) as NumpyResult[];
}

/** What a script prints that needs Python with numpy. */
export function runPython(script: string): string {
  const { error, status, stdout, stderr } = spawnSync("/usr/bin/python3", ["-W", "ignore", "-"], {
    input: script,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (error || /No module named 'numpy'/.test(stderr))
    throw new Error("these tests compare with numpy: apt-get install python3-numpy");
  if (status !== 0)
    throw new Error(`numpy can't run what was printed:\n${stderr.trim().split("\n").slice(-8).join("\n")}`);
  return stdout;
}

/** Python's repr of a float as a number. */
export const fromRepr = (text: string): number =>
  text === "nan" ? Number.NaN : Number(text.replace("inf", "Infinity"));
