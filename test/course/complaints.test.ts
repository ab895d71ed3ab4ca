import assert from "node:assert/strict";
import test from "node:test";
import { errataOf } from "../../src/course/errata.ts";
import { readExercise } from "../../src/course/read-file.ts";
import { run } from "../../src/course/run.ts";
import { UserError } from "../../src/text/user-error.ts";

// What a file says well-formed, and what shows as a mistake only when it is run: each has its line and column.

const file = (more: string, x_t = "[0.5]"): string => `model: rnn
parameters:
  x_t: ${x_t}
  h_prev: [0.1]
  W_xh: [[1]]
  W_hh: [[2]]
  B_h: [0]
${more}`;

const proof = (more: string): string => `errata:
  - where: here
    note: a note
    proof:
      - { label: right, show: [h_t] }
      - { label: wrong, ${more} }
`;

const rows: readonly [what: string, text: string, place: string, message: string][] = [
  [
    "a convention is unknown",
    file("convention: torch\n"),
    "8:13",
    'vanilla RNN has no convention "torch"; did you mean pytorch?',
  ],
  [
    "an option in words is unknown",
    file("convention: activaton=relu\n"),
    "8:13",
    'vanilla RNN has no option "activaton"; did you mean activation?',
  ],
  [
    "a quantity does not fit",
    file("", "[0.5, 1, 2]"),
    "5:9",
    "W_xh is 1×1, but x_t has 3 entries; W_xh takes a matrix of 1×3",
  ],
  [
    "something is asked that is not computed",
    file("ask: [h_t, h_tt]\n"),
    "8:12",
    "h_tt is asked, but this model does not compute it; did you mean h_t?",
  ],
  [
    "an erratum shows what is not computed",
    file(proof("show: [h_tt]")),
    "13:9",
    "h_tt is to be shown, but is not computed; did you mean h_t?",
  ],
  [
    "an erratum's convention is unknown",
    file(proof("show: [h_t], convention: torch")),
    "13:9",
    'vanilla RNN has no convention "torch"; did you mean pytorch?',
  ],
  [
    "an erratum's numbers do not fit",
    file(proof("show: [h_t], set: { x_t: [1, 2] }")),
    "5:9",
    "W_xh is 1×1, but x_t has 2 entries; W_xh takes a matrix of 1×2",
  ],
];

for (const [what, text, place, message] of rows)
  test(`when ${what}, then the complaint points to ${place}`, () => {
    assert.throws(
      () => {
        const exercise = readExercise(text, "f.yaml");
        run(exercise);
        errataOf(exercise);
      },
      (error: Error) => {
        assert.ok(error instanceof UserError, String(error.stack));
        assert.equal(error.message, message);
        assert.equal(`${error.place?.line}:${error.place?.column}`, place);
        return true;
      },
    );
  });
