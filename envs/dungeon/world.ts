import { type Batch, type Choice, fail, type Rng, type Slot, type World } from "../../src/core/index.ts";
import { monsterKinds } from "./data/monsters.ts";
import { observe } from "./display/observe.ts";
import { createScreen, type Observation } from "./display/screen.ts";
import { type EventName, events, type FeatureName, measuring } from "./features.ts";
import { causeWords } from "./hero/hurt.ts";
import type { observation } from "./observation.ts";
import { paint } from "./picture/paint.ts";
import { newGame } from "./play/new-game.ts";
import { press } from "./play/press.ts";
import type { Rules } from "./play/rules.ts";
import { createGame, type Game, loadGame, saveGame } from "./state/game.ts";
import { my, status } from "./state/hero.ts";
import { happenings } from "./state/tally.ts";

type DungeonSlot = Slot<typeof observation, Choice, FeatureName, EventName>;

/** What a task adds to the game. */
export interface Task {
  readonly rules: Rules;
  /** The key of each action. */
  readonly keys: Uint8Array;
  /** Whether the task is done: the episode ends, and the feature `success` is 1. */
  ends?(game: Game): boolean;
  /** Whether the task can no longer be done: the episode ends without success. */
  fails?(game: Game): boolean;
  /** Whether the episode is cut short, which is no end of the task. */
  truncates?(game: Game): boolean;
  /** Changes a game that has just begun, such as the hero's belongings. */
  begin?(game: Game): void;
  /** Looks at what happened in a step, before it is forgotten. */
  note?(game: Game): void;
  /** Writes features of its own. */
  measure?(game: Game): void;
  /** The goal in words, where it depends on what was chosen. */
  readonly goal?: string;
}

/** A world that plays the game by keys. */
export function dungeonWorld(task: Task, slot: DungeonSlot): World {
  const { rules, keys, ends, goal } = task;
  const tally = new Int32Array(happenings);
  const game = createGame(rules, createScreen(slot.observation as Batch<typeof observation> as Observation), tally);
  const { me } = game;
  const { action, row } = slot;
  const columns = Object.keys(events).map((name) => slot.events[name as EventName]);
  const isDone = () => ends?.(game) === true;
  const measure = measuring(game, slot.features, row, isDone);
  return {
    reset(rng: Rng) {
      newGame(game, rng.integer(2 ** 31), rng.integer(2 ** 31));
      task.begin?.(game);
      tally.fill(0);
      observe(game);
      measure();
      task.measure?.(game);
    },
    step() {
      const turn = me[my.turn];
      const nutrition = me[my.nutrition];
      press(game, keys[action[0]]);
      me[my.frozenSteps] = me[my.turn] === turn ? me[my.frozenSteps] + 1 : 0;
      me[my.nourished] += Math.max(0, me[my.nutrition] - nutrition);
      task.note?.(game);
      for (let i = 0; i < happenings; i++)
        if (tally[i] !== 0) {
          columns[i][row] = tally[i];
          tally[i] = 0;
        }
      observe(game);
      measure();
      task.measure?.(game);
    },
    terminated: () => me[my.status] !== status.playing || isDone() || task.fails?.(game) === true,
    truncated: () => task.truncates?.(game) === true,
    save: () => saveGame(game),
    load(bytes) {
      if (bytes.length < game.bytes.length)
        fail("file/corrupt", {
          given: `a saved game of ${bytes.length} bytes`,
          expected: `at least ${game.bytes.length}`,
        });
      loadGame(game, bytes);
      game.screen.stale = true;
    },
    text: () => inWords(game),
    ...(goal !== undefined && { goal: () => goal }),
    draw: (frame) => paint(frame, game),
  };
}

/** The hero's state in a sentence. */
function inWords({ me }: Game): string {
  const who = `A hero of experience level ${me[my.level]}`;
  if (me[my.status] === status.won) return `${who} has brought the Orb of the Deep to daylight.`;
  if (me[my.status] === status.quit) return `${who} gave up.`;
  if (me[my.status] === status.dead) {
    const how = causeWords[me[my.deathHow]];
    const by = me[my.deathHow] === 0 ? ` a ${monsterKinds[me[my.deathBy]].name}` : "";
    return `${who}, ${how}${by} on depth ${me[my.depth]} in turn ${me[my.turn]}.`;
  }
  return `${who} on depth ${me[my.depth]} with ${Math.max(0, me[my.hp])} of ${me[my.hpMax]} hit points and ${me[my.gold]} gold in turn ${me[my.turn]}.`;
}
