import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import * as k from "../../src/linalg/kernels.ts";
import { rowList, type Shape, type Tensor, toNested, vector, zeros } from "../../src/linalg/tensor.ts";
import { entry, matrix, ofShape, shape, size, tensor } from "../helpers/arbitraries.ts";
import { assertSame } from "../helpers/numbers.ts";

// Each kernel against its definition, written entry by entry.

const at = (m: Tensor, i: number, j: number): number => rowList(m)[i][j];

const fromEntries = (rows: number, cols: number, f: (i: number, j: number) => number): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: cols }, (_, j) => f(i, j)));

const sameShaped = (count: number) =>
  shape.chain((s) => fc.tuple(...Array.from({ length: count }, () => ofShape(s))));

const sides = fc.tuple(size, size, size);

test("when tensors are added, then each entry is the sum from left to right", () => {
  fc.assert(
    fc.property(sameShaped(3), ([a, b, c]) => {
      const sum = k.add([a, b, c]);
      assert.deepEqual(sum.shape, a.shape);
      assert.deepEqual(
        Array.from(sum.data),
        Array.from(a.data, (x, i) => x + b.data[i] + c.data[i]),
      );
    }),
  );
});

test("when one is added into another, then only the other changes", () => {
  const total = vector([1, 2]);
  const a = vector([10, 20]);
  k.addTo(total, a);
  assert.deepEqual(
    [toNested(total), toNested(a)],
    [
      [11, 22],
      [10, 20],
    ],
  );
});

test("when tensors are multiplied entry by entry, then each entry is the product of two", () => {
  fc.assert(
    fc.property(sameShaped(2), ([a, b]) =>
      assert.deepEqual(
        Array.from(k.multiply(a, b).data),
        Array.from(a.data, (x, i) => x * b.data[i]),
      ),
    ),
  );
});

test("when a function is mapped, then it acts on every entry alone", () => {
  fc.assert(
    fc.property(tensor, (a) =>
      assert.deepEqual(Array.from(k.map(a, Math.tanh).data), Array.from(a.data, Math.tanh)),
    ),
  );
});

test("when matrices are multiplied, then entry (i, j) is row i times column j, summed from the left", () => {
  const operands = sides.chain(([r, n, c]) => fc.tuple(ofShape([r, n]), ofShape([n, c])));
  fc.assert(
    fc.property(operands, ([a, b]) => {
      const [r, n] = a.shape as readonly [number, number];
      const c = b.shape[1] as number;
      const expected = fromEntries(r, c, (i, j) =>
        Array.from({ length: n }, (_, m) => at(a, i, m) * at(b, m, j)).reduce((x, y) => x + y, 0),
      );
      assert.deepEqual(toNested(k.product(a, b, [r, c])), expected);
    }),
  );
});

test("when a matrix is multiplied by a vector, then entry i is row i times the vector", () => {
  const operands = fc.tuple(size, size).chain(([r, n]) => fc.tuple(ofShape([r, n]), ofShape([n])));
  fc.assert(
    fc.property(operands, ([a, x]) => {
      const expected = rowList(a).map((row) => row.reduce((total, w, j) => total + w * x.data[j], 0));
      assert.deepEqual(toNested(k.product(a, x, [expected.length])), expected);
    }),
  );
});

test("when a matrix is transposed, then (i, j) becomes (j, i), and twice gives it back", () => {
  fc.assert(
    fc.property(matrix, (a) => {
      const [r, c] = a.shape as readonly [number, number];
      assert.deepEqual(
        toNested(k.transpose(a)),
        fromEntries(c, r, (i, j) => at(a, j, i)),
      );
      assert.deepEqual(k.transpose(k.transpose(a)), a);
    }),
  );
});

test("when a vector is transposed, then it is one row", () => {
  assert.deepEqual(toNested(k.transpose(vector([1, 2, 3]))), [[1, 2, 3]]);
});

const axis = fc.constantFrom<k.Axis>(0, 1);

test("when a matrix is summed along an axis, then each entry is the sum over it", () => {
  fc.assert(
    fc.property(matrix, axis, (a, along) => {
      const rows = rowList(along === 0 ? k.transpose(a) : a);
      const expected = rows.map((row) => row.reduce((x, y) => x + y, 0));
      assert.deepEqual(toNested(k.sum(a, along, [rows.length])), expected);
    }),
  );
});

test("when a vector is summed, then the sum is a scalar", () => {
  assert.deepEqual(k.sum(vector([1, 2, 4]), 0, []), { shape: [], data: Float64Array.of(7) });
});

test("when a vector is repeated along an axis, then every row (or column) is that vector", () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 5 }), size, axis, (v, count, along) => {
      const spread = k.spread(vector(v), along, along === 0 ? [count, v.length] : [v.length, count]);
      const rows = along === 0 ? rowList(spread) : rowList(k.transpose(spread));
      assert.deepEqual(rows, Array(count).fill(v));
    }),
  );
});

test("when sums and repetitions are paired, then ⟨sum A, v⟩ = ⟨A, spread v⟩: each is the other's adjoint", () => {
  const operands = fc
    .tuple(matrix, axis)
    .chain(([a, along]) =>
      fc.tuple(fc.constant(a), fc.constant(along), ofShape([a.shape[1 - along] as number])),
    );
  const inner = (a: Tensor, b: Tensor) => a.data.reduce((total, x, i) => total + x * b.data[i], 0);
  fc.assert(
    fc.property(operands, ([a, along, v]) =>
      assertSame(inner(k.sum(a, along, v.shape), v), inner(a, k.spread(v, along, a.shape))),
    ),
  );
});

