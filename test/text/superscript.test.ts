import assert from "node:assert/strict";
import test from "node:test";
import { ascii } from "../../src/text/ascii.ts";
import { plainExponents, superscript } from "../../src/text/superscript.ts";

const raised: readonly [n: number, text: string][] = [
  [0, "⁰"],
  [12, "¹²"],
  [-308, "⁻³⁰⁸"],
];

for (const [n, text] of raised)
  test(`when ${n} is an exponent, then it is 10${text}, and 10^${n} in ASCII`, () => {
    assert.equal(superscript(n), text);
    assert.equal(plainExponents(`10${text}`), `10^${n}`);
    assert.equal(ascii(`w${text} u`), `w^${n} u`);
  });
