/** Ways to say in a number how far outputs are from what they should be. */
export const losses = ["squared", "cross-entropy"] as const;
export type LossName = (typeof losses)[number];
