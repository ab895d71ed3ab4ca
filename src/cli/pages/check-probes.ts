import type { Pair } from "../../checking/answer-text.ts";
import type { Marking } from "../../checking/marking.ts";
import { checkProbe } from "../../checking/probe.ts";
import { isBlank, type Raw } from "../../checking/typed.ts";
import type { ProbeAnswer } from "../../course/probes.ts";
import { UserError } from "../../text/user-error.ts";
import type { Judged } from "./check-concept.ts";
import { distinct, explained } from "./check-words.ts";
import { labelsOf } from "./labels.ts";
import { answered } from "./probes.ts";

/** The small questions of a run under their keys: `probe_1`, `probe_2` … */
export const probesIn = ({
  run,
  digits,
}: Pick<Marking, "run" | "digits">): ReadonlyMap<string, ProbeAnswer> =>
  new Map(answered(run, labelsOf(run), digits).map((probe, i) => [`probe_${i + 1}`, probe]));

const KEY = /^\s*["'`]?(?:probe|question)[\s_-]*(\d+)["'`]?\s*$/i;

/** The key of a small question as somebody spells it: `probe1`, `Probe 1`. */
export const probeKey = (spelled: string): string | undefined => {
  const found = KEY.exec(spelled);
  return found ? `probe_${found[1]}` : undefined;
};

/**
 * The answers to small questions, with their verdicts. `all` has those in it that were not answered.
 * @throws UserError for a question that is not there, or answered twice
 */
export function judgedProbes(marking: Marking, pairs: readonly Pair[], show: Shown): Judged[] {
  const probes = probesIn(marking);
  const given = new Map<string, Raw>();
  for (const { spelled, raw, place } of pairs) {
    const key = probeKey(spelled) ?? spelled;
    if (!probes.has(key)) throw new UserError(`there is no ${key}; ${asksFor([...probes.keys()])}`, place);
    if (given.has(key)) throw new UserError(`${key} is answered twice; keep one`, place);
    given.set(key, raw);
  }
  return [...probes].flatMap(([key, probe]) => {
    const raw = given.get(key) ?? "";
    if (!isBlank(raw)) return [judgedProbe(marking, key, probe, [raw].flat(2).join(", "), show)];
    return show.all
      ? [{ ...about(key, probe, show), verdict: "missing", message: probe.question, mistakes: [] }]
      : [];
  });
}

interface Shown {
  /** Questions that were not answered too. */
  readonly all: boolean;
  /** The right numbers. */
  readonly reveal: boolean;
}

const asksFor = (keys: readonly string[]): string =>
  keys.length === 0 ? "no small questions are asked here" : `the small questions are ${keys.join(", ")}`;

export function judgedProbe(
  marking: Marking,
  key: string,
  probe: ProbeAnswer,
  given: string,
  show: Pick<Shown, "reveal">,
): Judged {
  const { verdict, message, candidates } = checkProbe(marking, probe, given);
  return {
    ...about(key, probe, show),
    ...{ verdict, given, message: probe.question },
    details: [
      message,
      candidates.length > 0 ? explained([candidates]) : "",
      show.reveal ? `It is ${probe.answer}.` : "",
    ],
    mistakes: distinct(candidates).map(({ mistake }) => mistake),
  };
}

const about = (key: string, { value }: ProbeAnswer, { reveal }: Pick<Shown, "reveal">) => ({
  ...{ key, symbol: key },
  ...(reveal ? { expected: value } : {}),
});
