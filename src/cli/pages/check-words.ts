import type { Hypothesis } from "../../checking/hypotheses.ts";
import { type Oddity, oddityOf } from "../../checking/oddity.ts";
import type { Judgement } from "../../checking/verdict.ts";
import type { Run } from "../../course/run.ts";
import { symbolsOf } from "./names.ts";
import { oddWords, UNKNOWN } from "./odd-words.ts";

/** What is said of one result: a few words, and sentences under them. Prose; no number of the solution is in it. */
export interface Said {
  readonly short: string;
  readonly details: readonly string[];
}

export function words(run: Run, judged: Judgement, all: readonly Judgement[], digits: number): Said {
  const symbol = symbolsOf(run.graph);
  const name = (key: string): string => `$${symbol(key)}$`;
  const oddity = judged.verdict === "wrong" ? oddityOf(run, judged, all) : undefined;
  const said = sayers[judged.verdict]({ judged, digits, name, oddity });
  return { ...said, details: [...offEntries(judged), ...said.details] };
}

interface Context {
  readonly judged: Judgement;
  readonly digits: number;
  readonly name: (key: string) => string;
  readonly oddity: Oddity | undefined;
}

const sayers: Readonly<Record<Judgement["verdict"], (context: Context) => Said>> = {
  exact: () => ({ short: "exact", details: [] }),
  right: ({ judged, digits }) => ({
    short:
      leastDecimals(judged) < digits
        ? `right to ${leastDecimals(judged)} of ${decimals(digits)}`
        : `right to ${decimals(leastDecimals(judged))}`,
    details: [
      ...(judged.standing?.is === "right" && judged.standing.cut
        ? ["The last digit was cut off, not rounded."]
        : []),
      ...alikeText(judged, digits),
    ],
  }),
  rounded: ({ judged }) => ({
    short: "right, rounded on the way",
    details: [
      `The method is right. The last digit is off because the lines before it were rounded; keep ${decimals(leastDecimals(judged) + 2)} on the way.`,
    ],
  }),
  follows: ({ judged, name }) => {
    const { standing } = judged;
    const from = standing?.is === "follows" ? standing.from.map(name).join(", ") : "";
    return standing?.is === "follows" && standing.coarse
      ? {
          short: `follows from your ${from}`,
          details: [`You worked on with the rounded ${from}; keep more decimals on the way.`],
        }
      : {
          short: `follows from your ${from}`,
          details: [`Right from your own ${from}: the slip is there, not here.`],
        };
  },
  convention: ({ judged }) => ({ short: "another convention", details: [explained(judged.candidates)] }),
  mistake: ({ judged }) => ({ short: "not right: a known mistake", details: [explained(judged.candidates)] }),
  ambiguous: (context) => ({ short: ambiguousShort(context.judged), details: ambiguousDetails(context) }),
  wrong: ({ judged: { standing }, name, oddity }) => ({
    short: "not right",
    details:
      standing?.is === "off" && standing.impossible.length > 0
        ? [
            `It follows from your ${standing.impossible.map(name).join(", ")}, but no activation gives such a number.`,
          ]
        : [oddity ? oddWords(oddity, name) : UNKNOWN],
  }),
  missing: () => ({ short: "not answered", details: [] }),
  unreadable: ({ judged }) => ({
    short: "can't be read",
    details: [
      `Your answer "${[judged.given?.raw ?? ""].flat(2).join(", ").slice(0, 40)}" ${judged.problem}.`,
    ],
  }),
};

const decimals = (count: number): string => `${count} decimal${count === 1 ? "" : "s"}`;

const leastDecimals = ({ answer }: Judgement): number =>
  Math.max(0, Math.min(...(answer?.numbers ?? []).map((number) => number.decimals ?? 15)));

/** What a right answer does not show. */
function alikeText(judged: Judgement, digits: number): string[] {
  const { length } = judged.alike;
  if (length === 0) return [];
  const those =
    length === 1
      ? "One known mistake gives these digits too"
      : `${length} known mistakes give these digits too`;
  return [leastDecimals(judged) < digits ? `${those}; more decimals would tell.` : `${those}.`];
}

/** Where some entries are right and some are not, which. */
function offEntries({ right, verdict, answer }: Judgement): string[] {
  const off = right.flatMap((is, i) => (is ? [] : [i]));
  if (off.length === 0 || right.length < 2 || ["follows", "missing", "unreadable"].includes(verdict))
    return [];
  if (off.length === right.length) return [];
  const cols = answer?.tensor.shape[1];
  const place = (i: number): string =>
    cols === undefined ? `${i + 1}` : `(${Math.floor(i / cols) + 1},${(i % cols) + 1})`;
  const places = (all: readonly number[]): string =>
    `${all.length === 1 ? "entry" : "entries"} ${all.map(place).join(", ")}`;
  const verb = (all: readonly number[]): string => (all.length === 1 ? "is" : "are");
  const kept = right.flatMap((is, i) => (is ? [i] : []));
  if (kept.length < off.length && off.length > 2) return [`Only ${places(kept)} ${verb(kept)} right.`];
  const said = `${places(off)} ${verb(off)} not right; ${kept.length === 1 ? "the other is" : "the others are"}.`;
  return [said.replace("e", "E")];
}

const feedbackOf = ({ mistake, where }: Hypothesis): string =>
  `${mistake.feedback}${where ? ` (${where})` : ""}`;

/** Every feedback once; several coincide on the exercise's numbers. */
export function explained(candidates: Judgement["candidates"]): string {
  const all = [...new Set(distinct(candidates.flat()).map(feedbackOf))];
  return all.length === 1 ? all[0] : `One of these, which give the same numbers here: ${all.join(" Or: ")}`;
}

/** One of each mistake. */
export const distinct = (all: readonly Hypothesis[]): Hypothesis[] =>
  all.filter(({ mistake }, i) => all.findIndex((one) => one.mistake.id === mistake.id) === i);

function ambiguousShort({ candidates, rounding, thin, answer }: Judgement): string {
  if (candidates.length === 0 && rounding) return "nearly right";
  if (candidates.length === 0) return "too few digits to tell";
  return thin && answer ? "not right; too few digits to say why" : "more than one explanation";
}

function ambiguousDetails({ judged, digits, name }: Context): string[] {
  const { candidates, rounding, settling, key, thin } = judged;
  if (candidates.length === 0 && rounding)
    return [
      `It looks like rounding on the way. Work it again with ${decimals(leastDecimals(judged) + 2)} on every line.`,
    ];
  if (candidates.length === 0) return [`Nearly any number would be written so; give ${decimals(digits)}.`];
  const listed = [
    ...(rounding ? ["Right, with rounding on the way."] : []),
    ...candidates.map((group) => explained([group])),
  ];
  const settled = settling
    ? `${settling.key === key ? "This" : name(settling.key)} to ${decimals(settling.decimals)} would ${settling.settles ? "tell" : "help to tell"} which.`
    : "";
  const last = thin && candidates.length === 1 ? `This may be chance; give ${decimals(digits)}.` : settled;
  return [
    ...listed.map((text) => `${thin && listed.length === 1 ? "It fits: " : "· "}${text}`),
    ...(last ? [last] : []),
  ];
}
