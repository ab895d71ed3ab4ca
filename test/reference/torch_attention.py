"""Reference numbers for attention and the Transformer, made with PyTorch.

Writes torch-attention.json next to this file, in double precision: scaled
dot-product and additive attention in torch's own operations,
torch.nn.MultiheadAttention, torch.nn.LayerNorm, torch.nn.TransformerEncoderLayer
and TransformerDecoderLayer (norm first and last), and the sinusoidal encoding of
PyTorch's tutorial. Weights and inputs are decimals of three places, so the JSON
holds them exactly; they stand under this project's keys, in the row convention
(X W: PyTorch's weights transposed). Results are printed with all 17 digits.

Run:  apt-get install python3-torch && /usr/bin/python3 torch_attention.py
Made with Debian 12: python3-torch 1.13.1+dfsg-4 (calls itself 1.13.0a0).
"""

import json
import math
import random
from pathlib import Path

import torch

SEED = 20241122
TARGET = Path(__file__).with_name("torch-attention.json")
EPSILONS = ["1e-5", "1e-3", "1e-6", "1e-12"]
torch.set_default_dtype(torch.float64)


def decimals(rng, *shape):
    """Nested lists of random three-place decimals (a plain number for no shape)."""
    if shape:
        return [decimals(rng, *shape[1:]) for _ in range(shape[0])]
    return round(rng.uniform(-1.5, 1.5), 3) + 0.0


def mask_of(rng, kind, queries, keys):
    """True where a query may look: everything, the past, or any places, at least one a row."""
    if kind == "none":
        return [[True] * keys for _ in range(queries)]
    if kind == "causal":
        return [[j <= i for j in range(keys)] for i in range(queries)]
    rows = [[rng.random() < 0.6 for _ in range(keys)] for _ in range(queries)]
    for row in rows:
        row[rng.randrange(keys)] = True
    return rows


def with_mask(rng, kind, queries, keys, parameters):
    """The mask as a tensor; a given one is a parameter of the case, too."""
    rows = mask_of(rng, kind, queries, keys)
    if kind == "given":
        parameters["mask"] = [[int(seen) for seen in row] for row in rows]
    return torch.tensor(rows)


def case(model, convention, parameters, expected):
    """One case of the file."""
    return {
        "model": model,
        "convention": convention,
        "parameters": parameters,
        "expected": {key: value.detach().tolist() for key, value in expected.items()},
    }


def attention_case(rng, inputs, mask, scale):
    """softmax(Q Kᵀ / √d_k) V"""
    queries, d_k, d_v, model, memory = (rng.randint(1, 4) for _ in range(5))
    keys = queries if inputs == "tokens" else rng.randint(1, 4)
    p = {}
    if inputs == "qkv":
        p = {"Q": decimals(rng, queries, d_k), "K": decimals(rng, keys, d_k), "V": decimals(rng, keys, d_v)}
        q, k, v = (torch.tensor(p[key]) for key in "QKV")
    else:
        p["X"] = decimals(rng, queries, model)
        if inputs == "cross":
            p["H"] = decimals(rng, keys, memory)
        rows = memory if inputs == "cross" else model
        p |= {"W_Q": decimals(rng, model, d_k), "W_K": decimals(rng, rows, d_k), "W_V": decimals(rng, rows, d_v)}
        x, h = torch.tensor(p["X"]), torch.tensor(p.get("H", p["X"]))
        q, k, v = x @ torch.tensor(p["W_Q"]), h @ torch.tensor(p["W_K"]), h @ torch.tensor(p["W_V"])
    seen = with_mask(rng, mask, queries, keys, p)
    scores = q @ k.T / (math.sqrt(d_k) if scale == "yes" else 1)
    weights = torch.softmax(scores.masked_fill(~seen, -math.inf), dim=-1)
    expected = {"scores": scores, "weights": weights, "output": weights @ v}
    return case("attention", {"inputs": inputs, "mask": mask, "scale": scale}, p, expected)


def fill(rng, module):
    """Random decimals for every parameter of a torch module."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(torch.tensor(decimals(rng, *parameter.shape)))


def rows(weight):
    """PyTorch's weight in the row convention, as decimals."""
    return [[round(x, 3) + 0.0 for x in row] for row in weight.detach().T.tolist()]


