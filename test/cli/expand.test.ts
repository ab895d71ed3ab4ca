import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { widthOf } from "../../src/text/width.ts";
import { assertRefused, prints, together, tutor } from "./helpers.ts";

describe("when the linear RNN is expanded", together, () => {
  it("then the sum and its derivatives stand as on paper", async () => {
    const printed = await prints(["expand"]);
    for (const line of [
      "y = h_3 = w u_3 + w² u_2 + w³ u_1",
      "dy/dw = u_3 + 2 w u_2 + 3 w² u_1",
      "dy/du_1 = w³",
      "│ 0.5 │ 0.1250 │ 8.882e−16 │",
      "│ 1.5 │ 3.375  │ 6.376e+8  │",
      "agree to the",
    ])
      assert.ok(printed.includes(line), line);
  });

  it("over fifty steps, then the middle is left out, and --all writes every term", async () => {
    const printed = await prints(["expand", "--steps", "50"], { env: { COLUMNS: "100" } });
    assert.ok(printed.includes("y = h_50 = w u_50 + w² u_49 + w³ u_48 + … + w⁵⁰ u_1\n"));
    const all = await prints(["expand", "--steps", "50", "--all"]);
    for (let k = 1; k <= 50; k++) assert.match(all, new RegExp(`dy/du_${k} = w`));
  });

  it("then --json has the sums and all numbers", async () => {
    const found = JSON.parse(await prints(["expand", "--set", "u=1,2", "h_0=3", "w=2", "--json"]));
    assert.equal(found.symbolic.y, "w u_2 + w² u_1 + w² h_0");
    assert.deepEqual(found.symbolic.dy_du, { u_1: "w²", u_2: "w" });
    assert.deepEqual(found.numbers, [
      { w: 2, y: 20, dy_dw: 18, dy_du: { u_1: 4, u_2: 2 }, apart_from_gradient: 0 },
    ]);
  });

  it("then LaTeX and Markdown have the mathematics", async () => {
    assert.ok(
      (await prints(["expand", "--format", "latex"])).includes("w u_{3} + w^{2} u_{2} + w^{3} u_{1}"),
    );
    assert.ok((await prints(["expand", "--format", "markdown"])).includes("$dy/du_{1} = w^{3}$"));
    assert.match(await prints(["expand", "--format", "csv"]), /^0\.5,dy_du_1,0\.125$/m);
  });

  for (const columns of ["80", "50", "30"])
    it(`then ${columns} columns hold it, in ASCII too`, async () => {
      for (const more of [[], ["--ascii"]]) {
        const printed = await prints(["expand", "--steps", "50", ...more], { env: { COLUMNS: columns } });
        for (const line of printed.split("\n")) assert.ok(widthOf(line) <= Number(columns), line);
        if (more.length > 0) assert.match(printed, /^[\n\x20-\x7e]*$/);
      }
    });

  const refused: readonly [args: string[], says: RegExp][] = [
    [["gru"], /3\.2 is a GRU; only the linear-rnn can be multiplied out/],
    [["--steps", "0"], /--steps can't be "0"; it is a whole number from 1 to 500/],
    [["--steps", "x"], /--steps can't be "x"/],
    [["--w", "1", "zwei"], /--w takes numbers; "zwei" is not one/],
    [["--w", "2", "--set", "w=2"], /--w and --set w= say the same thing/],
    [["--steps", "4", "--set", "u=1,2"], /--steps 4 and a u of 2 don't go together/],
    [["--set", "u_t=1", "h_prev=0"], /one step has nothing to expand/],
    [["--set", "w=[1;2]"], /w is a vector of 2; w takes a number/],
    [["nothing"], /there is no exercise "nothing"/],
  ];
  for (const [args, says] of refused)
    it(`with ${args.join(" ")}, then it is refused`, async () =>
      assertRefused(await tutor(["expand", ...args]), says));
});
