import { CodedError } from "../../src/core/index.ts";
import type { Cast } from "./cast.ts";
import { actionOf, type Game } from "./game.ts";
import { helpKeyOf, helpPages } from "./help.ts";
import { shownKey } from "./keys.ts";
import { type Page, withNotice } from "./page.ts";
import { painter } from "./painter.ts";
import type { Terminal, TerminalEvent } from "./terminal.ts";

export interface LiveOptions {
  readonly game: Game;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Whether the world goes on by the clock once the first key was pressed. */
  readonly realtime: boolean;
  /** Gets everything that the terminal shows. */
  readonly cast?: Cast;
}

const quitKeys = ["Ctrl+c", "Ctrl+q"];

/** Plays an episode at a terminal, until it is over or the player has enough. */
export async function playLive({ game, terminal, signal, realtime, cast }: LiveOptions): Promise<void> {
  const { env, sight } = game;
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const screen = painter(terminal.size, sight.least);
  const helpKey = helpKeyOf(env);
  let help: Page[] = [];
  let notice: string | undefined = `${shownKey(helpKey)} shows the keys; Ctrl-Q ends the game.`;
  let pressed: string | undefined; // the last key, where the world goes by the clock
  let due = 0; // [s]

  const show = () => {
    const page = help[0] ?? withNotice(sight.page(terminal.size), notice, terminal.size);
    const data = screen.paint(page);
    terminal.write(data);
    cast?.output(seconds(), data);
  };
  const act = async (key: string) => {
    try {
      await game.act(actionOf(env, key));
      notice = undefined;
    } catch (thrown) {
      if (!(thrown instanceof CodedError) || thrown.code !== "action/illegal") throw thrown;
      notice = `${shownKey(key)} is not allowed now.`;
    }
  };
  const take = async (key: string) => {
    if (help.length) help.shift();
    else if (key === helpKey) help = helpPages(env, terminal.size);
    else if (!Object.hasOwn(env.keys, key)) notice = `No such key: ${shownKey(key)}. ${helpKey} shows those there are.`;
    else if (!realtime) await act(key);
    else {
      if (pressed === undefined) due = seconds() + env.stepSeconds;
      pressed = key;
    }
  };
  /** The next event, or nothing where a step is due. */
  const next = async (): Promise<TerminalEvent | undefined> => {
    if (pressed === undefined || help.length) return terminal.next();
    const wait = due - seconds();
    return wait > 0 ? terminal.next(wait * 1000) : undefined;
  };
  const resize = () => {
    const { size } = terminal;
    screen.resized(size);
    cast?.resized(seconds(), size);
    if (help.length) help = helpPages(env, size);
  };
  const isQuit = (event: TerminalEvent | undefined) =>
    signal.aborted || event?.kind === "gone" || (event?.kind === "key" && quitKeys.includes(event.key));

  signal.addEventListener("abort", terminal.wake);
  try {
    for (;;) {
      show();
      if (game.isOver) break;
      const event = await next();
      if (isQuit(event)) return;
      if (event?.kind === "resize") resize();
      else if (event?.kind === "key") await take(event.key);
      else if (pressed !== undefined && seconds() >= due) {
        due = Math.max(due + env.stepSeconds, seconds()); // a slow terminal slows the world down
        await act(pressed);
      }
    }
    notice = "The episode is over: press a key.";
    for (;;) {
      show();
      const event = await terminal.next();
      if (event?.kind === "resize") resize();
      else if (event || signal.aborted) return;
    }
  } finally {
    signal.removeEventListener("abort", terminal.wake);
  }
}
