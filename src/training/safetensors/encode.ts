import type { Tensor } from "../../linalg/tensor.ts";
import { type DtypeName, dtypes } from "./dtypes.ts";

/** What a safetensors file holds: tensors by name, and words about them. */
export interface Stored {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const ALIGNED = 8;

/**
 * The bytes of a safetensors file (https://github.com/huggingface/safetensors#format): the header's length, eight bytes
 * little-endian; the header, JSON; the numbers, row-major, little-endian, in the order of the header without gaps.
 */
export function encode({ tensors, metadata }: Stored, dtypeOf: (name: string) => DtypeName = () => "F64") {
  const entries: [string, unknown][] = [["__metadata__", metadata]];
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const from = end;
    end += data.length * dtypes[dtypeOf(name)].bytes;
    entries.push([name, { dtype: dtypeOf(name), shape, data_offsets: [from, end] }]);
  }
  const words = headerBytes(Object.fromEntries(entries));
  const bytes = new Uint8Array(8 + words.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(words.length), true);
  bytes.set(words, 8);
  let at = 8 + words.length;
  for (const [name, { data }] of tensors) {
    const { bytes: size, write } = dtypes[dtypeOf(name)];
    for (const value of data) {
      write(view, at, value);
      at += size;
    }
  }
  return bytes;
}

/** With spaces behind it, which the format allows, so that the numbers begin at a multiple of eight. */
function headerBytes(header: unknown): Uint8Array {
  const words = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(Math.ceil(words.length / ALIGNED) * ALIGNED).fill(0x20);
  padded.set(words);
  return padded;
}
