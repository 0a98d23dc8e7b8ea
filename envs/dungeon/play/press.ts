import { clearMessages } from "../display/say.ts";
import { pageMessages } from "../display/top-line.ts";
import { digOn } from "../hero/dig.ts";
import { chew, task } from "../hero/eat.ts";
import { isHelpless } from "../hero/trouble.ts";
import type { Game } from "../state/game.ts";
import { my, status } from "../state/hero.ts";
import { answer } from "./answer.ts";
import { arriveAt } from "./arrive.ts";
import { escapeKey } from "./keys.ts";
import { obey } from "./obey.ts";
import { onlyAnswer } from "./only-answer.ts";
import { prompt } from "./prompt.ts";
import { lookAround } from "./sight.ts";
import { passTime } from "./turn.ts";

/** Takes a key: an answer to what the game asks, or a command. Everything that follows from it happens before this returns. */
export function press(game: Game, key: number): void {
  const { me } = game;
  if (me[my.status] !== status.playing) return;
  const asked = me[my.prompt];
  if (asked === prompt.more) return goOn(game, key);
  clearMessages(game);
  let took: boolean;
  if (asked === prompt.none) took = obey(game, key);
  else {
    me[my.prompt] = prompt.none;
    took = answer(game, asked, key);
  }
  if (game.rules.handy) took = answerByItself(game) || took;
  if (took) spend(game);
  settle(game);
  if (game.rules.waitsForMore && me[my.prompt] === prompt.none) pageMessages(game);
}

/** Gives the answers that go without saying; says whether one took time. */
function answerByItself(game: Game): boolean {
  const { me } = game;
  let took = false;
  for (let key = onlyAnswer(game); key !== 0; key = onlyAnswer(game)) {
    const asked = me[my.prompt];
    me[my.prompt] = prompt.none;
    took = answer(game, asked, key) || took;
  }
  return took;
}

/** Any key shows the next messages; escape passes over all of them. */
function goOn(game: Game, key: number): void {
  const { me } = game;
  me[my.messageShown] = key === escapeKey ? me[my.messageLength] : me[my.promptCount];
  pageMessages(game);
}

/** Time passes, for as long as the hero is busy or helpless. */
function spend(game: Game): void {
  const { me } = game;
  me[my.noticed] = 0;
  passTime(game);
  while (me[my.busy] > 0 && me[my.status] === status.playing && me[my.fell] === 0) {
    me[my.busy]--;
    if (me[my.busyWith] === task.digging) digOn(game);
    else if (me[my.busyWith] === task.eating) chew(game);
    if (me[my.status] === status.playing && me[my.busy] > 0) passTime(game);
    if (isHelpless(game)) me[my.busy] = 0;
  }
  if (me[my.busyWith] !== task.none && me[my.busy] === 0) me[my.busyWith] = task.none;
}

/** The hero may have come somewhere other than on foot. */
function settle(game: Game): void {
  const { me } = game;
  for (let falls = 0; me[my.fell] !== 0 && me[my.status] === status.playing && falls < 5; falls++) {
    me[my.fell] = 0;
    arriveAt(game, true);
  }
  me[my.fell] = 0;
  if (me[my.sightStale]) {
    me[my.sightStale] = 0;
    lookAround(game);
  }
}
