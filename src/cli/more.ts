// The commands beyond the question and its working, in a bundle of their own: loaded when one of them is asked for.

export { answersCommand } from "./commands/answers.ts";
export { checkCommand } from "./commands/check.ts";
export { classRunCommand } from "./commands/class-run.ts";
export { courseCheckCommand } from "./commands/course-check.ts";
export { diagramCommand } from "./commands/diagram.ts";
export { equationsCommand } from "./commands/equations.ts";
export { expandCommand } from "./commands/expand.ts";
export { explainCommand } from "./commands/explain.ts";
export { exportCommand } from "./commands/export.ts";
export { gradientCommand } from "./commands/gradient.ts";
export { hintCommand } from "./commands/hint.ts";
export { lessonCommand } from "./commands/lesson.ts";
export { seq2seqCommand } from "./commands/seq2seq.ts";
export { sweepCommand } from "./commands/sweep.ts";
export { trainCommand } from "./commands/train.ts";
export { vanishingCommand } from "./commands/vanishing.ts";
