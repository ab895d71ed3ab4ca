import type { Convention, Model } from "../../src/models/model.ts";

/** Every combination of a model's choices. */
export const everyConvention = (model: Model): Convention[] =>
  Object.entries(model.choices).reduce<Convention[]>(
    (made, [option, choices]) =>
      made.flatMap((convention) =>
        Object.keys(choices).map((choice) => ({ ...convention, [option]: choice })),
      ),
    [{}],
  );

/** A model's own convention, and each of its options in turn set to each of its choices. */
export const eachChoice = ({ choices, defaults }: Model): Convention[] => [
  defaults,
  ...Object.entries(choices).flatMap(([option, known]) =>
    Object.keys(known)
      .filter((choice) => choice !== defaults[option])
      .map((choice) => ({ ...defaults, [option]: choice })),
  ),
];
