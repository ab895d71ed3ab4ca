"""The published worked examples, transcribed: numbers and sources only.

Every function below yields the cases of one source, translated into the
parameter keys of this project. Values are as printed; `digits` counts decimals.
Where a framework printed float32 numbers, `digits` is as far as they agree
with exact arithmetic. `published.py` writes and checks the cases.
"""

import numpy as np

CS231N = "Stanford CS231n, assignment 3, {} notebook"
KERAS = "keras-team/keras, keras/src/layers/rnn/{}_test.py (Apache-2.0)"
ONNXRUNTIME = (
    "microsoft/onnxruntime, onnxruntime/test/providers/cpu/rnn/deep_cpu_{}_op_test.cc (MIT)"
)
CLICK4AI = "click4ai.perfionixai.com, problem {}"
FLOAT32 = "float32 results, printed to more decimals than they hold: only `digits` decimals agree"

RNN = {"activation": "tanh", "output": "none", "biases": "one"}
LSTM = {"peepholes": "none", "coupled": "no", "biases": "one"}
GRU = {"update": "old", "reset": "before", "biases": "one"}


def case(name, source, model, parameters, expected, **more):
    """A case in the order of keys the JSON file uses."""
    convention = more.pop("convention", "sheet")
    options = {"rnn": RNN, "lstm": LSTM, "gru": GRU}[model] | more.pop("options", {})
    return {
        "id": name, "source": source, "model": model, "convention": convention,
        "options": options, "parameters": parameters, "expected": expected,
        "wrong": more.pop("wrong", []), **more,
    }


def value(key, printed, digits, rule="rounded"):
    """A published value to be met."""
    return {"key": key, "value": printed, "digits": digits, "rule": rule}


def wrong(key, printed, digits, right):
    """A published value that is wrong, beside the recomputed one."""
    return {"key": key, "value": printed, "digits": digits, "right": right}


def spaced(low, high, *shape):
    """Evenly spaced numbers filled into an array row by row."""
    return np.linspace(low, high, int(np.prod(shape))).reshape(shape)


def counted(*shape):
    """0, 1, 2, ... filled into an array row by row."""
    return np.arange(np.prod(shape), dtype=float).reshape(shape)


def cs231n_rnn_step():
    """One step for a batch of three; the source multiplies row vectors."""
    x, h = spaced(-0.4, 0.7, 3, 10), spaced(-0.2, 0.5, 3, 4)
    weights = {
        "W_xh": spaced(-0.1, 0.9, 10, 4).T,
        "W_hh": spaced(-0.3, 0.7, 4, 4).T,
        "B_h": spaced(-0.2, 0.4, 4),
    }
    printed = [
        [-0.58172089, -0.50182032, -0.41232771, -0.31410098],
        [0.66854692, 0.79562378, 0.87755553, 0.92795967],
        [0.97934501, 0.99144213, 0.99646691, 0.99854353],
    ]
    for n, row in enumerate(printed):
        yield case(
            f"rnn_cs231n_step_forward#{n}", CS231N.format("RNN_Captioning"), "rnn",
            {"x_t": x[n], "h_prev": h[n], **weights}, [value("h_t", row, 8)],
        )


def cs231n_rnn_sequence():
    """The first batch item of three steps."""
    printed = [
        [-0.42070749, -0.27279261, -0.11074945, 0.05740409, 0.22236251],
        [-0.39525808, -0.22554661, -0.0409454, 0.14649412, 0.32397316],
        [-0.42305111, -0.24223728, -0.04287027, 0.15997045, 0.35014525],
    ]
    yield case(
        "rnn_cs231n_forward_batch0#0", CS231N.format("RNN_Captioning"), "rnn",
        {
            "x": spaced(-0.1, 0.3, 2, 3, 4)[0],
            "h_0": spaced(-0.3, 0.1, 2, 5)[0],
            "W_xh": spaced(-0.2, 0.4, 4, 5).T,
            "W_hh": spaced(-0.4, 0.1, 5, 5).T,
            "B_h": spaced(-0.7, 0.1, 5),
        },
        [value(f"h_{t}", row, 8) for t, row in enumerate(printed, 1)],
    )


