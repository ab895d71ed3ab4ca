"""PyTorch's step of the same model, f32, one thread: milliseconds of processor time a step, one line for each line read."""
import sys, time, torch
H, D, B, L, V = (int(a) for a in sys.argv[1:6])
torch.set_num_threads(1)
torch.manual_seed(1)
emb_x, emb_y = torch.nn.Embedding(V, D), torch.nn.Embedding(V, D)
enc, dec = torch.nn.GRU(D, H, batch_first=True), torch.nn.GRU(D, H, batch_first=True)
out = torch.nn.Linear(2 * H, V)
parameters = [p for m in (emb_x, emb_y, enc, dec, out) for p in m.parameters()]
x, y, target = (torch.randint(0, V, (B, L)) for _ in range(3))

def step():
    for p in parameters:
        p.grad = None
    h, last = enc(emb_x(x))
    s, _ = dec(emb_y(y), last)
    context = torch.softmax(s @ h.transpose(1, 2), -1) @ h
    logits = out(torch.cat([s, context], -1))
    torch.nn.functional.cross_entropy(logits.reshape(-1, V), target.reshape(-1)).backward()

for _ in range(5):
    step()
sys.stdin.readline()
print(torch.__version__, flush=True)
for line in sys.stdin:
    count = int(line)
    start = time.process_time()
    for _ in range(count):
        step()
    print((time.process_time() - start) * 1000 / count, flush=True)
