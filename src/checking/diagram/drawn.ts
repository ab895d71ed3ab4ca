import { canonicalKey } from "../../course/keys.ts";
import type { Arrow, Drawing } from "./arrows.ts";
import { type Wire, type Wiring, wireName } from "./wires.ts";

/**
 * The drawn wires between quantities, operations in between passed through. With `naming`, a quantity behind an operation
 * names what comes out of it, so that the operation's other arrows carry it too.
 */
export function drawnWires(
  { arrows, labels }: Drawing,
  model: string,
  { quantities, others }: Wiring,
  naming: boolean,
): { readonly wires: readonly Wire[]; readonly unknown: readonly string[] } {
  const keys = [...quantities, ...others];
  const find = (text: string): string | undefined => keyIn(text, model, keys);
  const keyOf = new Map(
    arrows.flatMap(({ from, to }) => [from, to]).map((box) => [box, boxKey(box, labels.get(box), find)]),
  );
  const joins = arrows.flatMap((arrow) => joinsOf(arrow, find, keyOf));
  if (naming) nameOperations(joins, keyOf, quantities);
  const boxes = [...keyOf.keys()];
  const entered = new Set(joins.map(([, to]) => to));
  const isEnd = (box: string): boolean => {
    const key = keyOf.get(box);
    return key !== undefined && (quantities.includes(key) || !entered.has(box));
  };
  const after = new Map(
    boxes.map((box) => [box, joins.filter(([from]) => from === box).map(([, to]) => to)]),
  );
  const wires = boxes
    .filter(isEnd)
    .flatMap((box) => reached(box, after, isEnd).map((end) => [keyOf.get(box), keyOf.get(end)] as Wire))
    .filter(([from, to]) => from !== to);
  const loose = boxes.filter(
    (box) => keyOf.get(box) === undefined && !(after.get(box)?.length && entered.has(box)),
  );
  return { wires: [...new Map(wires.map((wire) => [wireName(wire), wire])).values()], unknown: loose };
}

/** Gives each operation that leads to one quantity, which nothing else leads to, the quantity's name. */
function nameOperations(
  joins: readonly (readonly [string, string])[],
  keyOf: Map<string, string | undefined>,
  quantities: readonly string[],
): void {
  const isNamed = (box: string): boolean => quantities.includes(keyOf.get(box) ?? "");
  const into = (box: string) => joins.filter(([, to]) => to === box);
  const named = joins.filter(
    ([from, to]) => !isNamed(from) && into(from).length > 0 && isNamed(to) && into(to).length === 1,
  );
  for (const [from, to] of named)
    if (named.filter(([other]) => other === from).length === 1) keyOf.set(from, keyOf.get(to));
}

const OPERATION = /^(?:[-+*×·⊙∘−‖|]|1 ?[-−].*|concat|add|mul)$/;

/** What stands in a box, or else what it is called; a short name says nothing of a box with a sign in it. */
function boxKey(
  box: string,
  label: string | undefined,
  find: (text: string) => string | undefined,
): string | undefined {
  if (label === undefined) return find(box);
  return find(label) ?? (OPERATION.test(label) && !box.includes("_") ? undefined : find(box));
}

/** An arrow with a quantity on it goes through a box for it. */
function joinsOf(
  { from, to, label }: Arrow,
  find: (text: string) => string | undefined,
  keyOf: Map<string, string | undefined>,
): readonly (readonly [string, string])[] {
  const key = label === undefined ? undefined : find(label);
  if (key === undefined || key === keyOf.get(from) || key === keyOf.get(to)) return [[from, to]];
  const box = `on an arrow: ${key}`;
  keyOf.set(box, key);
  return [
    [from, box],
    [box, to],
  ];
}

/** The next quantities behind a box, through operations. */
function reached(
  start: string,
  after: ReadonlyMap<string, readonly string[]>,
  isEnd: (box: string) => boolean,
): readonly string[] {
  const seen = new Set<string>();
  const queue = [...(after.get(start) ?? [])];
  for (const box of queue) {
    if (seen.has(box)) continue;
    seen.add(box);
    if (!isEnd(box)) queue.push(...(after.get(box) ?? []));
  }
  return [...seen].filter(isEnd);
}

/** By any spelling of its key; x alone is x_t. */
const keyIn = (text: string, model: string, keys: readonly string[]): string | undefined => {
  const bare = text.replace(/^\$|\$$/g, "").trim();
  return canonicalKey(bare, model, keys) ?? canonicalKey(`${bare}_t`, model, keys);
};
