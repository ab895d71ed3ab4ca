import { torch } from "../../readings/notation/torch.ts";
import { piecesOf } from "./pieces.ts";
import { type Exported, heading, indent, main, START, sentences, statesOf, vocabulary } from "./python.ts";

/** A module for PyTorch that has the same outputs, and can be trained on: its parameters have gradients. */
export function torchScript(exported: Exported): string {
  const pieces = piecesOf(exported.config, torch, (key) => `self.${key}`);
  const { taken, returned } = statesOf(pieces);
  return `${heading(exported, "torch")}

import json
import sys
from pathlib import Path

import torch
from torch import nn

HIDDEN = ${exported.config.hidden}
${vocabulary()}


def load(path):
    """The tensors of a safetensors file, by name (torch alone; the package safetensors reads it too)."""
    raw = path.read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    header.pop("__metadata__", None)
    kinds = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16}
    tensors = {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        numbers = torch.frombuffer(bytearray(raw[start + first:start + last]), dtype=kinds[entry["dtype"]])
        tensors[name] = numbers.double().reshape(entry["shape"])
    return tensors


def one_hot(index, size):
    return torch.eye(size, dtype=torch.float64)[index]


class CaseChanger(nn.Module):
    def __init__(self, weights):
        super().__init__()
${indent(
  pieces.parameters.map((key) => `self.${key} = nn.Parameter(weights["${key}"])`),
  8,
)}

    def encoder(self, x_t, ${taken}):
${indent([...pieces.encoder, returned], 8)}

    def decoder(self, x_t, ${taken}):
${indent([...pieces.decoder, returned], 8)}

    def read(self, s_t, H):
        """The logits of a step, from the decoder's state and the encoder's states, a row each."""
${indent([...pieces.read, "return O[0]"], 8)}

    def encode(self, source):
        """The encoder's states, a row each, and what the decoder starts from."""
        states = [torch.zeros(HIDDEN, dtype=torch.float64)] * ${pieces.states.length}
        H = []
        for token in source:
            states = self.encoder(one_hot(token, len(SOURCE)), *states)
            H.append(states[0])
        return torch.stack(H), states

    def forward(self, source, before):
        """Logits, a row a step: what follows each token of \`before\`, which begins with <go>."""
        H, states = self.encode(source)
        rows = []
        for token in before:
            states = self.decoder(one_hot(token, len(TARGET)), *states)
            rows.append(self.read(states[0], H))
        return torch.stack(rows)

    @torch.no_grad()
    def write(self, sentence):
        """What the model writes, each token being read at the next step."""
        source = source_tokens(sentence)
        H, states = self.encode(source)
        token, written = TARGET.index(${START}), []
        for _ in source[1:]:
            states = self.decoder(one_hot(token, len(TARGET)), *states)
            token = int(torch.argmax(self.read(states[0], H)))
            if TARGET[token] == "<end>":
                break
            written.append(TARGET[token])
        return "".join(written)

${sentences}

# To train on: loss = nn.functional.cross_entropy(model(source, before), torch.tensor(target)), then loss.backward().
model = CaseChanger(load(Path(__file__).parent / ${JSON.stringify(exported.weights)}))

${main("model.write")}`;
}
