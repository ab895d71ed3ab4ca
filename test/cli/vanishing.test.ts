import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { widthOf } from "../../src/text/width.ts";
import { assertRefused, prints, together, tutor } from "./helpers.ts";

const json = async (...args: string[]) => JSON.parse(await prints(["vanishing", ...args, "--json"]));

describe("when vanishing gradients are shown", together, () => {
  it("for three weights, then one vanishes, one stays and one explodes", async () => {
    const printed = await prints(["vanishing", "--w", "0.5", "1", "1.5", "--steps", "50"]);
    for (const line of [
      "│ w = 0.5 │ 8.88e−16    │ 0.500                  │ vanishes │",
      "│ w = 1   │ 1.00        │ 1.00                   │ stays    │",
      "│ w = 1.5 │ 6.38e+8     │ 1.50                   │ explodes │",
      "50 steps multiply a change, in size, by",
      "1.50⁵⁰ = 6.38e+8",
    ])
      assert.ok(printed.includes(line), line);
  });

  it("for the three models, then all their norms are in --json, the last of them 1", async () => {
    const { subjects, steps } = await json("--steps", "10", "--hidden", "4");
    assert.equal(steps, 10);
    assert.deepEqual(
      subjects.map(({ model }: { model: string }) => model),
      ["rnn", "lstm", "gru"],
    );
    for (const { norms } of subjects) assert.deepEqual([norms.values.length, norms.values[10]], [11, 1]);
    assert.equal(subjects[1].cell.direct_path.apart_from_forget_gates, 0);
  });

  it("for singular values, then it says what they predict and what was measured", async () => {
    const printed = (await prints(["vanishing", "--singular-values", "0.9,0.5", "--steps", "10"])).replace(
      /\s+/g,
      " ",
    );
    assert.ok(printed.includes("10 steps stretch a change to at most 0.900¹⁰ = 0.349"));
    assert.ok(printed.includes("and to at least 0.500¹⁰ = 9.77e−4."));
    assert.ok(printed.includes("All of them are below 1: it has to vanish."));
    assert.match(printed, /Measured: 0\.\d+, a factor of 0\.\d+ a step: it vanishes\./);
    assert.ok(printed.includes("largest singular value to the power T − t"));
  });

  it("with clipping, then the gradient is shortened and a shorter one is not helped", async () => {
    const { subjects } = await json("--w", "2", "0.5", "--steps", "10", "--clip", "4");
    assert.deepEqual(subjects[0].gradient.clipped, [4, 4, 4, 4, 4, 4, 4, 4, 4, 2, 1]);
    assert.deepEqual(subjects[1].gradient.clipped, subjects[1].gradient.free);
    const printed = await prints(["vanishing", "--w", "2", "--steps", "10", "--clip", "4"]);
    assert.ok(printed.includes("w = 2, clipped at 4\n"));
    assert.ok(printed.includes("shortened 8 times"));
  });

  it("for an exercise, then its own numbers are used, and those of --set", async () => {
    const own = await json("gru-sequence");
    const other = await json("gru-sequence", "--set", "b_z=-4,-4");
    assert.equal(own.steps, 3);
    assert.ok(other.subjects[0].norms.values[0] > own.subjects[0].norms.values[0]);
    assert.equal((await json("lstm", "--steps", "7")).steps, 7);
  });

  it("as SVG, then it is a picture of the same curves, and of the clipped ones", async () => {
    const svg = await prints(["vanishing", "--steps", "5", "--hidden", "2", "--format", "svg"]);
    assert.match(svg, /^<svg xmlns/);
    for (const name of ["vanilla RNN", "LSTM", "GRU"]) assert.ok(svg.includes(`>${name}<`), name);
    assert.match(await prints(["vanishing", "--w", "2", "--clip", "3", "--format", "svg"]), /clipped at 3/);
  });

  it("where everything is lost, then the plot says so", async () => {
    const printed = await prints(["vanishing", "--w", "0", "--steps", "5"]);
    assert.ok(printed.includes("w = 0 (not drawn: 0 at t = 0 … 4)"));
    assert.doesNotMatch(printed, /NaN/);
    assert.equal((await json("--w", "0", "--steps", "5")).subjects[0].factor_per_step, null);
  });

  it("as CSV and Markdown, then every step has its number", async () => {
    const csv = await prints(["vanishing", "--w", "0.5", "--steps", "3", "--format", "csv"]);
    assert.equal(csv.split("\n")[1], "w = 0.5,dh_T/dh_t,0,0.125");
    const markdown = await prints(["vanishing", "--w", "0.5", "--steps", "40", "--format", "markdown"]);
    assert.match(markdown, /^\| 0 \| \$9\.095\\cdot 10\^\{-13\}\$ \|$/m);
  });

  for (const columns of ["80", "50", "30"])
    for (const more of [[], ["--ascii"]])
      it(`then ${columns} columns hold it${more.length > 0 ? " in ASCII" : ""}`, async () => {
        const args = ["vanishing", "--steps", "6", "--hidden", "3", "--clip", "2", ...more];
        const printed = await prints(args, { env: { COLUMNS: columns } });
        for (const line of printed.split("\n")) assert.ok(widthOf(line) <= Number(columns), line);
        if (more.length > 0) assert.match(printed, /^[\n\x20-\x7e]*$/);
      });

  const refused: readonly [args: string[], says: RegExp][] = [
    [["nothing"], /there is no exercise "nothing"/],
    [["gru", "--w", "1"], /exercise gru and --w can't go together/],
    [["--models", "rnn", "--singular-values", "1"], /--singular-values and --models can't go together/],
    [["--models", "rnnn"], /--models can't be "rnnn"; did you mean rnn\?/],
    [["--set", "w=1"], /--set changes an exercise; name one/],
    [["--steps", "2001"], /--steps can't be "2001"; it is a whole number from 1 to 2000/],
    [["--hidden", "0"], /--hidden can't be "0"/],
    [["--seed", "x"], /--seed can't be "x"/],
    [["--clip", "0"], /--clip can't be 0; it is a length above 0/],
    [["--clip", "viel"], /--clip takes numbers; "viel" is not one/],
    [["--singular-values", "1,-1"], /--singular-values takes 1 to 64 numbers from 0 on/],
    [["--w", "1", "2", "3", "4", "5", "6", "7"], /--w takes 1 to 6/],
    [["--hidden", "64", "--steps", "1000"], /64 units over 1000 steps take too long/],
    [["--w", "1e300", "--steps", "5"], /h_\d is too large to be a number/],
  ];
  for (const [args, says] of refused)
    it(`with ${args.join(" ")}, then it is refused`, async () =>
      assertRefused(await tutor(["vanishing", ...args]), says));
});

describe("when a gate is swept", together, () => {
  it("then both conventions stand side by side, and the ends are told exactly", async () => {
    const printed = await prints(["sweep", "gru"]);
    for (const line of [
      "│ 0.00 │ [0.2000, 0.4000] │ [0.0914, 0.1190] │",
      "│ 1.00 │ [0.0914, 0.1190] │ [0.2000, 0.4000] │",
      "z_t weighs the candidate: z_t = 0, and h_t is h_{t−1}.",
      "z_t weighs the old state: z_t = 0, and h_t is h̃_t.",
      "The two conventions exchange the ends.",
      "unit 1 here: σ(0.1400) = 0.5349",
    ])
      assert.ok(printed.includes(line), line);
  });

  it("then --json has every value, and the ends by their keys", async () => {
    const found = JSON.parse(await prints(["sweep", "gru", "--points", "2", "--json"]));
    assert.deepEqual(found.at, [0, 1]);
    assert.deepEqual(
      found.sweeps.map(({ ends }: { ends: unknown }) => ends),
      [
        { first: ["h_prev"], last: ["h_tilde_t"] },
        { first: ["h_tilde_t"], last: ["h_prev"] },
      ],
    );
    assert.deepEqual(found.sweeps[0].values.h_t[0], [0.2, 0.4]);
  });

  it("then the user's numbers are used, and other gates and models can be swept", async () => {
    assert.ok((await prints(["sweep", "gru", "--set", "h_prev=0.7,0.1"])).includes("[0.7000, 0.1000]"));
    assert.ok((await prints(["sweep", "gru", "r_t"])).includes("h_t as r_t goes from 0 to 1"));
    assert.ok((await prints(["sweep", "lstm"])).includes("h_t as f_t goes from 0 to 1"));
    assert.match(await prints(["sweep", "gru", "--format", "svg"]), /^<svg/);
    assert.match(
      await prints(["sweep", "gru", "--format", "csv"]),
      /^z_t weighs the candidate,0,h_t,1,0\.2$/m,
    );
  });

  for (const columns of ["80", "50", "30"])
    it(`then ${columns} columns hold it, in ASCII too`, async () => {
      for (const more of [[], ["--ascii"]]) {
        const printed = await prints(["sweep", "gru", ...more], { env: { COLUMNS: columns } });
        for (const line of printed.split("\n")) assert.ok(widthOf(line) <= Number(columns), line);
        if (more.length > 0) assert.match(printed, /^[\n\x20-\x7e]*$/);
      }
    });

  const refused: readonly [args: string[], says: RegExp][] = [
    [["gru", "q"], /there is no line q to sweep; there is z_t, r_t, h_tilde_t, h_t/],
    [["gru", "x_t"], /x_t is given; --set changes it/],
    [["gru", "h_t"], /nothing depends on h_t/],
    [["rnn"], /name a line of the vanilla RNN to sweep/],
    [["gru", "--points", "1"], /--points can't be "1"; it is a whole number from 2 to 101/],
  ];
  for (const [args, says] of refused)
    it(`with ${args.join(" ")}, then it is refused`, async () =>
      assertRefused(await tutor(["sweep", ...args]), says));
});
