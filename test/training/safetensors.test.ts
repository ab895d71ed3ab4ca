import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Shape, sizeOf, type Tensor } from "../../src/linalg/tensor.ts";
import { decode } from "../../src/training/safetensors/decode.ts";
import { type DtypeName, fromHalfBits, halfBits } from "../../src/training/safetensors/dtypes.ts";
import { encode } from "../../src/training/safetensors/encode.ts";
import { runPython } from "../helpers/numpy.ts";

const size = fc.integer({ min: 0, max: 5 });
const shape: fc.Arbitrary<Shape> = fc.oneof(fc.constant([]), fc.tuple(size), fc.tuple(size, size));
const tensor: fc.Arbitrary<Tensor> = shape.chain((of) =>
  fc
    .array(fc.double(), { minLength: sizeOf(of), maxLength: sizeOf(of) })
    .map((data) => ({ shape: of, data: Float64Array.from(data) })),
);
const name = fc.string().filter((text) => text !== "__metadata__");
const stored = fc.record({
  tensors: fc.dictionary(name, tensor).map((all) => new Map(Object.entries(all))),
  metadata: fc.dictionary(fc.string(), fc.string()),
});

describe("safetensors", () => {
  it("when tensors are written and read, then they are the same to the last bit, their words too", () => {
    fc.assert(
      fc.property(stored, ({ tensors, metadata }) => {
        const read = decode(encode({ tensors, metadata }), "file");
        assert.deepEqual(read.metadata, { ...metadata });
        assert.deepEqual([...read.tensors.keys()], [...tensors.keys()]);
        for (const [key, { shape: of, data }] of tensors) {
          assert.deepEqual(read.tensors.get(key)?.shape, of);
          const found = read.tensors.get(key)?.data ?? [];
          assert.ok(data.every((x, i) => Object.is(x, found[i])));
        }
      }),
    );
  });

  it("when any byte of a file is changed or its end is cut, then it is read or refused, and nothing else", () => {
    const whole = encode({
      tensors: new Map([["W", { shape: [2, 1], data: Float64Array.of(1, 2) }]]),
      metadata: { a: "b" },
    });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, byte, length) => {
        const broken = whole.slice(0, length);
        if (at < length) broken[at] = byte;
        try {
          decode(broken, "file");
        } catch (error) {
          assert.equal((error as Error).name, "UserError", String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("when numpy reads one, then it finds the same numbers", () => {
    const data = Float64Array.of(0, 0.1, -1.5, 65504, 1e-7, 2 ** -24);
    const names: DtypeName[] = ["F64", "F32", "F16"];
    const tensors = new Map(names.map((key) => [key, { shape: [2, 3], data }] as const));
    const bytes = encode({ tensors, metadata: { made: "here" } }, (key) => key as DtypeName);
    const script = `
import base64, json, numpy as np
raw = base64.b64decode("${Buffer.from(bytes).toString("base64")}")
length = int.from_bytes(raw[:8], "little")
header = json.loads(raw[8:8 + length])
assert header.pop("__metadata__") == {"made": "here"}
kinds = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}
for name, entry in header.items():
    assert name == entry["dtype"]
    start, end = entry["data_offsets"]
    found = np.frombuffer(raw[8 + length:][start:end], kinds[name]).reshape(entry["shape"])
    expected = np.array([[0, 0.1, -1.5], [65504, 1e-7, 2.0 ** -24]]).astype(kinds[name])
    assert np.array_equal(found, expected), (name, found)
print("same")
`;
    assert.equal(runPython(script), "same\n");
  });

  it("when a half-precision number is read and written, then its bits stay; the nearest is taken of two", () => {
    for (let bits = 0; bits < 2 ** 16; bits++) {
      const x = fromHalfBits(bits);
      if (!Number.isNaN(x)) assert.equal(halfBits(x), bits);
      const next = fromHalfBits(bits + 1);
      if ((bits & 0x7fff) < 0x7bff) {
        assert.equal(halfBits((x + next) / 2), bits % 2 === 0 ? bits : bits + 1);
        assert.equal(halfBits(x + (next - x) * 0.51), bits + 1);
      }
    }
    for (const [x, bits] of [
      [65519, 0x7bff],
      [65520, 0x7c00],
      [-1e9, 0xfc00],
      [Number.NaN, 0x7e00],
    ])
      assert.equal(halfBits(x), bits);
  });
});

describe("safetensors that can't be read", () => {
  const file = (header: unknown, numbers = 0, length?: bigint): Uint8Array => {
    const words = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(length ?? BigInt(words.length));
    return Buffer.concat([prefix, words, Buffer.alloc(numbers)]);
  };
  const entry = (from: number, to: number, shape = [1], dtype = "F64") => ({
    dtype,
    shape,
    data_offsets: [from, to],
  });
  const cases: readonly [title: string, bytes: Uint8Array, says: RegExp][] = [
    ["is empty", Buffer.alloc(0), /is no safetensors file: it has 0 bytes/],
    ["asks for a header of 2 GB", file("{}", 0, 2n ** 31n), /asks? for a header of 2147483648 bytes/],
    ["asks for a header of 2⁶⁴ − 1 bytes", file("{}", 0, 2n ** 64n - 1n), /ask for a header of 1844674407/],
    ["ends in its header", file("{}", 0, 99n), /cut short: its header takes 99 bytes, and the file has 2 /],
    ["has a header that is no JSON", file("{a}"), /its header is not a JSON object/],
    ["has a list for its header", file([]), /its header is not a JSON object/],
    ["has deep brackets for its header", file("[".repeat(1e6)), /its header is not a JSON object/],
    ["is no UTF-8", file('{"\xff"}'.replace("ÿ", "\ud800")), /not an object|not a JSON object/],
    [
      "ends in its numbers",
      file({ W: entry(0, 8) }, 5),
      /cut short: its numbers take 8 bytes, and 5 are there/,
    ],
    ["goes on behind its numbers", file({ W: entry(0, 8) }, 9), /1 bytes stand behind its numbers/],
    ["has offsets that overlap", file({ W: entry(0, 8), U: entry(4, 12) }, 12), /"U" overlaps with what/],
    ["has two tensors on one place", file({ W: entry(0, 8), U: entry(0, 8) }, 8), /"U" overlaps with what/],
    ["has a gap", file({ W: entry(0, 8), U: entry(9, 17) }, 17), /"U" leaves a gap/],
    ["has offsets the wrong way round", file({ W: entry(8, 0) }, 8), /no sound shape and data_offsets/],
    ["has a negative size", file({ W: entry(0, 8, [-1]) }, 8), /no sound shape/],
    ["has a size that is no whole number", file({ W: entry(0, 8, [0.5]) }, 8), /no sound shape/],
    [
      "has another size than its offsets",
      file({ W: entry(0, 8, [2]) }, 8),
      /"W" of shape \[2\] takes 16 bytes/,
    ],
    ["has an enormous shape", file({ W: entry(0, 8, [2 ** 50, 2 ** 50]) }, 8), /takes \S+ bytes/],
    ["has three axes", file({ W: entry(0, 8, [1, 1, 1]) }, 8), /3 axes/],
    [
      "has whole numbers",
      file({ W: entry(0, 8, [1], "I64") }, 8),
      /as "I64"; this program reads F64, F32, F16/,
    ],
    ["has a kind of numbers from Object", file({ W: entry(0, 8, [1], "toString") }, 8), /as "toString"/],
    ["has an entry that is null", file({ W: null }), /"W" is not an object/],
    [
      "has words that are numbers",
      file({ __metadata__: { step: 3 } }),
      /"step" in its __metadata__ is not a text/,
    ],
    ["has a list of words", file({ __metadata__: [] }), /its __metadata__ is not an object/],
  ];
  for (const [title, bytes, says] of cases)
    it(`when a file ${title}, then that is said`, () => {
      assert.throws(() => decode(bytes, "case.safetensors"), { name: "UserError", message: says });
      assert.throws(() => decode(bytes, "case.safetensors"), { message: /^case\.safetensors / });
    });
});
