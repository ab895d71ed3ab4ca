"""Write and check published.json, the published worked examples.

published.json holds RNN, LSTM and GRU examples from courses, framework tests
and blogs, transcribed in published_sources.py. This script recomputes every case
from the JSON with plain numpy formulas of its own and checks each value:
"rounded" means |value - true| <= half a unit of decimal `digits`, "one-unit"
means within one unit. A value listed under "wrong" must be more than a unit
off, and its "right" must be right to 1e-12.

Run:  /usr/bin/python3 published.py         (check published.json)
      /usr/bin/python3 published.py write   (make it anew, then check)
Needs only numpy; made with Python 3.11.2 and numpy 1.24.2.
"""

import collections
import json
import sys
from pathlib import Path

import numpy as np

TARGET = Path(__file__).with_name("published.json")
SLACK = 1e-12
ORDERS = {  # the gates of a stacked matrix, in order
    ("keras", "rnn"): "h", ("pytorch", "rnn"): "h",
    ("keras", "lstm"): "ifgo", ("pytorch", "lstm"): "ifgo", ("onnx", "lstm"): "iofg",
    ("keras", "gru"): "zrh", ("pytorch", "gru"): "rzh", ("onnx", "gru"): "zrh",
}


def sigmoid(a):
    """The logistic function."""
    return 1 / (1 + np.exp(-a))


def gates_of(case):
    """For every gate its matrix on x, its matrix on h, and both biases."""
    given = {key: np.array(number, float) for key, number in case["parameters"].items()}
    if case["convention"] == "sheet":
        return sheet_gates(case["model"], given)
    order = ORDERS[case["convention"], case["model"]]
    w, u, b_x, b_h = stacked(case["convention"], given, len(order))
    parts = (np.split(part, len(order)) for part in (w, u, b_x, b_h))
    return {gate: blocks for gate, *blocks in zip(order, *parts)}


def sheet_gates(model, given):
    """Gates from keys of their own: W_z, U_z and b_z or b_xz and b_hz."""
    if model == "rnn":
        zero = np.zeros(len(given["W_hh"]))
        return {"h": [given["W_xh"], given["W_hh"], given.get("B_h", zero), zero]}
    gates = {}
    for gate in {"lstm": "ifog", "gru": "zrh"}[model]:
        zero = np.zeros(len(given[f"U_{gate}"]))
        b_x = given.get(f"b_x{gate}", given.get(f"b_{gate}", zero))
        gates[gate] = [given[f"W_{gate}"], given[f"U_{gate}"], b_x, given.get(f"b_h{gate}", zero)]
    return gates


def stacked(convention, given, gates):
    """Stacked matrices acting on columns, with both bias vectors (zeros if absent)."""
    zero = np.zeros(gates * len(given["h_0"]))
    if convention == "keras":
        bias = given.get("bias", zero)
        b_x, b_h = bias if bias.ndim == 2 else (bias, zero)
        return given["kernel"].T, given["recurrent_kernel"].T, b_x, b_h
    if convention == "onnx":
        b_x, b_h = np.split(given.get("B", np.concatenate([zero, zero])), 2)
        return given["W"], given["R"], b_x, b_h
    biases = (given.get(key, zero) for key in ("bias_ih", "bias_hh"))
    return given["weight_ih"], given["weight_hh"], *biases


def rnn_step(gates, options, x, h):
    """One step of the vanilla RNN."""
    w, u, b_x, b_h = gates["h"]
    a = w @ x + b_x + u @ h + b_h
    activation = {"tanh": np.tanh, "relu": lambda v: np.maximum(v, 0), "identity": np.array}
    return {"a": a, "h": activation[options["activation"]](a)}


def lstm_step(gates, options, x, h, c):
    """One step of the LSTM (no peepholes, gates not coupled)."""
    if options["peepholes"] != "none" or options["coupled"] != "no":
        raise SystemExit("no published case needs this variant")
    now = {f"a_{gate}": w @ x + b_x + u @ h + b_h for gate, (w, u, b_x, b_h) in gates.items()}
    now |= {gate: sigmoid(now[f"a_{gate}"]) for gate in "ifo"}
    now["g"] = np.tanh(now["a_g"])
    now["c"] = now["f"] * c + now["i"] * now["g"]
    now["h"] = now["o"] * np.tanh(now["c"])
    return now


