import { map } from "../../linalg/kernels.ts";
import { scalar, type Tensor } from "../../linalg/tensor.ts";
import { didYouMean } from "../../text/nearest.ts";
import { quoted } from "../quoted.ts";
import { broadcast, Misfit, matmul, turned } from "./array.ts";
import { arithmetic, functions, type Given, methods } from "./numpy.ts";
import { type Code, CodeProblem, type Place, type Statement, selfName } from "./syntax.ts";

/** What code reads and writes while it runs. */
export interface Scope {
  /** What numpy is called: np. */
  readonly numpy: ReadonlySet<string>;
  /** Functions of numpy with a name of their own: from numpy import tanh. */
  readonly imported: ReadonlyMap<string, string>;
  readonly self: Map<string, Tensor>;
  readonly locals: Map<string, Tensor>;
  /** Whether attributes may go without self: in an expression that is typed alone. */
  readonly bare: boolean;
}

const MOST_STEPS = 4000;

/** Runs statements over our own arrays, and gives what they return. @throws CodeProblem */
export function execute(statements: readonly Statement[], scope: Scope): Tensor | undefined {
  const machine = new Machine(scope);
  for (const statement of statements) {
    if (statement.kind === "return") return statement.value && machine.evaluate(statement.value);
    const value = machine.evaluate(statement.value);
    for (const target of statement.targets) machine.assign(target, value);
  }
  return undefined;
}

/** The array that an expression is. @throws CodeProblem */
export const evaluateCode = (code: Code, scope: Scope): Tensor => new Machine(scope).evaluate(code);

/** Walks over an expression; the steps that it took are its state. */
class Machine {
  readonly #scope: Scope;
  #steps = 0;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  assign(target: Code, value: Tensor): void {
    const attribute = selfName(target);
    if (attribute !== undefined) this.#scope.self.set(attribute, value);
    else if (target.kind === "name") this.#scope.locals.set(target.name, value);
    else throw new CodeProblem("only a name or an attribute of self can be assigned to", target.at);
  }

  evaluate(code: Code): Tensor {
    if (++this.#steps > MOST_STEPS) throw new CodeProblem("this takes too many steps", code.at);
    switch (code.kind) {
      case "number":
        return scalar(code.value);
      case "name":
        return this.#name(code.name, code.at);
      case "attribute":
        return this.#attribute(code);
      case "call":
        return this.#call(code);
      case "binary":
        return this.#binary(code);
      case "minus":
        return map(this.evaluate(code.arg), (x) => -x);
      case "tuple":
        throw new CodeProblem("a tuple is understood only as the shape in reshape", code.at);
      case "gap":
        throw new CodeProblem("the ... is still to be filled in", code.at, "a gap");
    }
  }

  #name(name: string, at: Place): Tensor {
    const { locals, self, bare, numpy } = this.#scope;
    const found = locals.get(name) ?? (bare ? self.get(name) : undefined);
    if (found) return found;
    if (numpy.has(name) || name === "self") throw new CodeProblem(`${name} alone is no array`, at);
    const names = [...locals.keys(), ...[...self.keys()].map((key) => (bare ? key : `self.${key}`))];
    const hint = self.has(name) ? `; did you mean self.${name}?` : didYouMean(name, names);
    throw new CodeProblem(`${quoted(name)} is not defined${hint}`, at, "does not run");
  }

  #attribute(code: Code & { kind: "attribute" }): Tensor {
    const name = selfName(code);
    if (name === undefined) {
      if (this.#isNumpy(code.of)) throw this.#unknown(`np.${code.name}`, code.at);
      if (code.name === "T") return turned(this.evaluate(code.of));
      throw this.#unknown(`.${code.name}`, code.at);
    }
    const { self } = this.#scope;
    const found = self.get(name);
    if (found) return found;
    const hint = didYouMean(name, self.keys()).replace(/(?<= mean | or |, )(?=\w)/g, "self.");
    throw new CodeProblem(
      `${quoted(`self.${name}`)} is not set in the class${hint}`,
      code.at,
      "does not run",
    );
  }

  #isNumpy(code: Code): boolean {
    return code.kind === "name" && this.#scope.numpy.has(code.name) && !this.#scope.locals.has(code.name);
  }

  #unknown(what: string, at: Place): CodeProblem {
    const names = [...functions.keys()].map((name) => `np.${name}`);
    const hint = didYouMean(what, names) || "; use np.dot, @, np.tanh, + and the like";
    return new CodeProblem(`${quoted(what)} is not understood here${hint}`, at);
  }

  #call(code: Code & { kind: "call" }): Tensor {
    const { fn, at } = code;
    if (fn.kind === "name" && this.#scope.imported.has(fn.name))
      return this.#applied(functions, this.#scope.imported.get(fn.name) as string, undefined, code);
    if (fn.kind !== "attribute") throw this.#unknown(fn.kind === "name" ? `${fn.name}()` : "this call", at);
    if (this.#isNumpy(fn.of)) return this.#applied(functions, fn.name, undefined, code);
    if (fn.of.kind === "name" && fn.of.name === "self") throw this.#unknown(`self.${fn.name}()`, at);
    if (!methods.has(fn.name)) throw this.#unknown(`.${fn.name}()`, at);
    return this.#applied(methods, fn.name, this.evaluate(fn.of), code);
  }

  #applied(
    table: typeof functions,
    name: string,
    first: Tensor | undefined,
    { args, named, at }: Code & { kind: "call" },
  ): Tensor {
    const found = table.get(name);
    if (!found) throw this.#unknown(`np.${name}`, at);
    const wanted = found.arrays - (first ? 1 : 0);
    const arrays = args.slice(0, wanted).map((arg) => this.evaluate(arg));
    const rest = args.slice(wanted);
    if (arrays.length < wanted || (rest.length > 0 && found.takes === undefined))
      throw new CodeProblem(
        `${quoted(name)} takes ${wanted} array${wanted === 1 ? "" : "s"} here`,
        at,
        "does not run",
      );
    const odd = named.find(([key]) => key !== "axis" || found.takes !== "axis");
    if (odd) throw new CodeProblem(`the argument ${quoted(odd[0])} is not understood here`, odd[1].at);
    const sizes = found.takes === "sizes" ? rest.flatMap((arg) => this.#sizes(arg)) : [];
    const axes = found.takes === "axis" ? [...rest, ...named.map(([, arg]) => arg)] : [];
    const axis = axes.length > 0 ? this.#sizes(axes[0])[0] : undefined;
    const given: Given = { arrays: [...(first ? [first] : []), ...arrays], sizes, axis };
    return this.#fitting(at, () => found.apply(given));
  }

  #sizes(code: Code): readonly number[] {
    if (code.kind === "tuple") return code.items.flatMap((item) => this.#sizes(item));
    const { shape, data } = this.evaluate(code);
    if (shape.length > 0) throw new CodeProblem("a number is wanted here", code.at, "does not run");
    return [data[0]];
  }

  #binary({ sign, a, b, at }: Code & { kind: "binary" }): Tensor {
    const [left, right] = [this.evaluate(a), this.evaluate(b)];
    return this.#fitting(at, () =>
      sign === "@" ? matmul(left, right) : broadcast(left, right, arithmetic[sign]),
    );
  }

  /** What numpy refuses is said at its place. */
  #fitting(at: Place, compute: () => Tensor): Tensor {
    try {
      return compute();
    } catch (error) {
      if (error instanceof Misfit) throw new CodeProblem(error.message, at, "does not run");
      throw error;
    }
  }
}
