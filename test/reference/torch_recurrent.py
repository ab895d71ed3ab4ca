"""Reference numbers for the recurrent models, made with PyTorch.

Writes torch-recurrent.json next to this file: 200 sequences through
torch.nn.RNN (tanh, relu), torch.nn.LSTM and torch.nn.GRU in double precision,
25 for each of the eight combinations of model, activation and bias. Every
weight, input and initial state is a decimal of three places, so the JSON holds
the parameters exactly; the hidden states are printed with all 17 digits. Each
sequence is recomputed with plain numpy formulas and must agree to 1e-13.

Run:  apt-get install python3-torch && /usr/bin/python3 torch_recurrent.py
Made with Debian 12: python3-torch 1.13.1+dfsg-4 (calls itself 1.13.0a0),
python3-numpy 1.24.2, Python 3.11.2. Other versions may differ in the last digit.
"""

import json
import random
from pathlib import Path

import numpy as np
import torch

SEED = 20240607
CASES = 200
TOLERANCE = 1e-13
TARGET = Path(__file__).with_name("torch-recurrent.json")
COMBINATIONS = [  # model, activation (RNN only), bias
    ("rnn", "tanh", True), ("rnn", "tanh", False),
    ("rnn", "relu", True), ("rnn", "relu", False),
    ("lstm", None, True), ("lstm", None, False),
    ("gru", None, True), ("gru", None, False),
]
BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}


def decimals(rng, *shape):
    """Nested lists of random three-place decimals (a plain number for no shape)."""
    if shape:
        return [decimals(rng, *shape[1:]) for _ in range(shape[0])]
    return round(rng.uniform(-1.5, 1.5), 3) + 0.0  # + 0.0 turns -0.0 into 0.0


def zeros(size):
    """A list of zeros."""
    return [0.0] * size


def spread(rng, largest):
    """CASES sizes from 1 to `largest`, equally often, in random order."""
    sizes = [1 + n % largest for n in range(CASES)]
    rng.shuffle(sizes)
    return sizes


def draw_parameters(rng, model, bias, sizes, round_number):
    """Random parameters under PyTorch's names (without the layer suffix _l0)."""
    inputs, hidden, steps = sizes
    stacked = BLOCKS[model] * hidden
    parameters = {
        "x": decimals(rng, steps, inputs),
        "h_0": zeros(hidden) if round_number % 5 == 0 else decimals(rng, hidden),
    }
    if model == "lstm":
        empty = round_number % 5 == 0 or round_number % 7 == 0
        parameters["c_0"] = zeros(hidden) if empty else decimals(rng, hidden)
    parameters["weight_ih"] = decimals(rng, stacked, inputs)
    parameters["weight_hh"] = decimals(rng, stacked, hidden)
    if bias:
        parameters["bias_ih"] = decimals(rng, stacked)
        parameters["bias_hh"] = decimals(rng, stacked)
    return parameters


def build_layer(model, activation, bias, parameters):
    """The torch layer holding the given weights."""
    hidden, inputs = len(parameters["h_0"]), len(parameters["x"][0])
    kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[model]
    extra = {"nonlinearity": activation} if model == "rnn" else {}
    layer = kind(inputs, hidden, bias=bias, dtype=torch.float64, **extra)
    names = ["weight_ih", "weight_hh"] + (["bias_ih", "bias_hh"] if bias else [])
    state = {f"{name}_l0": tensor(parameters[name]) for name in names}
    layer.load_state_dict(state, strict=True)
    return layer


def tensor(values):
    """A double-precision tensor."""
    return torch.tensor(values, dtype=torch.float64)


def run_torch(model, layer, parameters):
    """Hidden (and cell) states of every step; the whole sequence must agree."""
    h = tensor([parameters["h_0"]])
    state = (h, tensor([parameters["c_0"]])) if model == "lstm" else h
    xs = tensor(parameters["x"])
    whole, _ = layer(xs, state)
    hs, cs = [], []
    for x in xs:
        _, state = layer(x[None], state)
        hs.append((state[0] if model == "lstm" else state)[0].tolist())
        if model == "lstm":
            cs.append(state[1][0].tolist())
    check("step by step", whole.tolist(), hs)
    return {"h": hs, "c": cs} if model == "lstm" else {"h": hs}


def run_numpy(model, activation, parameters):
    """The same states from the textbook formulas, one gate block at a time."""
    p = {name: np.array(value) for name, value in parameters.items()}
    h, c = p["h_0"], p.get("c_0")
    nothing = np.zeros(BLOCKS[model] * len(h))
    hs, cs = [], []
    for x in p["x"]:
        from_x = np.split(p["weight_ih"] @ x + p.get("bias_ih", nothing), BLOCKS[model])
        from_h = np.split(p["weight_hh"] @ h + p.get("bias_hh", nothing), BLOCKS[model])
        if model == "rnn":
            total = from_x[0] + from_h[0]
            h = np.tanh(total) if activation == "tanh" else np.maximum(total, 0)
        elif model == "lstm":
            i, f, g, o = (a + b for a, b in zip(from_x, from_h))
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
            cs.append(c)
        else:
            r = sigmoid(from_x[0] + from_h[0])
            z = sigmoid(from_x[1] + from_h[1])
            h = (1 - z) * np.tanh(from_x[2] + r * from_h[2]) + z * h
        hs.append(h)
    return {"h": hs, "c": cs} if model == "lstm" else {"h": hs}


def sigmoid(a):
    """The logistic function."""
    return 1 / (1 + np.exp(-a))


def check(what, left, right):
    """Demand agreement to TOLERANCE (relative for numbers beyond 1)."""
    left, right = np.array(left), np.array(right)
    error = np.max(np.abs(left - right) / np.maximum(1, np.abs(right)))
    if left.shape != right.shape or not error <= TOLERANCE:
        raise SystemExit(f"{what}: differs by {error}")
    return error


def make_case(rng, number, sizes):
    """One case of the JSON file, and its distance from the numpy formulas."""
    model, activation, bias = COMBINATIONS[number % len(COMBINATIONS)]
    parameters = draw_parameters(rng, model, bias, sizes, number // len(COMBINATIONS))
    layer = build_layer(model, activation, bias, parameters)
    expected = run_torch(model, layer, parameters)
    again = run_numpy(model, activation, parameters)
    error = max(check(f"case {number + 1}", expected[key], again[key]) for key in expected)
    options = {"biases": "two" if bias else "none"}
    if model == "rnn":
        options.update(activation=activation, output="none")
    return {
        "id": number + 1, "model": model, "convention": "pytorch",
        "options": options, "parameters": parameters, "expected": expected,
    }, error


def main():
    """Make all cases, write them a line each, print a summary."""
    rng = random.Random(SEED)
    with torch.no_grad():
        sizes = zip(spread(rng, 8), spread(rng, 8), spread(rng, 6))
        made = [make_case(rng, number, size) for number, size in enumerate(sizes)]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case, _ in made)
    version = json.dumps(torch.__version__)
    TARGET.write_text(f'{{"torch":{version},"cases":[\n{lines}\n]}}\n')
    print(f"{len(made)} cases, numpy agrees to {max(error for _, error in made):.1e}")


if __name__ == "__main__":
    main()