def gru_step(gates, options, x, h):
    """One step of the GRU: reset before or after the product, z on the old or the new."""
    now = {}
    for gate in "zr":
        w, u, b_x, b_h = gates[gate]
        now[f"a_{gate}"] = w @ x + b_x + u @ h + b_h
        now[gate] = sigmoid(now[f"a_{gate}"])
    w, u, b_x, b_h = gates["h"]
    after = options["reset"] == "after"
    from_h = now["r"] * (u @ h + b_h) if after else u @ (now["r"] * h) + b_h
    now["a_h"] = w @ x + b_x + from_h
    new = now["h_tilde"] = np.tanh(now["a_h"])
    z = now["z"] if options["update"] == "new" else 1 - now["z"]
    now["h"] = (1 - z) * h + z * new
    return now


def recompute(case):
    """All results of a case under their keys (h_t, or h_1, h_2, ... of a sequence)."""
    given = {key: np.array(number, float) for key, number in case["parameters"].items()}
    single = "x_t" in given
    h = given["h_prev" if single else "h_0"]
    c = given.get("c_prev" if single else "c_0")
    gates, results = gates_of(case), {}
    step = {"rnn": rnn_step, "lstm": lstm_step, "gru": gru_step}[case["model"]]
    for t, x in enumerate([given["x_t"]] if single else given["x"], 1):
        state = (h, c) if case["model"] == "lstm" else (h,)
        now = step(gates, case["options"], x, *state)
        h, c = now["h"], now.get("c")
        if case["options"].get("output") == "linear":
            now["y"] = given["W_hy"] @ h + given.get("B_y", 0)
        suffix = "t" if single else t
        results |= {f"{key}_{suffix}": number for key, number in now.items()}
    return results


def distance(left, right):
    """The largest difference; shapes must agree."""
    left, right = np.array(left, float), np.array(right, float)
    return np.max(np.abs(left - right)) if left.shape == right.shape else np.inf


def problems(case):
    """Everything that does not hold in a case, as sentences."""
    results = recompute(case)
    for entry in case["expected"]:
        unit = 10.0 ** -entry["digits"]
        limit = {"rounded": unit / 2, "one-unit": unit}[entry["rule"]] + SLACK
        off = distance(entry["value"], results[entry["key"]])
        if not off <= limit:
            yield f"{case['id']}: {entry['key']} is off by {off:.3e}, allowed {limit:.3e}"
    for entry in case["wrong"]:
        true = results[entry["key"]]
        if not distance(entry["value"], true) > 10.0 ** -entry["digits"] + SLACK:
            yield f"{case['id']}: {entry['key']} is not wrong"
        if not distance(entry["right"], true) <= SLACK:
            yield f"{case['id']}: {entry['key']} is not recomputed right"


def plain(number):
    """Arrays as lists, whole numbers as integers: the shortest exact JSON."""
    if isinstance(number, dict):
        return {key: plain(part) for key, part in number.items()}
    if isinstance(number, (list, tuple, np.ndarray)):
        return [plain(part) for part in number]
    if isinstance(number, (float, np.floating)):
        return int(number) if number == int(number) else float(number)
    return number


def write():
    """Make published.json from the transcribed sources, a case a line."""
    sys.dont_write_bytecode = True
    from published_sources import all_cases

    lines = (json.dumps(plain(case), separators=(",", ":")) for case in all_cases())
    TARGET.write_text('{"cases":[\n' + ",\n".join(lines) + "\n]}\n")


def main():
    """Write if asked, check, print a summary."""
    if sys.argv[1:] == ["write"]:
        write()
    cases = json.loads(TARGET.read_text())["cases"]
    found = [problem for case in cases for problem in problems(case)]
    counts = collections.Counter((case["model"], case["convention"]) for case in cases)
    for (model, convention), count in sorted(counts.items()):
        print(f"{model:5}{convention:8}{count:3}")
    values = sum(len(case["expected"]) for case in cases)
    wrongs = sum(len(case["wrong"]) for case in cases)
    print(f"{len(cases)} cases, {values} values to meet, {wrongs} published values wrong")
    if found:
        raise SystemExit("\n".join(found))
    print("all hold")


if __name__ == "__main__":
    main()
