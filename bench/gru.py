"""One GRU step in numpy, as a student would run it instead: the rival of `rnn-tutor gru --step`."""

import numpy as np

x = np.array([0.5, -0.1])
h = np.array([0.2, 0.4])
W = np.array([[0.1, 0.2], [0.3, -0.5]])
b = np.array([0.01, -0.01])


def sigma(a):
    return 1 / (1 + np.exp(-a))


z = sigma(W @ x + W @ h + b)
r = sigma(W @ x + W @ h + b)
n = np.tanh(W @ x + W @ (r * h) + b)
print(z, r, n, (1 - z) * h + z * n)
