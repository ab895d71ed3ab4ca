const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const raised: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...RAISED].map((sign, digit) => [digit, sign])),
  "-": "⁻",
  "−": "⁻",
};
const lowered: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...RAISED].map((sign, digit) => [sign, String(digit)])),
  "⁻": "-",
};

/** A whole number as an exponent: −3 → `⁻³` */
export const superscript = (n: number): string => [...String(n)].map((c) => raised[c] ?? c).join("");

const EXPONENT = /[⁰¹²³⁴-⁹⁻]+/g;

/** `w¹²` → `w^12`, `10⁻³` → `10^-3` */
export const plainExponents = (text: string): string =>
  text.replace(EXPONENT, (run) => `^${[...run].map((c) => lowered[c]).join("")}`);
