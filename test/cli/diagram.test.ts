import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { assertRefused, folder, prints, root, sourceOf, together, tutor } from "./helpers.ts";

const here = folder("diagram");

describe("diagram", together, () => {
  for (const model of ["rnn", "lstm", "gru", "attention", "transformer", "encoder-decoder"])
    it(`when ${model} is drawn, then it keeps within 80 columns`, async () => {
      const shown = await prints(["diagram", model]);
      assert.match(shown, /[│┃╰┗]/);
      for (const line of shown.split("\n")) assert.ok([...line].length <= 80 + 4, line);
    });

  for (const model of ["rnn", "lstm", "gru"])
    it(`when ${model}'s picture in docs is read, then it is the one that is drawn now`, async () => {
      const kept = readFileSync(join(root, `docs/diagram-${model}.svg`), "utf8");
      assert.equal(await prints(["diagram", model, "--format", "svg"]), kept);
    });

  it("when it is drawn in ASCII, then all of the page is ASCII", async () =>
    assert.match(await prints(["diagram", "gru", "--values", "--ascii"]), /^[\n -~]*$/));

  it("when values are wanted, then the exercise's numbers stand on the wires", async () => {
    const shown = await prints(["diagram", "gru", "--values"]);
    for (const number of ["0.53", "0.51", "0.09", "0.12", "0.14", "0.26"])
      assert.ok(shown.includes(number), number);
    assert.match(
      await prints(["diagram", "gru", "--values", "--digits", "4", "--format", "dot"]),
      /z_t = \[0\.5349, 0\.5125\]/,
    );
  });

  it("when an encoder–decoder is too long to be drawn, then its graph is written all the same", async () => {
    const dot = await prints(["diagram", "encoder-decoder", "--unroll", "6", "--format", "dot"]);
    assert.match(dot, /"encoder_6"(.|\n)*"decoder_6"/);
  });

  it("when it is JSON, then it holds nodes, edges and routes, an edge a route", async () => {
    const { nodes, edges, routes } = JSON.parse(await prints(["diagram", "lstm", "--json"]));
    assert.equal(routes.length, edges.length);
    const ids = new Set(nodes.map(({ id }: { id: string }) => id));
    for (const { from, to } of edges) assert.ok(ids.has(from) && ids.has(to));
  });

  it("when it is Markdown, then the picture stands in a fence", async () =>
    assert.match(await prints(["diagram", "gru", "--format", "markdown"]), /~~~~\nh_\{t−1\}━[\s\S]*\n~~~~/));

  it("when a user's file is drawn, then it is its model under its convention", async () => {
    const file = join(here, "mine.yaml");
    writeFileSync(file, sourceOf("gru").replace("convention: sheet", "convention: cho2014"));
    const own = await prints(["diagram", file, "--format", "mermaid"]);
    assert.equal(own, await prints(["diagram", "gru", "--convention", "cho2014", "--format", "mermaid"]));
    assert.notEqual(own, await prints(["diagram", "gru", "--format", "mermaid"]));
  });

  it("when the screen is too narrow, then a note says how wide the picture is", async () => {
    const shown = await prints(["diagram", "lstm", "--unroll", "12"], { env: { COLUMNS: "50" } });
    assert.match(
      shown.replace(/\s+/g, " "),
      /This picture takes \d+ columns, and the screen has 50\..*--format svg/,
    );
  });

  for (const [args, says] of [
    [["grru"], /there is no model "grru"; did you mean gru\?/],
    [["gru", "--unroll", "0"], /--unroll can't be "0"; it is a whole number from 1 to 12/],
    [["gru", "--unroll", "13"], /from 1 to 12/],
    [["attention", "--unroll", "3"], /no time steps to unroll/],
    [["gru", "--unroll", "3", "--values"], /single step/],
    [["gru-sequence", "--unroll", "5", "--values"], /has 3 steps/],
    [["gru", "--format", "sgv"], /--format can't be "sgv"; did you mean svg/],
    [["gru", "--theme", "dim"], /--theme can't be "dim"/],
    [["encoder-decoder", "--unroll", "4"], /drawn over 1 to 3 tokens/],
    [["encoder-decoder", "--values"], /encoder-decoder has no exercise/],
  ] as const)
    it(`when diagram ${args.join(" ")} is asked for, then it says what is wrong`, async () =>
      assertRefused(await tutor(["diagram", ...args]), says));

  it("when another command is asked for svg, then it says what it has", async () =>
    assertRefused(await tutor(["gru", "--format", "svg"]), /--format can't be "svg"/));
});
