// The commands beyond the question and its working, in a bundle of their own: loaded when one of them is asked for.
export { diagramCommand } from "./commands/diagram.ts";
export { expandCommand } from "./commands/expand.ts";
export { sweepCommand } from "./commands/sweep.ts";
export { vanishingCommand } from "./commands/vanishing.ts";
