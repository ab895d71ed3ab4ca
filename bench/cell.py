"""A GRU cell, forward and backward, hidden 2, batch 1: microseconds of processor time a run, as somebody writes it in
numpy, and in PyTorch where it is there. One line of JSON for each line read."""
import json, sys, time
import numpy as np

H = D = 2
rng = np.random.default_rng(1)
P = {k + g: rng.uniform(-1, 1, s) for g in "zrh" for k, s in (("W", (H, D)), ("U", (H, H)), ("b", H))}
x, h, dh = rng.uniform(-1, 1, D), rng.uniform(-1, 1, H), rng.uniform(-1, 1, H)
sigmoid = lambda a: 1 / (1 + np.exp(-a))

def numpy_cell():
    z = sigmoid(P["Wz"] @ x + P["Uz"] @ h + P["bz"])
    r = sigmoid(P["Wr"] @ x + P["Ur"] @ h + P["br"])
    rh = r * h
    c = np.tanh(P["Wh"] @ x + P["Uh"] @ rh + P["bh"])
    new = (1 - z) * h + z * c
    dc = dh * z * (1 - c * c)
    dz = dh * (c - h) * z * (1 - z)
    drh = P["Uh"].T @ dc
    dr = drh * h * r * (1 - r)
    d_h = dh * (1 - z) + drh * r + P["Uz"].T @ dz + P["Ur"].T @ dr
    d_x = P["Wz"].T @ dz + P["Wr"].T @ dr + P["Wh"].T @ dc
    return new, d_h, d_x, [(np.outer(d, x), np.outer(d, s), d) for d, s in ((dz, h), (dr, h), (dc, rh))]

cells = {"numpy " + np.__version__: (numpy_cell, 1000)}
try:
    import torch
    torch.set_num_threads(1)
    cell = torch.nn.GRUCell(D, H)
    tx, th, tdh = (torch.rand(1, 2) for _ in range(3))
    tx.requires_grad_(), th.requires_grad_()
    def torch_cell():
        cell.zero_grad(set_to_none=True)
        tx.grad = th.grad = None
        cell(tx, th).backward(tdh)
    cells["PyTorch " + torch.__version__] = (torch_cell, 300)
except ImportError:
    pass

for _ in sys.stdin:
    found = {}
    for name, (run, count) in cells.items():
        start = time.process_time()
        for _ in range(count):
            run()
        found[name] = (time.process_time() - start) * 1e6 / count
    print(json.dumps(found), flush=True)