test("when softmax is taken, then each row is positive, sums to 1 and has the ratios of the exponentials", () => {
  fc.assert(
    fc.property(matrix, (a) => {
      for (const [i, row] of rowList(k.softmax(a)).entries()) {
        assertSame(
          row.reduce((x, y) => x + y, 0),
          1,
        );
        for (const [j, p] of row.entries()) {
          assert.ok(p > 0);
          assertSame(p / row[0], Math.exp(at(a, i, j) - at(a, i, 0)), "ratio", 1e-11);
        }
      }
    }),
  );
});

test("when softmax is taken of a vector, then it runs over the whole of it", () => {
  assertSame(k.softmax(vector([0, Math.log(3)])), [0.25, 0.75]);
});

const extreme: readonly [
  what: string,
  entries: readonly number[],
  softmax: number[],
  logSoftmax: number[],
][] = [
  ["large", [1000, 1000], [0.5, 0.5], [-Math.LN2, -Math.LN2]],
  ["far apart", [0, -1000], [1, 0], [0, -1000]],
  ["very negative", [-1e6, -1e6], [0.5, 0.5], [-Math.LN2, -Math.LN2]],
  ["alone", [5], [1], [0]],
];

for (const [what, entries, softmax, logSoftmax] of extreme)
  test(`when the scores are ${what}, then softmax and its logarithm stay finite`, () => {
    assertSame(k.softmax(vector(entries)), softmax);
    assertSame(k.logSoftmax(vector(entries)), logSoftmax);
  });

test("when the logarithm of softmax is taken, then it is ln of the softmax, row by row", () => {
  fc.assert(fc.property(matrix, (a) => assertSame(k.logSoftmax(a), k.map(k.softmax(a), Math.log))));
});

test("when tensors are joined, then the parts stand one after the other along the axis", () => {
  const operands = fc
    .tuple(axis, size, fc.array(size, { minLength: 1, maxLength: 3 }))
    .chain(([along, other, lengths]) =>
      fc.tuple(
        fc.constant(along),
        fc.tuple(...lengths.map((n) => ofShape(along === 0 ? [n, other] : [other, n]))),
      ),
    );
  fc.assert(
    fc.property(operands, ([along, parts]) => {
      const total = parts.reduce((n, part) => n + (part.shape[along] as number), 0);
      const other = parts[0].shape[1 - along] as number;
      const joined = k.concat(parts, along, along === 0 ? [total, other] : [other, total]);
      const rows = parts.map(rowList);
      const expected = along === 0 ? rows.flat() : rows[0].map((_, i) => rows.flatMap((part) => part[i]));
      assert.deepEqual(toNested(joined), expected);
    }),
  );
});

test("when vectors are joined, then they are one vector", () => {
  assert.deepEqual(toNested(k.concat([vector([1]), vector([2, 3])], 0, [3])), [1, 2, 3]);
});

test("when a part is cut out, then it is the rows or columns from one up to, not including, the other", () => {
  const operands = fc
    .tuple(matrix, axis)
    .chain(([a, along]) =>
      fc.tuple(fc.constant(a), fc.constant(along), fc.nat((a.shape[along] as number) - 1), fc.nat(4)),
    );
  fc.assert(
    fc.property(operands, ([a, along, from, more]) => {
      const [r, c] = a.shape as readonly [number, number];
      const to = Math.min(a.shape[along] as number, from + more + 1);
      const cut: Shape = along === 0 ? [to - from, c] : [r, to - from];
      const expected =
        along === 0 ? rowList(a).slice(from, to) : rowList(a).map((row) => row.slice(from, to));
      assert.deepEqual(toNested(k.slice(a, along, from, to, cut)), expected);
    }),
  );
});

const kernels: Readonly<Record<string, (a: Tensor) => Tensor>> = {
  add: (a) => k.add([a, a]),
  "add of one term": (a) => k.add([a]),
  multiply: (a) => k.multiply(a, a),
  map: (a) => k.map(a, (x) => x),
  product: (a) => k.product(k.transpose(a), a, [a.shape[1] as number, a.shape[1] as number]),
  transpose: k.transpose,
  sum: (a) => k.sum(a, 0, [a.shape[1] as number]),
  softmax: k.softmax,
  logSoftmax: k.logSoftmax,
  concat: (a) => k.concat([a], 0, a.shape),
  "slice of rows": (a) => k.slice(a, 0, 0, a.shape[0] as number, a.shape),
  "slice of columns": (a) => k.slice(a, 1, 0, a.shape[1] as number, a.shape),
};

for (const [name, kernel] of Object.entries(kernels))
  test(`when ${name} has run, then its operand is as before and shares no memory with the result`, () => {
    fc.assert(
      fc.property(matrix, (a) => {
        const before = Array.from(a.data);
        const result = kernel(a);
        result.data.fill(99);
        assert.deepEqual(Array.from(a.data), before);
      }),
    );
  });

test("when nothing has been written into zeros, then every entry is 0", () => {
  fc.assert(fc.property(shape, (s) => assert.ok(zeros(s).data.every((x) => x === 0))));
});
