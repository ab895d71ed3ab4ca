import { numpy } from "../../readings/notation/numpy.ts";
import { piecesOf } from "./pieces.ts";
import { type Exported, heading, indent, main, START, sentences, statesOf, vocabulary } from "./python.ts";

const { spread: _, ...broadcasting } = numpy;

/** A script for numpy that has the same outputs. */
export function numpyScript(exported: Exported): string {
  const pieces = piecesOf(exported.config, broadcasting, (key) => key);
  const { taken, returned } = statesOf(pieces);
  return `${heading(exported, "numpy")}

import json
import sys
from pathlib import Path

import numpy as np

HIDDEN = ${exported.config.hidden}
${vocabulary()}


def load(path):
    """The tensors of a safetensors file, by name."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    header.pop("__metadata__", None)
    kinds = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}
    tensors = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        numbers = np.frombuffer(raw[start + first:start + last], kinds[entry["dtype"]])
        tensors[name] = numbers.astype(float).reshape(entry["shape"])
    return tensors


weights = load(Path(__file__).parent / ${JSON.stringify(exported.weights)})
${pieces.parameters.map((key) => `${key} = weights["${key}"]`).join("\n")}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def encoder(x_t, ${taken}):
${indent([...pieces.encoder, returned])}


def decoder(x_t, ${taken}):
${indent([...pieces.decoder, returned])}


def read(s_t, H):
    """The logits of a step, from the decoder's state and the encoder's states, a row each."""
${indent([...pieces.read, "return O[0]"])}


def one_hot(index, size):
    return np.eye(size)[index]


def encode(source):
    """The encoder's states, a row each, and what the decoder starts from."""
    states = [np.zeros(HIDDEN)] * ${pieces.states.length}
    H = []
    for token in source:
        states = encoder(one_hot(token, len(SOURCE)), *states)
        H.append(states[0])
    return np.array(H), states


def logits(source, before):
    """A row a step: what follows each token of \`before\`, which begins with <go>."""
    H, states = encode(source)
    rows = []
    for token in before:
        states = decoder(one_hot(token, len(TARGET)), *states)
        rows.append(read(states[0], H))
    return np.array(rows)

${sentences}

def write(sentence):
    """What the model writes, each token being read at the next step."""
    source = source_tokens(sentence)
    H, states = encode(source)
    token, written = TARGET.index(${START}), []
    for _ in source[1:]:
        states = decoder(one_hot(token, len(TARGET)), *states)
        token = int(np.argmax(read(states[0], H)))
        if TARGET[token] == "<end>":
            break
        written.append(TARGET[token])
    return "".join(written)

${main("write")}`;
}
