"""Write and check published-attention.json, published worked examples of attention.

Transcribed numbers only; every case names its source. Each value is recomputed with
plain numpy: "rounded" means |value - true| <= half a unit of decimal `digits`,
"one-unit" means within one unit. A value under "wrong" was published but is more than
a unit off; its "right" must be right to 1e-12. `row` (from 1) is the part of a matrix
that the source prints.

Run:  /usr/bin/python3 published_attention.py
Needs only numpy; made with Python 3.11.2 and numpy 1.24.2.
"""

import json
from pathlib import Path

import numpy as np

TARGET = Path(__file__).with_name("published-attention.json")
KERAS = "https://github.com/keras-team/keras keras/src/layers/attention/"


def value(key, numbers, digits, rule="rounded", row=None):
    return {"key": key, "value": numbers, "digits": digits, "rule": rule} | ({"row": row} if row else {})


def wrong(key, numbers, digits, right):
    return {"key": key, "value": numbers, "digits": digits, "right": right}


def case(name, source, model, convention, parameters, expected, refused=()):
    return {
        "id": name, "source": source, "model": model, "convention": convention,
        "parameters": parameters, "expected": list(expected), "wrong": list(refused),
    }


def lookup(name, source, q, k, v, expected, refused=(), scale="no", mask=None):
    """Q, K and V as given."""
    convention = {"inputs": "qkv", "scale": scale} | ({"mask": "given"} if mask else {})
    parameters = {"Q": q, "K": k, "V": v} | ({"mask": mask} if mask else {})
    return case(name, source, "attention", convention, parameters, expected, refused)


def identity(n):
    return np.eye(n).astype(int).tolist()


