import { ascii as plain } from "../../text/ascii.ts";
import { fixed, significant } from "../../text/number.ts";
import type { Status } from "../../training/train.ts";

/** `97.3 %` */
export const percent = (share: number): string => `${fixed(100 * share, 1)} %`;

/** `0:42`, `12:05`, `1:02:05` */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const BARS = { unicode: "▁▂▃▄▅▆▇█", ascii: "_.-:=+*#" };
const CURVE = 12;

/** The last losses as bars, the largest of them full. */
export function curve(losses: readonly number[], ascii: boolean): string {
  const bars = ascii ? BARS.ascii : BARS.unicode;
  const last = losses.slice(-CURVE);
  const top = Math.max(...last);
  return last.map((loss) => bars[Math.min(bars.length - 1, Math.floor((loss / top) * bars.length))]).join("");
}

/** What a line of progress is made of, the most telling first. */
function parts(status: Status, steps: number, ascii: boolean): string[] {
  const { progress, tokensPerSecond, secondsLeft } = status;
  const { step, points, since } = progress;
  const last = points.at(-1);
  const loss = since.steps > 0 ? since.loss / since.steps : (last?.loss ?? Number.NaN);
  return [
    `step ${String(step).padStart(String(steps).length)}/${steps}`,
    `loss ${significant(loss, 3)}`,
    ...(last ? [`right ${percent(last.accuracy)}`] : []),
    ...(Number.isFinite(secondsLeft) ? [`${duration(secondsLeft)} left`] : []),
    `${Math.round(tokensPerSecond)} tokens/s`,
    ...(points.length > 1
      ? [
          curve(
            points.map((point) => point.loss),
            ascii,
          ),
        ]
      : []),
  ];
}

/** One line, as much of it as the width has room for. */
export function progressLine(status: Status, steps: number, width: number, ascii: boolean): string {
  let line = "";
  for (const part of parts(status, steps, ascii)) {
    const longer = line === "" ? part : `${line}  ${part}`;
    if (longer.length > width) break;
    line = longer;
  }
  return ascii ? plain(line) : line;
}
