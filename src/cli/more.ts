// The commands beyond the question and its working, in a bundle of their own: loaded when one of them is asked for.

export { answersCommand } from "./commands/answers.ts";
export { checkCommand } from "./commands/check.ts";
export { courseCheckCommand } from "./commands/course-check.ts";
export { diagramCommand } from "./commands/diagram.ts";
export { equationsCommand } from "./commands/equations.ts";
export { explainCommand } from "./commands/explain.ts";
export { hintCommand } from "./commands/hint.ts";