def numbers(vector):
    return [round(x, 3) + 0.0 for x in vector.detach().tolist()]


def projections(layer, biases, suffix=""):
    """W_Q, W_K, W_V, W_O and their biases of a MultiheadAttention."""
    e = layer.embed_dim
    if layer.in_proj_weight is None:
        weights = [layer.q_proj_weight, layer.k_proj_weight, layer.v_proj_weight]
    else:
        weights = layer.in_proj_weight.split(e)
    p = {f"W_{key}{suffix}": rows(weight) for key, weight in zip("QKV", weights)}
    p[f"W_O{suffix}"] = rows(layer.out_proj.weight)
    if biases == "one":
        p |= {f"b_{key}{suffix}": numbers(b) for key, b in zip("QKV", layer.in_proj_bias.split(e))}
        p[f"b_O{suffix}"] = numbers(layer.out_proj.bias)
    return p


def multi_head_case(rng, heads, inputs, mask, biases):
    """torch.nn.MultiheadAttention with its weights of every head."""
    model, queries = heads * rng.randint(1, 2), rng.randint(1, 4)
    memory = rng.randint(1, 5) if inputs == "cross" else model
    keys = rng.randint(1, 4) if inputs == "cross" else queries
    layer = torch.nn.MultiheadAttention(
        model, heads, bias=biases == "one", kdim=memory, vdim=memory, batch_first=True
    )
    fill(rng, layer)
    p = {"X": decimals(rng, queries, model)}
    if inputs == "cross":
        p["H"] = decimals(rng, keys, memory)
    seen = with_mask(rng, mask, queries, keys, p)
    x, h = torch.tensor([p["X"]]), torch.tensor([p.get("H", p["X"])])
    output, weights = layer(x, h, h, attn_mask=~seen, average_attn_weights=False)
    names = ["weights"] if heads == 1 else [f"weights_{i + 1}" for i in range(heads)]
    expected = {"output": output[0]} | {name: weights[0, i] for i, name in enumerate(names)}
    convention = {"heads": str(heads), "inputs": inputs, "mask": mask, "biases": biases}
    return case("multi-head", convention, p | projections(layer, biases), expected)


def layer_norm_case(rng, affine, epsilon):
    tokens, model = rng.randint(1, 4), rng.randint(2, 6)
    layer = torch.nn.LayerNorm(model, eps=float(epsilon), elementwise_affine=affine == "yes")
    fill(rng, layer)
    p = {"X": decimals(rng, tokens, model)}
    if affine == "yes":
        p |= {"gamma": numbers(layer.weight), "beta": numbers(layer.bias)}
    x = torch.tensor(p["X"])
    expected = {"mu": x.mean(-1), "var": x.var(-1, unbiased=False), "output": layer(x)}
    return case("layer-norm", {"affine": affine, "epsilon": epsilon}, p, expected)


