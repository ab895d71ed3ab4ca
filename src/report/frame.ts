const CORNERS = ["top-left", "top-mid", "top-right", "bottom-left", "bottom-mid", "bottom-right"];
const CROSSINGS = ["left-mid", "mid-mid", "right-mid"];

/** The frame of a table, for cli-table3, in ASCII alone. */
export const ASCII_FRAME = {
  ...{ top: "-", bottom: "-", mid: "-", left: "|", right: "|", middle: "|" },
  ...Object.fromEntries([...CORNERS, ...CROSSINGS].map((place) => [place, "+"])),
};
