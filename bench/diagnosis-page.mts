import { type HandIn, type Kind, type Outcome, outcomes } from "./simulated.mts";

/** What so many students of one sort were told. */
export interface Cell {
  readonly name: string;
  readonly handIn: HandIn;
  readonly d: number;
  readonly kind: Kind;
  readonly told: ReadonlyMap<Outcome, number>;
  /** The share of the mistakes that change no digit of what is handed in. */
  readonly unseen: number;
  readonly number: number;
}

export interface About {
  readonly command: string;
  readonly seed: number;
  readonly version: string;
  readonly numbers: number;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? "" : ((part / whole) * 100).toFixed(1);
const of = ({ told }: Cell, ...wanted: readonly Outcome[]): number =>
  wanted.reduce((sum, one) => sum + (told.get(one) ?? 0), 0);
const sum = (cells: readonly Cell[], count: (cell: Cell) => number): number =>
  cells.reduce((total, cell) => total + count(cell), 0);
const number = (cells: readonly Cell[]): number => sum(cells, (cell) => cell.number);

const WRONGED: readonly Outcome[] = ["named", "listed", "others listed", "wrong", "misdiagnosed"];
const FOUND: readonly Outcome[] = ["named", "listed"];

/** Every outcome of every cell, for a terminal. */
export const tableOf = (cells: readonly Cell[]): string[][] => [
  ["exercise", "handed in", "d", "student", "number", ...outcomes],
  ...cells.map((cell) => [
    ...[cell.name, cell.handIn, String(cell.d), cell.kind, String(cell.number)],
    ...outcomes.map((outcome) => percent(of(cell, outcome), cell.number)),
  ]),
];

/** docs/diagnosis.md */
export function pageOf(cells: readonly Cell[], { command, seed, version, numbers }: About): string {
  const right = cells.filter(({ kind }) => kind === "right");
  const mistaken = cells.filter(({ kind }) => kind === "mistaken");
  const finest = mistaken.filter(({ d, handIn }) => d === 4 && handIn === "all lines");
  const share = (some: readonly Cell[], ...wanted: readonly Outcome[]): string =>
    `${percent(
      sum(some, (cell) => of(cell, ...wanted)),
      number(some),
    )} %`;
  return `# How honest the diagnosis is

Simulated students, judged by the code that judges real ones. ${number(right)} were right but messy, ${number(mistaken)} had made one
mistake of [the catalogue](mistakes.md), on the numbers of the course and on ${numbers - 1} sets of random ones for each exercise.

- Right students who were called wrong or mistaken: **${sum(right, (cell) => of(cell, ...WRONGED))}** of ${number(right)}.
- Mistaken students who wrote all lines with 4 decimals: the true mistake is named, alone or in a list, for **${share(finest, ...FOUND)}**;
  another one is named for **${share(finest, "misdiagnosed")}**.

Version ${version}, seed ${seed}: \`${command}\`

A student rounds all written rows, or two of three, to as many decimals as are handed in or to one more, or rounds none;
some right ones cut their last digit off. All lines are those of \`--step\` with every sum; asked are those that the exercise
asks for. A gradient is that of the exercise's loss, in all that is given. Random numbers have one decimal or three. Each
mistake is as likely as the others, among those that change a digit of what is handed in when nothing is rounded.

## Right but messy

Where rounding on the way and a mistake give the same digits, the student is told both: that is *open*.

${markdown([
  ["exercise", "students", "right to the digits %", "rounded or follows %", "open %", "wrong or mistaken"],
  ...namesOf(right).map((name) => {
    const own = right.filter((cell) => cell.name === name);
    const told = (...wanted: readonly Outcome[]) =>
      percent(
        sum(own, (cell) => of(cell, ...wanted)),
        number(own),
      );
    return [
      ...[name, String(number(own)), told("right"), told("rounded", "follows"), told("open")],
      String(sum(own, (cell) => of(cell, ...WRONGED))),
    ];
  }),
])}

## With one mistake

*Named* alone (or with those that give the same numbers), *listed* among others, *passed* as right to the digits or as
rounded on the way, *open* between rounding and mistakes, *other*: a list without the true one; *wrong* without a reason,
and *false*: another mistake was named. A mistake passes where rounding on the way moves a number as far: with 4 decimals
that is a layer norm without its ε. *Unseen* are the mistakes that change no digit, and that nobody could have found.

${markdown([
  [
    ...["exercise", "handed in", "decimals", "students"],
    ...["named %", "listed %", "passed %", "open %", "other %", "wrong %", "false %", "unseen %"],
  ],
  ...mistaken.map((cell) => [
    ...[cell.name, cell.handIn, String(cell.d), String(cell.number)],
    ...[["named"], ["listed"], ["right", "rounded", "follows"], ["open"], ["others listed"], ["wrong"]].map(
      (wanted) => percent(of(cell, ...(wanted as Outcome[])), cell.number),
    ),
    percent(of(cell, "misdiagnosed"), cell.number),
    (cell.unseen * 100).toFixed(0),
  ]),
])}
`;
}

const namesOf = (cells: readonly Cell[]): string[] => [...new Set(cells.map(({ name }) => name))];

const markdown = ([head, ...rows]: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? "---" : "--:")), ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
