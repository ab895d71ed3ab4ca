import type { Edge } from "../../../src/readings/diagram/network.ts";

// Reads a picture back from its SVG: every path from where it begins, on a node or on another path, to its head.

interface Point {
  readonly x: number;
  readonly y: number;
}
interface Box {
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const numbersIn = (text: string): number[] => (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
const attribute = (tag: string, name: string): string =>
  new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
const unescaped = (text: string): string =>
  text.replace(/&gt;/g, ">").replace(/&lt;/g, "<").replace(/&amp;/g, "&");

/** The points of a path: where its pieces end; a curve counts as its corner. */
function pointsOf(d: string): Point[] {
  return [...d.matchAll(/([MLAQ])([^MLAQZ]*)/g)].flatMap(([, command, rest]) => {
    const values = numbersIn(rest);
    const pairs = command === "A" ? values.slice(-2) : values;
    return Array.from({ length: pairs.length / 2 }, (_, i) => ({ x: pairs[2 * i], y: pairs[2 * i + 1] }));
  });
}

function nodesIn(svg: string): Box[] {
  return [...svg.matchAll(/<g data-node="([^"]*)">(.*?)<\/g>/g)].map(([, id, body]) => {
    const rect = /<rect [^>]*>/.exec(body)?.[0];
    if (rect) {
      const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
        Number(attribute(rect, name)),
      );
      return { id: unescaped(id), left: x, right: x + width, top: y, bottom: y + height };
    }
    const text = /<text [^>]*>/.exec(body)?.[0] ?? "";
    const [x, y, size] = ["x", "y", "font-size"].map((name) => Number(attribute(text, name)));
    const wide = size * 0.6 * body.replace(/<[^>]*>/g, "").length;
    const anchor = attribute(text, "text-anchor");
    const left = x - (anchor === "middle" ? wide / 2 : anchor === "end" ? wide : 0);
    return { id: unescaped(id), left: left - 8, right: left + wide + 8, top: y - size - 6, bottom: y + 8 };
  });
}

const isIn = ({ left, right, top, bottom }: Box, { x, y }: Point, slack = 0.6): boolean =>
  x >= left - slack && x <= right + slack && y >= top - slack && y <= bottom + slack;

const isOn = (points: readonly Point[], { x, y }: Point): boolean =>
  points.some((a, i) => {
    const b = points[i + 1];
    if (!b) return false;
    const between = (p: number, q: number, v: number): boolean =>
      v >= Math.min(p, q) - 0.6 && v <= Math.max(p, q) + 0.6;
    return (
      between(a.x, b.x, x) && between(a.y, b.y, y) && (Math.abs(a.x - b.x) < 0.6 || Math.abs(a.y - b.y) < 0.6)
    );
  });

/** The edges that the paths show; throws where they can't be read. */
export function edgesInSvg(svg: string): Edge[] {
  const nodes = nodesIn(svg);
  const paths = [...svg.matchAll(/<path data-wire="[^"]*" d="([^"]*)"/g)].map(([, d]) => pointsOf(d));
  const tips = [...svg.matchAll(/<path data-head="" d="([^"]*)"/g)].map(([, d]) => pointsOf(d)[0]);
  const dots = [...svg.matchAll(/<circle data-dot="" cx="([^"]*)" cy="([^"]*)"/g)].map(([, x, y]) => ({
    x: Number(x),
    y: Number(y),
  }));
  const nodeAt = (at: Point): string | undefined => nodes.find((node) => isIn(node, at))?.id;
  const sourceOf = (i: number, seen: readonly number[]): string => {
    const start = paths[i][0];
    const node = nodeAt(start);
    if (node !== undefined) return node;
    if (!dots.some(({ x, y }) => Math.hypot(x - start.x, y - start.y) < 0.6))
      throw new Error(`path ${i} begins without a dot`);
    const trunk = paths.findIndex((points, j) => !seen.includes(j) && isOn(points, start));
    if (trunk < 0) throw new Error(`path ${i} begins on nothing`);
    return sourceOf(trunk, [...seen, trunk]);
  };
  return tips.map((tip, i) => {
    const target = nodeAt(tip);
    if (target === undefined) throw new Error(`head ${i} points to nothing`);
    return [sourceOf(i, [i]), target];
  });
}
