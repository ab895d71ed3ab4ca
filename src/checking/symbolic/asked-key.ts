import type { SymbolicQuestion } from "./question.ts";

const loosened = (text: string): string => text.toLowerCase().replace(/partial|[^a-z0-9]/g, "");

/** The key of what is asked that a spelling stands for: `dy/dw`, `dy_du1` and `∂y/∂u_1`. Undefined when there is none. */
export function askedKey(typed: string, { asked }: SymbolicQuestion): string | undefined {
  const plain = loosened(typed.replace(/∂/g, "d").slice(0, 40));
  return asked.find(({ key, symbol }) => [key, symbol].map(loosened).includes(plain))?.key;
}
