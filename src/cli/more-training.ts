// What concerns training, in a bundle of its own: loaded when one of its commands is asked for.

export { trainCommand } from "./commands/train.ts";
