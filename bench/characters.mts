import { random } from "../src/linalg/random.ts";
import { type CharactersOptions, charactersModel } from "../src/models/characters.ts";
import { gradient, gradientKey } from "../src/readings/gradient.ts";
import { compile, type Program, withTables } from "../src/readings/program/index.ts";

/** The sizes that the goals are set for: an encoder–decoder with GRU cells and dot attention. */
export const standard: CharactersOptions = {
  ...{ cell: "gru", attention: "dot", hidden: 64, embedding: 64 },
  vocabulary: { source: 60, target: 60 },
  ...{ length: 24, outLength: 24 },
};

/** One step of training, up to the gradients, on random text. */
export function trainingStep(options: CharactersOptions, batch: number): Program {
  const { graph, parameters, loss } = charactersModel(options);
  const keys = parameters.map(({ key }) => key);
  const program = compile(gradient(withTables(graph, new Set(keys)), loss, keys), {
    batch,
    shared: new Set(keys),
    outputs: [loss, ...keys.map(gradientKey)],
  });
  const draw = random(1);
  for (const { key, shape, role, oneHot } of graph.inputs) {
    const into = program.inputs.get(key) as Float64Array;
    if (role !== "data") into.set(draw.tensor(shape, -0.2, 0.2).data);
    else if (oneHot) {
      const size = shape[shape.length - 1] as number;
      for (let at = 0; at < into.length; at += size) into[at + draw.integer(0, size - 1)] = 1;
    }
  }
  return program;
}
