import { quoted } from "../quoted.ts";
import { apply, type Formula, name, negative, number, power, product, quotient, sum } from "./formula.ts";
import { fromDecimal, TooLarge } from "./rational.ts";
import { oneSpelling, rightSide } from "./spelling.ts";
import { type Token, tokens, Unreadable, type Vocabulary } from "./tokens.ts";

const LONGEST = 4000;
const DEEPEST = 60;

/**
 * What was typed as a formula over some quantities: `2w u_2`, `3*w**2*u1`, `\frac{1}{2}w^{2}`. Products go
 * without a sign, as on paper; `y = …` counts from the last equals sign.
 */
export function readFormula(
  text: string,
  vocabulary: Vocabulary,
): { readonly value: Formula } | { readonly problem: string } {
  if (text.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters` };
  try {
    const right = rightSide(oneSpelling(text));
    if (right.trim() === "") return { problem: "nothing is written there" };
    return { value: new Parser(tokens(right, vocabulary)).whole() };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    if (error instanceof TooLarge) return { problem: `it holds ${error.message}` };
    throw error;
  }
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Descends through sum, product, sign, power and factor, each a method; the place is its state. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  whole(): Formula {
    const found = this.#sum();
    const left = this.#tokens[this.#at];
    if (left) throw new Unreadable(`${quoted(left.text)} ${this.#behind()} does not belong there`);
    return found;
  }

  #sum(): Formula {
    if (++this.#depth > DEEPEST) throw new Unreadable("its brackets are nested too deeply");
    const terms = [this.#product()];
    for (let sign = this.#take("+", "-"); sign; sign = this.#take("+", "-")) {
      const term = this.#product();
      terms.push(sign === "-" ? negative(term) : term);
    }
    this.#depth--;
    return sum(...terms);
  }

  /** Signs and gaps alike from left to right: `1/2w` is half of w. */
  #product(): Formula {
    let found = this.#signed();
    for (;;) {
      const sign = this.#take("*", "/");
      if (sign === undefined && !this.#factorNext()) return found;
      const factor = sign === undefined ? this.#power() : this.#signed();
      found = sign === "/" ? quotient(found, factor) : product(found, factor);
    }
  }

  #signed(): Formula {
    let minus = false;
    for (let sign = this.#take("+", "-"); sign; sign = this.#take("+", "-")) minus = minus !== (sign === "-");
    const found = this.#power();
    return minus ? negative(found) : found;
  }

  #power(): Formula {
    const base = this.#factor();
    return this.#take("^") ? power(base, this.#exponent()) : base;
  }

  #exponent(): Formula {
    if (++this.#depth > DEEPEST) throw new Unreadable("its powers are nested too deeply");
    const found = this.#signed();
    this.#depth--;
    return found;
  }

  #factor(): Formula {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Unreadable(`something is missing ${this.#behind()}`);
    switch (token.kind) {
      case "number":
        return number(fromDecimal(token.text));
      case "name":
        return name(token.key);
      case "function":
        return this.#applied(token);
      case "e":
        this.#take("^");
        return apply("exp", this.#exponent());
      case "frac":
        return quotient(this.#factor(), this.#factor());
      case "sign":
        return this.#bracket(token.text);
    }
  }

  #applied({ fn, text }: Token & { kind: "function" }): Formula {
    const raised = this.#take("^") ? this.#exponent() : undefined;
    if (!this.#factorNext(true)) throw new Unreadable(`${quoted(text)} is applied to nothing`);
    if (++this.#depth > DEEPEST) throw new Unreadable("its functions are nested too deeply");
    const found = apply(fn, this.#factor());
    this.#depth--;
    return raised ? power(found, raised) : found;
  }

  #bracket(open: string): Formula {
    const close = closing[open];
    if (close === undefined) {
      this.#at--;
      throw new Unreadable(`something is missing before ${quoted(open)}`);
    }
    const found = this.#sum();
    if (!this.#take(close)) throw new Unreadable(`a ${quoted(close)} is missing ${this.#behind()}`);
    return found;
  }

  /** Whether a factor can follow without a sign; a number can't: `w2` would be w² or 2w. */
  #factorNext(numbers = false): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined) return false;
    if (token.kind === "number" && !numbers)
      throw new Unreadable(
        `a sign is missing between ${quoted(this.#before())} and ${quoted(token.text)}: * or ^`,
      );
    return token.kind !== "sign" || token.text in closing;
  }

  #take(...signs: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "sign" || !signs.includes(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  #before(): string {
    return this.#tokens[this.#at - 1]?.text ?? "";
  }

  #behind(): string {
    const read = this.#tokens
      .slice(0, this.#at)
      .slice(-4)
      .map(({ text }) => text);
    return this.#at === 0 || read.length === 0 ? "at the beginning" : `after ${quoted(read.join(" "))}`;
  }
}
