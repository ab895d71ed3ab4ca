import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { prints } from "./helpers.ts";

describe("course check", () => {
  it("when gates share their weights, then it names the mistakes that the numbers can't show", async () => {
    const printed = (await prints(["course", "check", "gru"])).replace(/\s+/g, " ");
    assert.match(printed, /✓ gru .*can't show these mistakes: .*reset-uses-z.*w-u-swapped/);
    assert.doesNotMatch(printed, /z-complement-swapped/);
  });

  it("when they do not, then it names none", async () => {
    const { questions } = JSON.parse(
      await prints(["course", "check", "lstm", "rnn", "gru-sequence", "--json"]),
    );
    for (const { name, unseen } of questions) assert.deepEqual(unseen, [], name);
  });
});
