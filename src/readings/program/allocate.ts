import type { Op } from "./op.ts";
import type { Buffer } from "./view.ts";

/** A free stretch of the arena. */
interface Gap {
  readonly at: number;
  readonly size: number;
}

/** On a cache line's boundary: 8 doubles. */
const aligned = (size: number): number => (size + 7) & ~7;

/**
 * Gives every buffer its place, and says how long the arena is. A buffer that is not kept lives from the first step that
 * touches it to the last; buffers that don't live together may share a place.
 */
export function allocate(ops: readonly Op[], kept: readonly Buffer[]): number {
  let end = 0;
  const atEnd = (buffer: Buffer): void => {
    buffer.at = end;
    end += aligned(buffer.size);
  };
  for (const buffer of kept) atEnd(buffer);
  const last = new Map<Buffer, number>();
  for (const [i, { touches }] of ops.entries())
    for (const buffer of touches) if (!buffer.isKept) last.set(buffer, i);
  const dying = new Map<number, Buffer[]>();
  for (const [buffer, i] of last) dying.set(i, [...(dying.get(i) ?? []), buffer]);
  const living = new Set<Buffer>();
  let gaps: Gap[] = [];
  for (const [i, { touches }] of ops.entries()) {
    for (const buffer of touches) {
      if (buffer.isKept || living.has(buffer)) continue;
      living.add(buffer);
      const gap = smallestFor(aligned(buffer.size), gaps);
      if (!gap) atEnd(buffer);
      else {
        buffer.at = gap.at;
        const size = aligned(buffer.size);
        gaps = gaps.filter((other) => other !== gap);
        if (gap.size > size) gaps.push({ at: gap.at + size, size: gap.size - size });
      }
    }
    for (const { at, size } of dying.get(i) ?? []) gaps = withGap(gaps, { at, size: aligned(size) });
  }
  return end;
}

const smallestFor = (size: number, gaps: readonly Gap[]): Gap | undefined =>
  gaps.reduce<Gap | undefined>(
    (best, gap) => (gap.size >= size && (!best || gap.size < best.size) ? gap : best),
    undefined,
  );

/** The gaps with one more, which takes in those that it touches. */
function withGap(gaps: readonly Gap[], gap: Gap): Gap[] {
  const before = gaps.find(({ at, size }) => at + size === gap.at);
  const behind = gaps.find(({ at }) => at === gap.at + gap.size);
  const at = before?.at ?? gap.at;
  const end = behind ? behind.at + behind.size : gap.at + gap.size;
  return [...gaps.filter((other) => other !== before && other !== behind), { at, size: end - at }];
}
