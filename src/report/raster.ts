/** Dots of several curves on a grid; a dot remembers the first curve that has passed through it. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** The number of the curve at a dot, row 0 at the top; −1 where there is none. */
  at(column: number, row: number): number;
}

type Point = readonly [number, number];

/** Along a curve, the dots that are set and those that are left, by turns: solid, dashed, dotted, dash and dot … */
export const dashes: readonly (readonly number[])[] = [[1], [5, 4], [1, 2], [6, 2, 1, 2], [2, 4], [10, 3]];

/** Curves from points between 0 and 1, y upwards, in pieces of two points and more. */
export function raster(
  curves: readonly (readonly (readonly Point[])[])[],
  width: number,
  height: number,
  dashed = true,
): Raster {
  const dots = new Int16Array(width * height).fill(-1);
  const put = (owner: number) => (column: number, row: number) => {
    const at = row * width + column;
    if (dots[at] < 0) dots[at] = owner;
  };
  for (const [owner, pieces] of curves.entries())
    for (const piece of pieces)
      draw(piece, dashed ? dashes[owner % dashes.length] : SOLID, width, height, put(owner));
  return { width, height, at: (column, row) => dots[row * width + column] };
}

const SOLID = dashes[0];

type Put = (column: number, row: number) => void;

function draw(
  piece: readonly Point[],
  dash: readonly number[],
  width: number,
  height: number,
  put: Put,
): void {
  const places = piece.map(
    ([x, y]): Point => [Math.round(x * (width - 1)), Math.round((1 - y) * (height - 1))],
  );
  const isSet = pattern(dash);
  let walked = 0;
  places.slice(1).forEach((to, i) => {
    const from = places[i];
    const count = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    for (let n = i === 0 ? 0 : 1; n <= count; n++) {
      if (isSet(walked++))
        put(
          Math.round(from[0] + ((to[0] - from[0]) * n) / Math.max(1, count)),
          Math.round(from[1] + ((to[1] - from[1]) * n) / Math.max(1, count)),
        );
    }
  });
}

function pattern(dash: readonly number[]): (at: number) => boolean {
  const cycle = dash.length === 1 ? [true] : dash.flatMap((n, i) => Array<boolean>(n).fill(i % 2 === 0));
  return (at) => cycle[at % cycle.length];
}
