// The commands beyond the question and its working, in a bundle of their own: loaded when one of them is asked for.
export { diagramCommand } from "./commands/diagram.ts";
export { seq2seqCommand } from "./commands/seq2seq.ts";
