import { type Shape, sizeOf, type Tensor, zeros } from "../../linalg/tensor.ts";
import { UserError } from "../../text/user-error.ts";
import { type Dtype, type DtypeName, dtypes } from "./dtypes.ts";
import type { Stored } from "./encode.ts";

/** The reader of the format's authors takes no longer one either. */
const LONGEST_HEADER = 100_000_000;
const PREFIX = 8;

interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a safetensors file whole.
 * @throws UserError, naming `file`, where it is none, is damaged, or holds what this program has no use for
 */
export function decode(bytes: Uint8Array, file: string): Stored {
  const refuse: Refuse = (why) => {
    throw new UserError(`${file} ${why}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = headerLength(view, refuse);
  const { __metadata__: metadata = {}, ...others } = headerIn(
    bytes.subarray(PREFIX, PREFIX + length),
    refuse,
  );
  const entries = Object.entries(others).map(([name, given]) => entryIn(name, given, refuse));
  const start = PREFIX + length;
  mustFill(entries, bytes.length - start, refuse);
  return {
    metadata: wordsIn(metadata, refuse),
    tensors: new Map(entries.map((entry) => [entry.name, numbersOf(entry, view, start)])),
  };
}

type Refuse = (why: string) => never;

function headerLength(view: DataView, refuse: Refuse): number {
  if (view.byteLength < PREFIX) return refuse(`is no safetensors file: it has ${view.byteLength} bytes`);
  const length = view.getBigUint64(0, true);
  if (length > LONGEST_HEADER)
    return refuse(`is no safetensors file: its first bytes ask for a header of ${length} bytes`);
  if (PREFIX + Number(length) > view.byteLength)
    return refuse(
      `is cut short: its header takes ${length} bytes, and the file has ${view.byteLength - PREFIX} behind the header's length`,
    );
  return Number(length);
}

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === "object" && x !== null && !Array.isArray(x);

function headerIn(bytes: Uint8Array, refuse: Refuse): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isRecord(header)) return header;
  } catch {
    // said below
  }
  return refuse("is no safetensors file: its header is not a JSON object");
}

function entryIn(name: string, given: unknown, refuse: Refuse): Entry {
  const of = `the header's entry for ${shown(name)}`;
  if (!isRecord(given)) return refuse(`is damaged: ${of} is not an object`);
  const { dtype, shape, data_offsets: offsets } = given;
  if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1])
    return refuse(`is damaged: ${of} has no sound shape and data_offsets`);
  if (!isDtype(dtype))
    return refuse(
      `holds ${shown(name)} as ${shown(dtype)}; this program reads ${Object.keys(dtypes).join(", ")}`,
    );
  if (!isShape(shape))
    return refuse(`holds ${shown(name)} with ${shape.length} axes; this program's weights have at most 2`);
  if (sizeOf(shape) * dtypes[dtype].bytes !== offsets[1] - offsets[0])
    return refuse(
      `is damaged: ${shown(name)} of shape [${shape.join(", ")}] takes ${sizeOf(shape) * dtypes[dtype].bytes} bytes, and its data_offsets hold ${offsets[1] - offsets[0]}`,
    );
  return { name, dtype: dtypes[dtype], shape, from: offsets[0], to: offsets[1] };
}

const shown = (x: unknown): string => String(JSON.stringify(x)).slice(0, 60);

const isCounts = (x: unknown): x is readonly number[] =>
  Array.isArray(x) && x.every((n) => Number.isSafeInteger(n) && n >= 0);

const isShape = (sizes: readonly number[]): sizes is Shape => sizes.length <= 2;

const isDtype = (x: unknown): x is DtypeName => typeof x === "string" && Object.hasOwn(dtypes, x);

/** Every byte belongs to one tensor: as the format has it, and no two share one. */
function mustFill(entries: readonly Entry[], length: number, refuse: Refuse): void {
  let end = 0;
  for (const { name, from, to } of [...entries].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end)
      refuse(
        `is damaged: ${shown(name)} ${from < end ? "overlaps with" : "leaves a gap behind"} what stands before it`,
      );
    end = to;
  }
  if (end > length) refuse(`is cut short: its numbers take ${end} bytes, and ${length} are there`);
  if (end < length) refuse(`is damaged: ${length - end} bytes stand behind its numbers`);
}

function wordsIn(metadata: unknown, refuse: Refuse): Readonly<Record<string, string>> {
  if (!isRecord(metadata)) return refuse("is damaged: its __metadata__ is not an object");
  return Object.fromEntries(
    Object.entries(metadata).map(([key, text]) =>
      typeof text === "string"
        ? [key, text]
        : refuse(`is damaged: ${shown(key)} in its __metadata__ is not a text`),
    ),
  );
}

function numbersOf({ dtype, shape, from }: Entry, view: DataView, start: number): Tensor {
  const made = zeros(shape);
  for (let i = 0; i < made.data.length; i++) made.data[i] = dtype.read(view, start + from + i * dtype.bytes);
  return made;
}