def all_cases():
    yield case(
        "attn_karim", 'Raimi Karim, "Illustrated: Self-Attention"', "attention", {"scale": "no"},
        {
            "X": [[1, 0, 1, 0], [0, 2, 0, 2], [1, 1, 1, 1]],
            "W_Q": [[1, 0, 1], [1, 0, 0], [0, 0, 1], [0, 1, 1]],
            "W_K": [[0, 0, 1], [1, 1, 0], [0, 1, 0], [1, 1, 0]],
            "W_V": [[0, 2, 0], [0, 3, 0], [1, 0, 3], [1, 1, 0]],
        },
        [
            value("Q", [[1, 0, 2], [2, 2, 2], [2, 1, 3]], 0),
            value("K", [[0, 1, 1], [4, 4, 0], [2, 3, 1]], 0),
            value("V", [[1, 2, 3], [2, 8, 0], [2, 6, 3]], 0),
            value("scores", [2, 4, 4], 0, row=1),
            value("weights", [[0.063379, 0.46831, 0.46831], [6.0337e-06, 0.98201, 0.017986], [0.00029539, 0.88054, 0.11917]], 5),
            value("output", [[1.9366, 6.6831, 1.5951], [2.0, 7.964, 0.054], [1.9997, 7.7599, 0.3584]], 4),
        ],
    )
    tokens = [[0.43, 0.15, 0.89], [0.55, 0.87, 0.66], [0.57, 0.85, 0.64], [0.22, 0.58, 0.33], [0.77, 0.25, 0.1], [0.05, 0.8, 0.55]]
    yield lookup(
        "attn_raschka", 'S. Raschka, "Build a Large Language Model From Scratch" ch. 3.3', tokens, tokens, tokens,
        [
            value("scores", [0.9544, 1.495, 1.4754, 0.8434, 0.707, 1.0865], 4, row=2),
            value("weights", [0.1385, 0.2379, 0.2333, 0.124, 0.1082, 0.1581], 4, row=2),
            value("output", [0.4419, 0.6515, 0.5683], 4, row=2),
            value("scores", [[0.9995, 0.9544, 0.9422, 0.4753, 0.4576, 0.631], [0.9544, 1.495, 1.4754, 0.8434, 0.707, 1.0865], [0.9422, 1.4754, 1.457, 0.8296, 0.7154, 1.0605], [0.4753, 0.8434, 0.8296, 0.4937, 0.3474, 0.6565], [0.4576, 0.707, 0.7154, 0.3474, 0.6654, 0.2935], [0.631, 1.0865, 1.0605, 0.6565, 0.2935, 0.945]], 4),
        ],
    )
    amanai = "https://amanailab.com/code-lab/scaled-dot-product-attention"
    yield lookup(
        "attn_amanailab#1", amanai, identity(2), identity(2), [[1, 2], [3, 4]], [],
        [wrong("output", [[1.66082, 2.66082], [2.33918, 3.33918]], 5, [[1.6604769013466862, 2.6604769013466862], [2.3395230986533138, 3.3395230986533138]])],
        scale="yes",
    )
    yield lookup(
        "attn_amanailab#2", amanai, [[1, 0]], identity(2), [[10, 20], [30, 40]], [],
        [wrong("output", [[16.60882, 26.60882]], 5, [[16.60476901346686, 26.604769013466864]])], scale="yes",
    )
    yield lookup(
        "attn_keras_dot", KERAS + "attention_test.py", identity(2), [[0, 1], [1, 0]], [[1, 2], [3, 4]],
        [value("weights", [[0.269, 0.731], [0.731, 0.269]], 3), value("output", [[2.462, 3.462], [1.538, 2.538]], 3)],
    )
    for i, (weights, out) in enumerate([([0.636, 0.363], [1.727, 2.727]), ([0.363, 0.636], [2.272, 3.272])]):
        yield case(
            f"attn_keras_additive#{i + 1}", KERAS + "additive_attention_test.py", "additive-attention", {"values": "given"},
            {"s": identity(2)[i], "H": [[0, 1], [1, 0]], "V": [[1, 2], [3, 4]], "W": identity(2), "U": identity(2), "v": [1, 1]},
            [value("weights", weights, 3, "one-unit"), value("context", out, 3, "one-unit")],
        )
    heads = np.hstack([np.eye(8)] * 8).astype(int).tolist()
    yield case(
        "mha_keras_identity", KERAS + "multi_head_attention_test.py test_correctness", "multi-head",
        {"heads": "8", "inputs": "cross"},
        # queries and keys are the rows of 1, the values are numbers of their own: both stand in H
        {
            "X": identity(8),
            "H": np.hstack([np.eye(8), np.arange(64).reshape(8, 8) / 100]).tolist(),
            "W_Q": heads,
            "W_K": np.vstack([heads, np.zeros((8, 64), int)]).tolist(),
            "W_V": np.vstack([np.zeros((8, 64), int), heads]).tolist(),
            "W_O": [[int(row // 8 == col) for col in range(8)] for row in range(64)],
        },
        [
            value("weights_1", [0.1691] + [0.1187] * 7, 4, row=1),
            value("output", [[x] * 8 for x in [2.406, 2.44, 2.473, 2.504, 2.535, 2.568, 2.602, 2.633]], 2, "one-unit"),  # in float16
        ],
    )
    for i, (length, out) in enumerate([(2, [2, 3, 4, 5]), (6, [10, 11, 12, 13])]):
        yield lookup(
            f"attn_d2l_masked#{i + 1}", 'd2l.ai "Attention scoring functions"', [[0.5, -1]], [[1, 1]] * 10,
            np.arange(40).reshape(10, 4).tolist(), [value("output", [out], 4)], scale="yes",
            mask=[[int(j < length) for j in range(10)]],
        )
    yield lookup(
        "attn_leyaa", "https://leyaa.ai/codefly/learn/nlp/part-2/nlp-attention-mechanism-basics/puzzle/13",
        [[1, 0]], identity(2), [[10, 0], [0, 20]],
        [value("weights", [[0.731, 0.269]], 3), value("output", [[7.31, 5.38]], 2)],
    )
    yield lookup(
        "attn_nahian", "https://blog.nahian.xyz/blog/transformer-architecture", [[1]], [[0.7], [2.1], [1.3]], [[1], [2], [3]],
        [value("weights", [[0.15, 0.59, 0.27]], 2, "one-unit")],
    )
    bugcatcher = "https://github.com/BugCatcherXO/Building-LLama4-from-Scratch"
    yield lookup(
        "attn_bugcatcher#1", bugcatcher, [[0.22, 0.64, 0.73]], [[0.54, 0.36, 0.74]], [[1]], [value("scores", [[0.889]], 3)],
    )
    yield lookup(
        "attn_bugcatcher#2", bugcatcher, [[1]], [[0.889], [1.2]], [[1], [2]], [value("weights", [[0.42, 0.58]], 2)],
    )
    yield case(
        "random_transformer_positions", 'hackerllama, "The Random Transformer" (2024), github.com/osanseviero/hackerllama@0a8d37e',
        "positional-encoding", {}, {"X": [[0, 0, 0, 0], [0, 0, 0, 0]]}, [],
        [wrong("PE", [[0, 1, 0, 1], [0.84, 0.99, 0, 1]], 2, [[0, 1, 0, 1], [0.8414709848078965, 0.5403023058681398, 0.009999833334166664, 0.9999500004166653]])],
    )


def softmax(scores):
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def results(one):
    """Every result of a case, by its key."""
    p = {key: np.array(numbers, float) for key, numbers in one["parameters"].items()}
    if one["model"] == "positional-encoding":
        angles = np.arange(2)[:, None] / 10000 ** (np.array([0, 0, 2, 2]) / 4)
        return {"PE": np.where(np.arange(4) % 2 == 0, np.sin(angles), np.cos(angles))}
    if one["model"] == "additive-attention":
        weights = softmax(np.tanh(p["s"] @ p["W"].T + p["H"] @ p["U"].T) @ p["v"])
        return {"weights": weights, "context": weights @ p["V"]}
    h = p.get("H", p.get("X"))
    q, k, v = [p[key] if key in p else x @ p[f"W_{key}"] for key, x in zip("QKV", (p.get("X"), h, h))]
    if one["model"] == "multi-head":
        parts = [[m[:, 8 * i : 8 * i + 8] for m in (q, k, v)] for i in range(8)]
        weights = [softmax(a @ b.T / np.sqrt(8)) for a, b, _ in parts]
        joined = np.hstack([w @ c for w, (_, _, c) in zip(weights, parts)])
        return {"weights_1": weights[0], "output": joined @ p["W_O"]}
    scores = q @ k.T / (1 if one["convention"]["scale"] == "no" else np.sqrt(q.shape[1]))
    weights = softmax(np.where(p.get("mask", np.ones_like(scores)) > 0, scores, -np.inf))
    return {"Q": q, "K": k, "V": v, "scores": scores, "weights": weights, "output": weights @ v}


def check(one):
    found = results(one)
    for e in one["expected"]:
        true = found[e["key"]][e["row"] - 1] if "row" in e else found[e["key"]]
        off = np.abs(true - np.array(e["value"])).max()
        assert off <= 10.0 ** -e["digits"] * (0.5 if e["rule"] == "rounded" else 1) + 1e-12, (one["id"], e["key"], off)
    for e in one["wrong"]:
        true = found[e["key"]]
        assert np.abs(true - np.array(e["value"])).max() > 10.0 ** -e["digits"], (one["id"], "is not wrong")
        assert np.abs(true - np.array(e["right"])).max() < 1e-12, (one["id"], "right is not right")


def main():
    cases = list(all_cases())
    for one in cases:
        check(one)
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in cases)
    TARGET.write_text(f'{{"cases": [\n{lines}\n]}}\n')
    print(f"{len(cases)} cases checked, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
