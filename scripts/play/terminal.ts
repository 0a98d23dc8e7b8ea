import { writeSync } from "node:fs";
import { fail } from "../../src/core/index.ts";
import { keysIn } from "./keys.ts";
import type { Size } from "./page.ts";

/** What can happen at a terminal. */
export type TerminalEvent =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "resize" }
  | { readonly kind: "gone" };

/** The terminal that the command was started from, which gives every key as it is pressed. */
export interface Terminal {
  readonly size: Size;
  write(data: string): void;
  /**
   * The next event.
   * @param withinMs how long to wait for it [ms]; nothing comes where that is over
   */
  next(withinMs?: number): Promise<TerminalEvent | undefined>;
  /** Makes `next` return at once. */
  wake(): void;
  /** Leaves it as it was. */
  close(): void;
}

const [enter, leave] = ["\x1b[?1049h\x1b[?25l", "\x1b[0m\x1b[?25h\x1b[?1049l"];

/** Whether there is a person at a terminal. */
export const isAtTerminal = (): boolean => process.stdin.isTTY === true && process.stdout.isTTY === true;

/**
 * Takes the terminal. It is given back by `close`, and whenever the process exits without it.
 * @throws `cli/usage` where there is none
 */
export function openTerminal(): Terminal {
  const { stdin, stdout } = process;
  if (!isAtTerminal())
    fail("cli/usage", {
      given: "no terminal to play in",
      expected: "a terminal for input and output",
      fix: 'Give the keys on the command line: --keys "hjkl".',
    });
  const events: TerminalEvent[] = [];
  let wake: (() => void) | undefined;
  const happened = (...news: readonly TerminalEvent[]) => {
    events.push(...news);
    wake?.();
  };
  const onData = (typed: string) => happened(...keysIn(typed).map((key) => ({ kind: "key", key }) as const));
  const onResize = () => happened({ kind: "resize" });
  const onGone = () => happened({ kind: "gone" });
  const sources = [stdin, stdout] as const;
  const restore = () => {
    process.off("exit", restore);
    try {
      stdin.setRawMode(false);
      writeSync(stdout.fd, leave); // the process may be about to end
    } catch {} // the terminal is gone
  };
  process.on("exit", restore);
  stdin.setRawMode(true);
  stdin.setEncoding("utf8").on("data", onData).on("end", onGone);
  stdout.on("resize", onResize);
  for (const stream of sources) stream.on("error", onGone);
  stdin.resume();
  stdout.write(enter);
  return {
    get size() {
      return { columns: stdout.columns, rows: stdout.rows };
    },
    write: (data) => {
      if (data) stdout.write(data);
    },
    async next(withinMs) {
      if (events.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (withinMs !== undefined) setTimeout(resolve, withinMs);
        });
      wake = undefined;
      return events.shift();
    },
    wake: () => wake?.(),
    close() {
      stdin.pause();
      stdin.off("data", onData).off("end", onGone);
      stdout.off("resize", onResize);
      restore();
      for (const stream of sources) stream.off("error", onGone);
    },
  };
}
