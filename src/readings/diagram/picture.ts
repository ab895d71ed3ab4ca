import { type Layout, type LayoutOptions, layout } from "./layout.ts";
import type { Network } from "./network.ts";
import type { Grid } from "./place.ts";
import type { Theme } from "./svg/style.ts";
import { svgOf } from "./svg/svg.ts";
import { asciiPen, textOf, unicodePen } from "./text.ts";

/** A network, and the placements that it may take; ranks are made for it where none fits. */
export interface Sketch {
  readonly network: Network;
  readonly grids: readonly Grid[];
}

export interface PictureOptions extends Omit<LayoutOptions, "ascii"> {
  readonly theme?: Theme;
}

/** A sketch in every way that it can be drawn, each drawn when it is asked for. */
export function pictureOf({ network, grids }: Sketch, options: PictureOptions = {}) {
  const { theme = "auto", width: _, ...wide } = options;
  const unicode = once(() => layout(network, grids, options));
  const ascii = once(() => layout(network, grids, { ...options, ascii: true }));
  // a picture has no columns to keep within
  const free = once((): Layout => (options.width === undefined ? unicode() : layout(network, grids, wide)));
  return {
    title: network.title,
    get unicode(): readonly string[] {
      return textOf(unicode(), unicodePen);
    },
    get ascii(): readonly string[] {
      return textOf(ascii(), asciiPen);
    },
    get svg(): string {
      return svgOf(free(), theme);
    },
    get layout(): Layout {
      return free();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
