import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { multiplyIn, type Strided } from "../../src/linalg/blocked.ts";
import { product, transpose } from "../../src/linalg/kernels.ts";
import { random } from "../../src/linalg/random.ts";

const size = fc.integer({ min: 1, max: 21 });

test("when matrices of any sizes are multiplied in an arena, lying or standing, then each entry is that of the plain product", () => {
  fc.assert(
    fc.property(
      fc.record({ rows: size, cols: size, inner: size, seed: fc.nat() }),
      fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
      fc.boolean(),
      ({ rows, cols, inner, seed }, standing, adds) => {
        const draw = random(seed);
        const [A, B] = [draw.tensor([rows, inner], -1, 1), draw.tensor([inner, cols], -1, 1)];
        const before = draw.tensor([rows, cols], -1, 1);
        const stored = [A, B, before].map((t, i) => (standing[i] ? transpose(t) : t));
        const arena = Float64Array.from([0, ...stored.flatMap(({ data }) => [...data]), 7]);
        let at = 1;
        const [a, b, c] = stored.map(({ shape, data }, i): Strided => {
          const width = shape[1] as number;
          const place = standing[i] ? { at, row: 1, col: width } : { at, row: width, col: 1 };
          at += data.length;
          return place;
        });
        multiplyIn(arena, { a, b, c, rows, cols, inner, factor: 0.5, adds });
        const expected = product(A, B, [rows, cols]).data;
        for (let i = 0; i < rows; i++)
          for (let j = 0; j < cols; j++) {
            const found = arena[c.at + i * c.row + j * c.col];
            const wanted = 0.5 * expected[i * cols + j] + (adds ? before.data[i * cols + j] : 0);
            assert.ok(Math.abs(found - wanted) <= 1e-14, `(${i}, ${j}): ${found}, expected ${wanted}`);
          }
        assert.deepEqual([arena[0], arena[arena.length - 1]], [0, 7]);
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});
