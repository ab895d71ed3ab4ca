/** The colours of a picture, by what is drawn. */
export type Colour =
  | "ink"
  | "highway"
  | "paper"
  | "muted"
  | "frame"
  | "frame-line"
  | `${Tone}`
  | `${Tone}-line`;
export type Tone = "gate" | "candidate" | "linear" | "block";
export type Theme = "auto" | "light" | "dark";

const light: Readonly<Record<Colour, string>> = {
  ink: "#1f2937", highway: "#0f766e", paper: "#ffffff", muted: "#5b6472", frame: "#f4f6f8", "frame-line": "#c9d3df",
  gate: "#ffe1a3", "gate-line": "#9a6700", candidate: "#cfe4ff", "candidate-line": "#1d5fa8",
  linear: "#e7e0fb", "linear-line": "#6b4fbb", block: "#e2ecea", "block-line": "#0f766e",
}; // biome-ignore format: a table read by its pairs

const dark: Readonly<Record<Colour, string>> = {
  ink: "#e6e9ee", highway: "#2dd4bf", paper: "#0d1117", muted: "#a3adba", frame: "#161b22", "frame-line": "#3a434e",
  gate: "#5a4212", "gate-line": "#e3b04b", candidate: "#1b3a64", "candidate-line": "#7db3f5",
  linear: "#382c5e", "linear-line": "#b8a4f2", block: "#16302f", "block-line": "#2dd4bf",
}; // biome-ignore format: a table read by its pairs

const colours = Object.keys(light) as Colour[];

export const SERIF = `'STIX Two Text', Cambria, Georgia, 'Times New Roman', serif`;
export const SANS = `Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif`;

/** A fill and a stroke, as presentation attributes in the light colours (or the dark ones) and as classes. */
export type Ink = (fill: Colour | "none", stroke?: Colour) => string;

/**
 * Inside `<img>` neither variables nor currentColor reach a picture: the light colours are attributes, and the dark
 * ones are classes for those who prefer them.
 */
export function inks(theme: Theme): Ink {
  const table = theme === "dark" ? dark : light;
  return (fill, stroke) => {
    const classes = [...(fill === "none" ? [] : [`f-${fill}`]), ...(stroke ? [`s-${stroke}`] : [])];
    const attributes = `fill="${fill === "none" ? fill : table[fill]}"${stroke ? ` stroke="${table[stroke]}"` : ""}`;
    return theme === "auto" && classes.length > 0 ? `class="${classes.join(" ")}" ${attributes}` : attributes;
  };
}

export function styleOf(theme: Theme): string {
  if (theme !== "auto") return "";
  const rules = colours.map((c) => `.f-${c}{fill:${dark[c]}}.s-${c}{stroke:${dark[c]}}`);
  return `<style>@media (prefers-color-scheme: dark){${rules.join("")}}</style>\n`;
}
