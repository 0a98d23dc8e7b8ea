import type { Progress } from "../src/run/index.ts";
import { digits, duration, percent, whole } from "./numbers.ts";

/** A run's progress in one line, the most important first, in case the terminal is too narrow. */
export function describeProgress({ steps, budget, recent, speed }: Progress): string {
  const { stepsPerSecond, shares, secondsLeft } = speed;
  const { stepping, inference, learning } = shares;
  return [
    `${whole(steps)} of ${whole(budget)} steps`,
    recent ? `return ${digits(recent.return)}, score ${recent.score.toFixed(3)}` : "no episode has ended yet",
    `${duration(secondsLeft)} left`,
    `${whole(stepsPerSecond)} steps/s (stepping ${percent(stepping)}, inference ${percent(inference)}, learning ${percent(learning)})`,
  ].join(" · ");
}

/** Shows progress: on a terminal in a line that is overwritten, otherwise as a new line every few seconds. */
export interface ProgressLine<P> {
  show(progress: P): void;
  /** Prints a sentence that stays visible. */
  note(text: string): void;
  /** Ends the display and keeps the last line. */
  end(): void;
}

const everyOnTerminal = 0.1; // [s]
const everyElsewhere = 5; // [s]

export const progressLine = (quiet: boolean, stream?: NodeJS.WriteStream): ProgressLine<Progress> =>
  lineOf(describeProgress, quiet, stream);

/** @param describe formats progress as one line */
export function lineOf<P>(
  describe: (progress: P) => string,
  quiet: boolean,
  stream: NodeJS.WriteStream = process.stderr,
): ProgressLine<P> {
  const period = (stream.isTTY ? everyOnTerminal : everyElsewhere) * 1000;
  let shown = Number.NEGATIVE_INFINITY;
  let latest: P | undefined;
  let isOpen = false; // whether there is an unfinished line on the terminal
  const clear = () => {
    if (isOpen) stream.write("\r\x1b[2K");
    isOpen = false;
  };
  const draw = () => {
    if (latest === undefined) return;
    const text = describe(latest);
    clear();
    stream.write(stream.isTTY ? text.slice(0, (stream.columns || text.length + 1) - 1) : `${text}\n`);
    isOpen = stream.isTTY;
    latest = undefined;
    shown = performance.now();
  };
  return {
    show(progress) {
      if (quiet) return;
      latest = progress;
      if (performance.now() - shown >= period) draw();
    },
    note(text) {
      clear();
      stream.write(`${text}\n`);
    },
    end() {
      draw();
      if (isOpen) stream.write("\n");
      isOpen = false;
    },
  };
}
