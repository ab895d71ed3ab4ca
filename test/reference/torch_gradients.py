"""Reference gradients for the recurrent models, made with PyTorch's autograd.

Writes torch-gradients.json next to this file: 300 sequences through
torch.nn.RNN (tanh, relu, and a linear one written out), torch.nn.LSTM and
torch.nn.GRU in double precision, 100 a model, with a squared loss
(half the squared distance, summed over the steps) or a cross-entropy, on a
linear output layer or on the states themselves. Weights and inputs are
decimals of two places, so the JSON holds them exactly; the gradients are
printed with 11 significant digits.

Run:  apt-get install python3-torch && /usr/bin/python3 torch_gradients.py
Made with Debian 12: python3-torch 1.13.1+dfsg-4 (calls itself 1.13.0a0),
Python 3.11.2.
"""

import json
import random
from pathlib import Path

import torch

SEED = 20240923
CASES = 100
TARGET = Path(__file__).with_name("torch-gradients.json")
ACTIVATIONS = ["tanh", "relu", "identity"]
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}
SIZES = [1, 1, 1, 2, 2, 2, 3, 3, 4, 5]
KINK = 1e-3  # no relu is this near to its kink


def decimals(rng, *shape):
    """Nested lists of random two-place decimals."""
    if shape:
        return [decimals(rng, *shape[1:]) for _ in range(shape[0])]
    return round(rng.uniform(-1.5, 1.5), 2) + 0.0


def tensor(values):
    """A double-precision leaf that gradients are taken in."""
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def significant(values):
    """The numbers to 11 significant digits."""
    if isinstance(values, list):
        return [significant(value) for value in values]
    return float(f"{values:.11g}") + 0.0


def draw(rng, model, number):
    """The sizes, options and parameters of a case."""
    inputs, hidden = rng.choice(SIZES), rng.choice(SIZES)
    if inputs + hidden > 6:
        hidden = 2
    steps, stacked = 1 + number % 5, BLOCKS[model] * hidden
    loss = ["squared", "cross-entropy"][number % 2]
    bias, output = number % 3 != 1, number % 4 < 2
    outputs = max(rng.choice(SIZES), 2 if loss == "cross-entropy" else 1) if output else hidden
    p = {"x": decimals(rng, steps, inputs), "h_0": decimals(rng, hidden)}
    if model == "lstm":
        p["c_0"] = decimals(rng, hidden)
    p["weight_ih"] = decimals(rng, stacked, inputs)
    p["weight_hh"] = decimals(rng, stacked, hidden)
    if bias:
        p["bias_ih"], p["bias_hh"] = decimals(rng, stacked), decimals(rng, stacked)
    if output:
        p["W_hy"] = decimals(rng, outputs, hidden)
        if bias:
            p["B_y"] = decimals(rng, outputs)
    if loss == "squared":
        target = decimals(rng, steps, outputs)
    else:
        target = [rng.randrange(outputs) for _ in range(steps)]
    options = {"biases": "two" if bias else "none", "output": "linear" if output else "none"}
    if model == "rnn":
        options["activation"] = ACTIVATIONS[number // 2 % 3]
    return loss, options, p, target


def states(model, options, p):
    """The hidden states of every step."""
    activation = options.get("activation")
    if activation in ("identity", "relu"):
        h, found = p["h_0"], []
        for x in p["x"]:
            a = p["weight_ih"] @ x + p["weight_hh"] @ h
            if "bias_ih" in p:
                a = a + p["bias_ih"] + p["bias_hh"]
            if activation == "relu" and torch.min(torch.abs(a)) < KINK:
                return None
            h = torch.relu(a) if activation == "relu" else a
            found.append(h)
        return torch.stack(found)
    kind = {"rnn": torch._VF.rnn_tanh, "lstm": torch._VF.lstm, "gru": torch._VF.gru}[model]
    names = ["weight_ih", "weight_hh"] + (["bias_ih", "bias_hh"] if "bias_ih" in p else [])
    start = p["h_0"][None, None]
    if model == "lstm":
        start = (start, p["c_0"][None, None])
    weights = [p[name] for name in names]
    found = kind(p["x"][:, None], start, weights, "bias_ih" in p, 1, 0.0, False, False, False)
    return found[0][:, 0]


def loss_of(loss, y, target):
    """The loss, summed over the steps."""
    if loss == "squared":
        return ((y - torch.tensor(target, dtype=torch.float64)) ** 2).sum() / 2
    return torch.nn.functional.cross_entropy(y, torch.tensor(target), reduction="sum")


def make_case(rng, model, number):
    """One case of the JSON file."""
    while True:
        loss, options, parameters, target = draw(rng, model, number)
        p = {name: tensor(values) for name, values in parameters.items()}
        h = states(model, options, p)
        if h is not None:
            break
    y = h if "W_hy" not in p else h @ p["W_hy"].T + p.get("B_y", 0)
    value = loss_of(loss, y, target)
    value.backward()
    return {
        "model": model, "loss": loss, "options": options,
        "parameters": {**parameters, "target": target},
        "expected": {
            "loss": significant(value.item()),
            **{name: significant(leaf.grad.tolist()) for name, leaf in p.items()},
        },
    }


def main():
    """Make all cases and write them, a line each."""
    rng = random.Random(SEED)
    made = [make_case(rng, model, n) for model in BLOCKS for n in range(CASES)]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in made)
    version = json.dumps(torch.__version__)
    TARGET.write_text(f'{{"torch":{version},"cases":[\n{lines}\n]}}\n')
    print(f"{len(made)} cases, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