def cs231n_lstm_step():
    """One step for a batch of three; the blocks i, f, o, g lie side by side."""
    x, h, c = (spaced(-0.4, 1.2, 3, 4), spaced(-0.3, 0.7, 3, 5), spaced(-0.4, 0.9, 3, 5))
    on_x = np.split(spaced(-2.1, 1.3, 4, 20), 4, axis=1)
    on_h = np.split(spaced(-0.7, 2.2, 5, 20), 4, axis=1)
    biases = np.split(spaced(0.3, 0.7, 20), 4)
    weights = {}
    for gate, w, u, b in zip("ifog", on_x, on_h, biases):
        weights |= {f"W_{gate}": w.T, f"U_{gate}": u.T, f"b_{gate}": b}
    printed_h = [
        [0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904],
        [0.49223563, 0.55611431, 0.61507696, 0.66844003, 0.7159181],
        [0.56735664, 0.66310127, 0.74419266, 0.80889665, 0.858299],
    ]
    printed_c = [
        [0.32986176, 0.39145139, 0.451556, 0.51014116, 0.56717407],
        [0.66382255, 0.76674007, 0.87195994, 0.97902709, 1.08751345],
        [0.74192008, 0.90592151, 1.07717006, 1.25120233, 1.42395676],
    ]
    for n in range(3):
        yield case(
            f"lstm_cs231n_step_forward#{n}", CS231N.format("LSTM_Captioning"), "lstm",
            {"x_t": x[n], "h_prev": h[n], "c_prev": c[n], **weights},
            [value("h_t", printed_h[n], 8), value("c_t", printed_c[n], 8)],
        )


def scalar_rnn():
    """A calculation by hand that goes on with the rounded states."""
    yield case(
        "rnn_manual_scalar_ayanpaul",
        "AyanPaul2210/Deep-Learning-Tutorial, 48. Recurrent Neural Network", "rnn",
        {
            "x": [[0.7], [0.5], [0.2]], "h_0": [0.1],
            "W_xh": [[0.9]], "W_hh": [[0.5]], "B_h": [0.3],
        },
        [
            value("a_1", [0.98], 4), value("h_1", [0.753], 3),
            value("a_2", [1.1265], 4), value("h_2", [0.809], 3, "one-unit"),
            value("h_3", [0.708], 3, "one-unit"),
        ],
        wrong=[wrong("a_3", [0.8845], 4, [0.8849146658599823])],
        note="h_2 and h_3 are cut off, not rounded, and every step goes on with the cut"
        " value: a_3 is 0.9*0.2 + 0.5*0.809 + 0.3, four units of its last digit off",
    )


def pixelbank_rnn():
    """One step from the zero state."""
    yield case(
        "rnn_pixelbank_step", "pixelbank.dev, problem 6938cf519363e6335e49442b", "rnn",
        {
            "x_t": [1, 2], "h_prev": [0, 0],
            "W_xh": [[0.5, 0.6], [0.7, 0.8]], "W_hh": [[0.1, 0.2], [0.3, 0.4]], "B_h": [0, 0],
        },
        [value("a_t", [1.7, 2.3], 1), value("h_t", [0.9354, 0.9801], 4)],
    )


def click4ai_encoder():
    """An encoder without W_hh, that is, with the identity; two steps are wrong."""
    right = {
        "a_2": 0.991312612451591, "h_2": 0.757921469017877,
        "a_3": 1.857921469017877, "h_3": 0.9524864003536674,
    }
    printed = {"a_2": 1.0, "h_2": 0.762, "a_3": 1.862, "h_3": 0.954}
    yield case(
        "rnn_click4ai_seq2seq_encoder", CLICK4AI.format("sequence-to-sequence"), "rnn",
        {
            "x": [[1, 2], [3, 4], [5, 6]], "h_0": [0, 0],
            "W_xh": [[0.1, 0.1], [0.1, 0.1]], "W_hh": [[1, 0], [0, 1]],
        },
        [value("a_1", [0.3, 0.3], 3), value("h_1", [0.291, 0.291], 3)],
        options={"biases": "none"},
        wrong=[wrong(key, [printed[key]] * 2, 3, [right[key]] * 2) for key in right],
        note="a_2 is 0.7 + 0.291, not 1.0; the later values follow from it, and even"
        " tanh(1.862) would be 0.953, not 0.954",
    )


