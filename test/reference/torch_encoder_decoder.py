"""Reference numbers for the encoder-decoder, made with PyTorch.

Writes torch-encoder-decoder.json next to this file: 24 runs in double
precision, two for each way of scoring (general, dot, additive, none) and each
way of handing the encoder's last state over (as the decoder's first state, as
an input of its first step, as an input of every step). The cells are
torch.nn.RNNCell; scores, weights and contexts are written with torch's own
functions, one step after the other. Every parameter is a decimal of three
places, so the JSON holds it exactly; results are printed with all 17 digits.

Run:  apt-get install python3-torch && /usr/bin/python3 torch_encoder_decoder.py
Made with Debian 12: python3-torch 1.13.1+dfsg-4 (calls itself 1.13.0a0),
Python 3.11.2. Other versions may differ in the last digit.
"""

import json
import random
from pathlib import Path

import torch

SEED = 20240711
TARGET = Path(__file__).with_name("torch-encoder-decoder.json")
SCORES = ["general", "dot", "additive", "none"]
CONTEXTS = ["state", "first", "input"]


def decimals(rng, *shape):
    """Nested lists of random three-place decimals."""
    if shape:
        return [decimals(rng, *shape[1:]) for _ in range(shape[0])]
    return round(rng.uniform(-1.2, 1.2), 3) + 0.0


def tensor(values):
    """A double-precision tensor."""
    return torch.tensor(values, dtype=torch.float64)


def draw(rng, scores, context, sizes):
    """Random data and parameters under our names."""
    inputs, hidden, outputs, source, target = sizes
    read = hidden if scores == "none" else 2 * hidden
    p = {f"x_{i + 1}": decimals(rng, inputs) for i in range(source)}
    p.update({f"y_{j}": decimals(rng, outputs) for j in range(target)})
    p["h_0"] = decimals(rng, hidden)
    p["W_xh"], p["W_hh"], p["B_h"] = decimals(rng, hidden, inputs), decimals(rng, hidden, hidden), decimals(rng, hidden)
    width = outputs if context == "state" else outputs + hidden
    p["W_ys"], p["W_ss"], p["B_s"] = decimals(rng, hidden, width), decimals(rng, hidden, hidden), decimals(rng, hidden)
    if scores in ("general", "additive"):
        p["W_a"] = decimals(rng, hidden, hidden)
    if scores == "additive":
        p["U_a"], p["v_a"] = decimals(rng, hidden, hidden), decimals(rng, hidden)
    p["W_o"], p["B_o"] = decimals(rng, outputs, read), decimals(rng, outputs)
    return p


def cell(from_input, from_state, bias):
    """torch's own cell with one bias."""
    made = torch.nn.RNNCell(len(from_input[0]), len(from_state), dtype=torch.float64)
    made.load_state_dict({
        "weight_ih": tensor(from_input), "weight_hh": tensor(from_state),
        "bias_ih": tensor(bias), "bias_hh": torch.zeros(len(bias), dtype=torch.float64),
    })
    return made


def score(scores, p, states, s):
    """The score of every encoder state for one decoder state."""
    if scores == "dot":
        return torch.stack([torch.dot(h, s) for h in states])
    if scores == "general":
        return torch.stack([torch.dot(h, tensor(p["W_a"]).mv(s)) for h in states])
    query = tensor(p["W_a"]).mv(s)
    return torch.stack([torch.dot(tensor(p["v_a"]), torch.tanh(query + tensor(p["U_a"]).mv(h))) for h in states])


def run(scores, context, p, source, target):
    """Every state, weight, context, logit and probability."""
    encoder, decoder = cell(p["W_xh"], p["W_hh"], p["B_h"]), cell(p["W_ys"], p["W_ss"], p["B_s"])
    h, states, out = tensor(p["h_0"]), [], {}
    for i in range(1, source + 1):
        h = encoder(tensor(p[f"x_{i}"])[None], h[None])[0]
        states.append(h)
        out[f"h_{i}"] = h.tolist()
    s = h if context == "state" else torch.zeros_like(h)
    for j in range(1, target + 1):
        y = tensor(p[f"y_{j - 1}"])
        if context != "state":
            y = torch.cat([y, h if context == "input" or j == 1 else torch.zeros_like(h)])
        s = decoder(y[None], s[None])[0]
        out[f"s_{j}"] = s.tolist()
        read = s
        if scores != "none":
            weights = torch.softmax(score(scores, p, states, s), 0)
            c = sum(w * one for w, one in zip(weights, states))
            out[f"alpha_{j}"], out[f"c_{j}"] = weights.tolist(), c.tolist()
            read = torch.cat([s, c])
        logits = tensor(p["W_o"]).mv(read) + tensor(p["B_o"])
        out[f"o_{j}"], out[f"p_{j}"] = logits.tolist(), torch.softmax(logits, 0).tolist()
    return out


def main():
    """Make all cases and write them, a line each."""
    rng = random.Random(SEED)
    cases = []
    with torch.no_grad():
        for _ in range(2):
            for scores in SCORES:
                for context in CONTEXTS:
                    sizes = [rng.randint(1, 4) for _ in range(3)] + [rng.randint(1, 5), rng.randint(1, 4)]
                    p = draw(rng, scores, context, sizes)
                    cases.append({
                        "id": len(cases) + 1, "attention": scores, "context": context,
                        "lengths": {"source": sizes[3], "target": sizes[4]},
                        "parameters": p, "expected": run(scores, context, p, sizes[3], sizes[4]),
                    })
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    TARGET.write_text(f'{{"torch":{json.dumps(torch.__version__)},"cases":[\n{lines}\n]}}\n')
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
