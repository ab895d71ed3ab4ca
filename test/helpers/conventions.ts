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