def infosys_rnn():
    """Scalar inputs, two units, one linear output after the last step."""
    yield case(
        "bptt_thsis_infosys_forward",
        "thsis/INFOSYS, notebook Backpropagation on RNN", "rnn",
        {
            "x": [[0.2], [0.3], [0.4]], "h_0": [0, 0],
            "W_xh": [[2], [1]], "W_hh": [[1, 2], [3, 4]], "W_hy": [[2, 4]],
        },
        [
            value("h_1", [0.37994896, 0.19737532], 8),
            value("h_2", [0.87975882, 0.97711011], 8),
            value("h_3", [0.9986059, 0.99999815], 8),
            value("y_3", [5.99720442000804], 12),
        ],
        options={"output": "linear", "biases": "none"},
    )


def scalar_lstm():
    """One unit, three steps; its readout y = 4h has no key in the LSTM."""
    weights = {}
    for gate, w, u in [("i", 0.6, 0.2), ("f", 0.5, 0.1), ("o", 0.8, 0.4), ("g", 0.7, 0.3)]:
        weights |= {f"W_{gate}": [[w]], f"U_{gate}": [[u]], f"b_{gate}": [0]}
    printed = [
        [0.6225, 0.6457, 0.6044, 0.3902, 0.69, 0.2564],
        [0.7361, 0.7775, 0.9009, 0.9877, 0.8459, 0.6398],
        [0.8269, 0.873, 0.9798, 1.6721, 0.9344, 0.8707],
    ]
    yield case(
        "lstm_scalar_1_2_3", "Yasmeen-Akl/DL-lSTM-", "lstm",
        {"x": [[1], [2], [3]], "h_0": [0], "c_0": [0], **weights},
        [
            value(f"{key}_{t}", [number], 4)
            for t, row in enumerate(printed, 1)
            for key, number in zip("figcoh", row)
        ],
        note="the source also prints 4*h_3 = 3.4827, a linear readout",
    )


def forget_gate():
    """The forget gate alone, with identity weights."""
    weights = {}
    for gate in "ifog":
        block = np.eye(5) if gate == "f" else np.zeros((5, 5))
        weights |= {f"W_{gate}": block, f"U_{gate}": block, f"b_{gate}": [0] * 5}
    yield case(
        "lstm_stackoverflow_forget_identity",
        "Stack Overflow, Understanding LSTM through example (CC BY-SA)", "lstm",
        {
            "x_t": [-0.1, 0.3, 0.1, -0.25, 0.1], "h_prev": [0.0, 0.5, 0.1, 0.2, 0.6],
            "c_prev": [0] * 5, **weights,
        },
        [value("f_t", [0.47502081, 0.68997448, 0.549834, 0.4875026, 0.66818777], 8)],
        note="only the forget gate is published; the other gates and c_prev are filled with zeros",
    )


def click4ai_gru():
    """One step from the zero state; z weighs the candidate."""
    blocks = {
        "z": [[0.3, 0.2, 0.1, 0.4], [0.1, 0.5, 0.3, 0.2]],
        "r": [[0.2, 0.4, 0.3, 0.1], [0.4, 0.1, 0.2, 0.3]],
        "h": [[0.5, 0.1, 0.2, 0.3], [0.2, 0.3, 0.4, 0.1]],
    }
    weights = {}
    for gate, rows in blocks.items():  # the source concatenates [x; h]
        weights[f"W_{gate}"] = [row[:2] for row in rows]
        weights[f"U_{gate}"] = [row[2:] for row in rows]
    yield case(
        "gru_click4ai_cell", CLICK4AI.format("gru-cell"), "gru",
        {"x_t": [1, 0.5], "h_prev": [0, 0], **weights},
        [
            value("z_t", [0.599, 0.587], 3), value("r_t", [0.599, 0.611], 3),
            value("a_h_t", [0.55, 0.35], 3),
            value("h_tilde_t", [0.5, 0.337], 3, "one-unit"),
            value("h_t", [0.3, 0.198], 3, "one-unit"),
        ],
        options={"update": "new", "biases": "none"},
    )


