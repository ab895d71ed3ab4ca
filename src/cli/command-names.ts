/** The commands beside the exercises themselves, `list` and `schema`. */
export const commandNames: readonly string[] =
  "check practice answers explain equations course hint diagram gradient expand vanishing sweep class-run seq2seq train lesson export".split(
    " ",
  );
