// A question in words is worked by its page, in a bundle of its own.

export { explainCommand } from "./commands/explain.ts";