def keras(name, model, x, states, out, digits, bias=None, **options):
    """A Keras test with constant weights: only the last state is published.

    `states` holds h_0 (and c_0) of each batch item, zeros where it is empty;
    `digits` says how many decimals hold for each item.
    """
    (batch, steps, inputs), hidden = x.shape, len(out[0])
    gates = {"rnn": 1, "lstm": 4, "gru": 3}[model]
    parameters = {
        "kernel": np.full((inputs, gates * hidden), 0.01),
        "recurrent_kernel": np.full((hidden, gates * hidden), 0.02),
    }
    if bias is not None:
        parameters["bias"] = bias
    file = {"rnn": "simple_rnn", "lstm": "lstm", "gru": "gru"}[model]
    for n in range(batch):
        state = states[n] if len(states) else np.zeros(hidden)
        start = {"h_0": state, "c_0": state} if model == "lstm" else {"h_0": state}
        yield case(
            f"{name}#{n}", KERAS.format(file), model, {"x": x[n], **start, **parameters},
            [value(f"h_{steps}", out[n], digits[n])],
            convention="keras", options=options, note=FLOAT32,
        )


def keras_rnn():
    """SimpleRNN: forwards, backwards in time, and from a given state."""
    x, bias = counted(2, 3, 4), [0.03] * 4
    yield from keras(
        "keras_simplernn", "rnn", x, [], [[0.405432] * 4, [0.73605347] * 4], [6, 7], bias)
    yield from keras(
        "keras_simplernn_backwards", "rnn", x[:, ::-1], [],
        [[0.11144729] * 4, [0.5528889] * 4], [7, 6], bias)
    yield from keras(
        "keras_simplernn_init", "rnn", counted(2, 4, 3), counted(2, 4),
        [[0.33621645] * 4, [0.6262637] * 4], [7, 6], bias)


def keras_lstm():
    """LSTM, one bias; the blocks are i f c o and the forget bias may be 1."""
    x = counted(3, 6, 4)
    unit = [0.03] * 3 + [1.0] * 3 + [0.03] * 6
    yield from keras(
        "keras_lstm", "lstm", x, [],
        [[0.6288687] * 3, [0.86899155] * 3, [0.9460773] * 3], [7, 6, 7], unit)
    yield from keras(
        "keras_lstm_no_unit_forget_bias", "lstm", x, [],
        [[0.57019705] * 3, [0.8661914] * 3, [0.9459622] * 3], [7, 6, 7], [0.03] * 12)
    yield from keras(
        "keras_lstm_no_bias", "lstm", x, [],
        [[0.54986924] * 3, [0.86226785] * 3, [0.9443936] * 3], [7, 6, 6], biases="none")
    yield from keras(
        "keras_lstm_init", "lstm", counted(2, 4, 3), counted(2, 2),
        [[0.20574439, 0.3558822], [0.64930826, 0.66276]], [7, 6],
        [0.03] * 2 + [1.0] * 2 + [0.03] * 4)


def keras_gru():
    """GRU with reset_after: a second row of biases inside the reset product."""
    x = counted(3, 6, 4)
    yield from keras(
        "keras_gru_reset_after", "gru", x, [],
        [[0.5217289] * 3, [0.6371659] * 3, [0.39384964] * 3], [7, 7, 8],
        [[0.03] * 9] * 2, reset="after", biases="two")
    yield from keras(
        "keras_gru_no_bias", "gru", x, [],
        [[0.49988455] * 3, [0.64701194] * 3, [0.4103359] * 3], [7, 7, 7],
        reset="after", biases="none")
    yield from keras(
        "keras_gru_init", "gru", counted(2, 4, 3), counted(2, 2),
        [[0.23774096, 0.33508456], [0.83659905, 1.0227708]], [7, 6],
        [[0.03] * 6] * 2, reset="after", biases="two")