def without(module, kinds):
    """Biases to zero, norms to gain 1 and bias 0."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            norm = name.startswith("norm")
            if norm and "norm" in kinds:
                parameter.fill_(1.0 if name.endswith("weight") else 0.0)
            elif not norm and "bias" in kinds and name.endswith("bias"):
                parameter.zero_()


def transformer_case(rng, block, norm, heads, biases, affine):
    """torch.nn.TransformerEncoderLayer or TransformerDecoderLayer, relu, no dropout."""
    model, inner, tokens, source = heads * rng.randint(1, 2) + heads, rng.randint(1, 5), rng.randint(1, 4), rng.randint(1, 4)
    kind = torch.nn.TransformerDecoderLayer if block == "decoder" else torch.nn.TransformerEncoderLayer
    layer = kind(model, heads, inner, dropout=0.0, activation="relu", batch_first=True, norm_first=norm == "pre")
    fill(rng, layer)
    without(layer, (["bias"] if biases == "none" else []) + (["norm"] if affine == "no" else []))
    p = {"X": decimals(rng, tokens, model)}
    x = torch.tensor([p["X"]])
    blocked = ~torch.tensor(mask_of(rng, "none" if block == "encoder" else "causal", tokens, tokens))
    if block == "decoder":
        p["H"] = decimals(rng, source, model)
        output = layer(x, torch.tensor([p["H"]]), tgt_mask=blocked)
        p |= projections(layer.multihead_attn, biases, "_cross")
    else:
        output = layer(x, src_mask=blocked)
    p |= projections(layer.self_attn, biases)
    for i, linear in enumerate([layer.linear1, layer.linear2], 1):
        p[f"W_{i}"] = rows(linear.weight)
        if biases == "one":
            p[f"b_{i}"] = numbers(linear.bias)
    if affine == "yes":
        norms = [layer.norm1, layer.norm2] + ([layer.norm3] if block == "decoder" else [])
        for i, one in enumerate(norms, 1):
            p |= {f"gamma_{i}": numbers(one.weight), f"beta_{i}": numbers(one.bias)}
    convention = {"block": block, "norm": norm, "heads": str(heads), "biases": biases, "affine": affine}
    return case("transformer", convention, p, {"output": output[0]})


def additive_case(rng, values):
    """e_j = vᵀ tanh(W s + U h_j), state by state"""
    query, model, alignment, source, d_v = (rng.randint(1, 4) for _ in range(5))
    p = {
        "s": decimals(rng, query), "H": decimals(rng, source, model), "W": decimals(rng, alignment, query),
        "U": decimals(rng, alignment, model), "v": decimals(rng, alignment),
    }
    if values == "given":
        p["V"] = decimals(rng, source, d_v)
    s, h, w, u, v = (torch.tensor(p[key]) for key in ["s", "H", "W", "U", "v"])
    scores = torch.stack([v @ torch.tanh(w @ s + u @ state) for state in h])
    weights = torch.softmax(scores, dim=0)
    context = sum(a * value for a, value in zip(weights, torch.tensor(p.get("V", p["H"]))))
    return case("additive-attention", {"values": values}, p, {"scores": scores, "weights": weights, "context": context})


def position_case(rng, start):
    """The encoding of PyTorch's tutorial: sines in the even columns, cosines in the odd."""
    tokens, model = rng.randint(1, 5), 2 * rng.randint(1, 4)
    p = {"X": decimals(rng, tokens, model)}
    position = torch.arange(tokens).unsqueeze(1) + (1 if start == "one" else 0)
    frequencies = torch.exp(torch.arange(0, model, 2) * (-math.log(10000.0) / model))
    encoding = torch.zeros(tokens, model)
    encoding[:, 0::2] = torch.sin(position * frequencies)
    encoding[:, 1::2] = torch.cos(position * frequencies)
    expected = {"PE": encoding, "output": torch.tensor(p["X"]) + encoding}
    return case("positional-encoding", {"layout": "interleaved", "start": start}, p, expected)


def all_cases(rng):
    masks, sides = ["none", "causal", "given"], ["none", "one"]
    for _ in range(2):
        for inputs in ["tokens", "cross", "qkv"]:
            for mask in masks:
                for scale in ["yes", "no"]:
                    yield attention_case(rng, inputs, mask, scale)
    for n, heads in enumerate([1, 2, 3, 4, 6, 8]):
        for inputs in ["tokens", "cross"]:
            for i, mask in enumerate(masks):
                yield multi_head_case(rng, heads, inputs, mask, sides[(n + i) % 2])
    for affine in ["yes", "no"]:
        for epsilon in EPSILONS:
            yield layer_norm_case(rng, affine, epsilon)
    for block in ["encoder", "decoder", "decoder-only"]:
        for norm in ["post", "pre"]:
            for heads in [1, 2, 3]:
                for i, biases in enumerate(sides):
                    yield transformer_case(rng, block, norm, heads, biases, ["yes", "no"][(heads + i) % 2])
    for values in ["states", "given"] * 6:
        yield additive_case(rng, values)
    for start in ["zero", "one"] * 4:
        yield position_case(rng, start)


def main():
    rng = random.Random(SEED)
    cases = [{"id": i + 1, **one} for i, one in enumerate(all_cases(rng))]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in cases)
    TARGET.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}\n')
    print(f"{len(cases)} cases, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
