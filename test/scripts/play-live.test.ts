import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newCast } from "../../scripts/play/cast.ts";
import { openGame } from "../../scripts/play/game.ts";
import { playLive } from "../../scripts/play/live.ts";
import type { Size } from "../../scripts/play/page.ts";
import type { Terminal, TerminalEvent } from "../../scripts/play/terminal.ts";
import { readWhole } from "../../src/record/index.ts";
import { temporaryFolder } from "./command.ts";

/** A terminal at which these events happen one after another, and then nothing but time passes. */
function terminalWith(size: Size, ...events: readonly (string | Size)[]): Terminal & { readonly shown: string[] } {
  const rest = [...events];
  const shown: string[] = [];
  return {
    shown,
    get size() {
      return size;
    },
    write: (data) => void shown.push(data),
    async next(withinMs): Promise<TerminalEvent | undefined> {
      const event = rest.shift();
      if (typeof event === "string") return { kind: "key", key: event };
      if (event) {
        size = event;
        return { kind: "resize" };
      }
      if (withinMs === undefined) return { kind: "gone" };
      await new Promise((resolve) => setTimeout(resolve, withinMs));
      return undefined;
    },
    wake() {},
    close() {},
  };
}

async function gameOf(id: `${string}/${string}`, params = {}) {
  const game = await openGame({ id, params }, 1);
  onTestFinished(() => game.close());
  return game;
}

const large = { columns: 100, rows: 30 };

test("by the clock, the world goes on with what was pressed last until it is over", async () => {
  const game = await gameOf("classic/cart-pole-v1");
  const { signal } = new AbortController();
  const terminal = terminalWith(large, "ArrowLeft", "z");
  await playLive({ game, terminal, signal, realtime: true });
  expect(game.isOver).toBe(true);
  expect(new Set(game.actions)).toEqual(new Set([0]));
  expect(terminal.shown.join("")).toContain("The episode is over: press a key.");
});

test("help takes the keys until it has been read; a small terminal asks for room; all of it is recorded", async () => {
  const game = await gameOf("dungeon/score-v1");
  const { signal } = new AbortController();
  const cast = newCast(large, "test");
  const terminal = terminalWith(large, "?", "s", { columns: 60, rows: 20 }, large, "!", "s", "Ctrl+q", "s");
  await playLive({ game, terminal, signal, realtime: false, cast });
  expect(game.actions).toHaveLength(1);
  const at = (text: string) => terminal.shown.findIndex((data) => data.includes(text));
  const moments = ["? shows the keys", "far north-east", "60 x 20, needs 80 x 24", "No such key: !"].map(at);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  expect(moments).not.toContain(-1);

  const file = join(temporaryFolder(), "a.cast");
  await cast.write(file);
  const lines = new TextDecoder()
    .decode(await readWhole(file, "a cast"))
    .trimEnd()
    .split("\n");
  const events = lines.slice(1).map((line): [number, string, string] => JSON.parse(line));
  const recorded = events.filter(([, code]) => code === "o").map(([, , data]) => data);
  expect(recorded).toEqual(terminal.shown.filter((data) => data !== ""));
  expect(events.filter(([, code]) => code === "r").map(([, , size]) => size)).toEqual(["60x20", "100x30"]);
});

test("a signal ends it where it is", async () => {
  const game = await gameOf("dungeon/score-v1");
  const controller = new AbortController();
  controller.abort();
  await playLive({ game, terminal: terminalWith(large, "s"), signal: controller.signal, realtime: false });
  expect(game.actions).toEqual([]);
});