def onnxruntime(name, model, x, w, y, digits, last_c=None, biases=None):
    """A test of the ONNX runtime: x, y and digits are steps x batch, R is all 0.1."""
    gates, hidden = {"lstm": 4, "gru": 3}[model], 3
    weights = {"W": [[number] for number in w], "R": np.full((gates * hidden, hidden), 0.1)}
    if biases is not None:
        weights["B"] = biases
    for n in range(2):
        start = {"h_0": [0] * hidden} | ({"c_0": [0] * hidden} if model == "lstm" else {})
        expected = [value(f"h_{t + 1}", row[n], digits[t][n]) for t, row in enumerate(y)]
        if last_c is not None:
            expected.append(value(f"c_{len(y)}", last_c[n], digits[-1][n]))
        yield case(
            f"{name}#{n}", ONNXRUNTIME.format(model), model,
            {"x": [[row[n]] for row in x], **start, **weights}, expected,
            convention="onnx", options={"biases": "none" if biases is None else "two"},
            note=FLOAT32,
        )


def onnxruntime_tests():
    """An LSTM (blocks i o f c) and two GRUs (blocks z r h, reset before the product)."""
    yield from onnxruntime(
        "lstm_ort_simple_weights_fwd", "lstm", [[1, 2], [10, 11]],
        [0.1, 0.2, 0.3, 0.4, 1, 2, 3, 4, 10, 11, 12, 13],
        [
            [[0.28828835, 0.36581863, 0.45679406], [0.34526032, 0.47220859, 0.55850911]],
            [[0.84196719, 0.89402526, 0.91073048], [0.85882828, 0.90703777, 0.92382453]],
        ],
        [[8, 8], [8, 7]],
        [[1.27731147, 1.44181041, 1.53179041], [1.3249796, 1.51063104, 1.61451544]],
    )
    yield from onnxruntime(
        "gru_ort_nobias_fwd", "gru", [[1, 2], [10, 11]],
        [0.1, 0.2, 0.3, 1, 2, 3, 10, 11, 12],
        [
            [[0.4750208, 0.450166, 0.4255575], [0.45016602, 0.40131235, 0.35434368]],
            [[0.6027093, 0.5083023, 0.44950223], [0.5754369, 0.45485455, 0.3747841]],
        ],
        [[7, 7], [7, 7]],
    )
    yield from onnxruntime(
        "gru_ort_bias_lbr0", "gru", [[-0.1, 0.2], [-0.3, 0.4]],
        [0.1, 0.2, 0.3, 0.2, 0.3, 0.1, 0.3, 0.1, 0.2],
        [
            [[0.16783132, -0.11754231, 0.11977843], [0.2046872, -0.10372487, 0.15365849]],
            [[0.22688604, -0.19698407, 0.14017843], [0.33386092, -0.15799662, 0.2381169]],
        ],
        [[7, 7], [7, 7]],
        biases=[
            -0.01, 0.1, 0.01, -0.2, -0.02, 0.02, 0.3, -0.3, -0.3,
            -0.03, 0.5, -0.7, 0.05, -0.7, 0.3, 0.07, -0.03, 0.5,
        ],
    )


SOURCES = [
    cs231n_rnn_step, cs231n_rnn_sequence, scalar_rnn, pixelbank_rnn, click4ai_encoder,
    infosys_rnn, keras_rnn, scalar_lstm, cs231n_lstm_step, keras_lstm, forget_gate,
    click4ai_gru, keras_gru, onnxruntime_tests,
]


def all_cases():
    """Every case, in the order of the file."""
    return [made for source in SOURCES for made in source()]
