import type { Block, CheckedAnswer } from "../report/report.ts";
import type { Lines } from "./ask.ts";
import type { Asking, Item, Marked } from "./marker.ts";

/** How far somebody has come. */
export interface Progress {
  /** The item that comes next; as many as there are where all have been asked. */
  readonly at: number;
  readonly answers: ReadonlyMap<string, string>;
}

export interface Talk {
  readonly lines: Lines;
  show(blocks: readonly Block[]): Promise<void>;
  /** Called after every step. */
  keep(progress: Progress): void;
}

type Move = "skip" | "back" | "quit" | "hint" | "help";

const moves: Readonly<Record<string, Move>> = {
  ...{ "?": "hint", hint: "hint", skip: "skip", s: "skip", back: "back", b: "back", help: "help" },
  ...{ quit: "quit", q: "quit", exit: "quit" },
};

export const HELP =
  "Type an answer, `?` for a hint (again for a stronger one), `skip`, `back`, or `quit` to go on another time.";

/** Asks item by item, with a verdict after each. Gives how far it came, and whether that was the end. */
export async function askAll(
  asking: Asking,
  begun: Progress,
  talk: Talk,
): Promise<{ readonly progress: Progress; readonly isFinished: boolean }> {
  const session = new Session(asking, begun, talk);
  const isFinished = await session.run();
  return { progress: session.progress, isFinished };
}

class Session {
  readonly #asking: Asking;
  readonly #talk: Talk;
  readonly #answers: Map<string, string>;
  readonly #hinted = new Map<string, number>();
  #at: number;
  /** Whether the item is still to be shown. */
  #isNew = true;

  constructor(asking: Asking, { at, answers }: Progress, talk: Talk) {
    this.#asking = asking;
    this.#talk = talk;
    this.#at = Math.min(at, asking.items.length);
    this.#answers = new Map(answers);
  }

  get progress(): Progress {
    return { at: this.#at, answers: this.#answers };
  }

  async run(): Promise<boolean> {
    for (;;) {
      const item = this.#asking.items[this.#at] as Item | undefined;
      if (this.#isNew) await this.#talk.show(item ? this.#question(item) : ALL_ASKED);
      this.#isNew = false;
      const typed = await this.#talk.lines.next(promptOf(item));
      if (typed === undefined) return item === undefined;
      const text = typed.trim();
      const move = moves[text.toLowerCase()];
      if (move === "quit") return false;
      if (move) await this.#moved(move, item);
      else if (item === undefined && text === "") return true;
      else await this.#answered(text, item);
      this.#talk.keep(this.progress);
    }
  }

  #goTo(at: number): void {
    this.#at = at;
    this.#isNew = true;
  }

  #question({ key, asks, isPause }: Item): Block[] {
    const counted = this.#asking.items.filter((one) => !one.isPause);
    const so = this.#answers.get(key);
    if (isPause) return [{ kind: "prose", text: asks }];
    const place = `${counted.findIndex((one) => one.key === key) + 1} of ${counted.length}`;
    const text = so === undefined ? asks : `${asks} (so far \`${so.replaceAll("`", "'")}\`)`;
    return [{ kind: "fact", label: place, text }];
  }

  async #moved(move: Exclude<Move, "quit">, item: Item | undefined): Promise<void> {
    if (move === "help") return this.#talk.show([{ kind: "prose", text: HELP }]);
    if (move === "back" && this.#at > 0) return this.#goTo(this.#at - 1);
    if (move === "back") return this.#talk.show([{ kind: "prose", text: "This is the first." }]);
    if (move === "hint" && item) return this.#hint(item);
    if (item) this.#goTo(this.#at + 1);
  }

  async #hint({ key, hints }: Item): Promise<void> {
    const all = hints();
    const given = this.#hinted.get(key) ?? 0;
    this.#hinted.set(key, given + 1);
    const none = all.length === 0 ? "There is no hint for this." : "There is no further hint.";
    await this.#talk.show([all[given] ?? { kind: "prose", text: none }]);
  }

  /** `z_t = 0.5 0.5` may be typed for another item than the one that is asked. */
  async #answered(text: string, item: Item | undefined): Promise<void> {
    if (item?.isPause) return this.#goTo(this.#at + 1);
    if (text === "") return;
    const named = /^([^=]*[^=\s<>!])\s*=(?!=)\s*(\S[\s\S]*)$/.exec(text);
    const key = named ? this.#asking.keyOf(named[1].trim()) : undefined;
    const isAsked = key !== undefined && this.#asking.items.some((one) => one.key === key);
    if (isAsked && named) await this.#judge(key, named[2], item);
    else if (item) await this.#judge(item.key, text, item);
    else await this.#talk.show([{ kind: "prose", text: HELP }]);
  }

  async #judge(key: string, text: string, item: Item | undefined): Promise<void> {
    const marked = await this.#asking.mark(new Map([...this.#answers, [key, text]]));
    const [result, shown] = resultOf(marked, key);
    await this.#talk.show([{ kind: "checked", answers: shown ? [shortened(shown, item)] : [] }]);
    const isRead = result?.verdict !== "unreadable" && !(result?.verdict === "missing" && !result.given);
    if (!isRead) return;
    this.#answers.set(key, text);
    if (key === item?.key) this.#goTo(this.#at + 1);
  }
}

const ALL_ASKED: readonly Block[] = [
  { kind: "prose", text: "That was all. Enter shows the whole page; `back` returns to the questions." },
];

const promptOf = (item: Item | undefined): string =>
  item === undefined || item.isPause ? "> " : `${item.takes ?? item.key} > `;

/** Without the question, which stands above it. */
const shortened = (shown: CheckedAnswer, item: Item | undefined): CheckedAnswer => ({
  ...shown,
  details: shown.details.filter((text) => !item?.asks.startsWith(text)),
});

/** What is said of one answer, and how it is shown. */
function resultOf({ output, report }: Marked, key: string) {
  const i = output.results.findIndex((one) => one.key === key);
  const answers = report.blocks.flatMap((block): readonly CheckedAnswer[] =>
    block.kind === "checked" ? block.answers : [],
  );
  return [output.results[i], answers[i]] as const;
}
