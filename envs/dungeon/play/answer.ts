import { isNoticed } from "../display/map.ts";
import { put, say } from "../display/say.ts";
import { eat } from "../hero/eat.ts";
import { attack } from "../hero/fight.ts";
import { drinkFromFountain } from "../hero/fountain.ts";
import { pray } from "../hero/pray.ts";
import { chat } from "../hero/talk.ts";
import { slotOfLetter } from "../items/lists.ts";
import { monsterBit } from "../monsters/state.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my, status } from "../state/hero.ts";
import { ask, question } from "./commands.ts";
import { closeTowards, kick, openTowards } from "./doors.ts";
import { command, directionOf, enterKey, escapeKey, spaceKey } from "./keys.ts";
import { chooseFromMenu } from "./menu.ts";
import { prompt } from "./prompt.ts";
import { hasFor, verbList, verbs } from "./verbs.ts";

/** Takes the answer to what was asked. */
export function answer(game: Game, asked: number, key: number): boolean {
  const { me } = game;
  switch (asked) {
    case prompt.direction:
      return turnTo(game, directionOf(key));
    case prompt.item:
      return chooseItem(game, key);
    case prompt.yesNo:
      return decide(game, key === 121 || key === 89);
    case prompt.menu:
      return chooseFromMenu(game, key);
    default:
      me[my.prompt] = prompt.none;
      return false;
  }
}

function turnTo(game: Game, direction: number): boolean {
  const { me } = game;
  if (direction < 0) {
    say(game, "That is no direction.");
    return false;
  }
  const verb = me[my.verb];
  if (verb >= 256) return verbList[verb - 256].act(game, me[my.promptItem], direction);
  if (verb === command.chat) return chat(game, direction);
  if (direction > 7) {
    say(game, "That is out of reach.");
    return false;
  }
  if (verb === command.kick) {
    const friend = friendTowards(game, direction);
    if (friend === 0) return kick(game, direction);
    me[my.prompt] = prompt.yesNo;
    me[my.verb] = question.kick;
    me[my.promptCell] = friend;
    me[my.promptSet] = direction;
    return false;
  }
  if (verb === command.open) return openTowards(game, direction);
  if (verb === command.close) return closeTowards(game, direction);
  say(game, "There is nothing to force there.");
  return false;
}

/** A pet or another peaceful monster that the hero knows of in a direction; 0 for none. */
function friendTowards(game: Game, direction: number): number {
  const { me, monsterAt, monsterTame, monsterState } = game;
  const monster = monsterAt[me[my.cell] + offsets[direction]];
  if (monster === 0 || !isNoticed(game, monster)) return 0;
  return monsterTame[monster] > 0 || monsterState[monster] & monsterBit.peaceful ? monster : 0;
}

function chooseItem(game: Game, key: number): boolean {
  const { me, pack } = game;
  const verb = verbList[me[my.verb] - 256];
  if (key === 45 && verb.takesNone) return verb.act(game, 0, 8);
  if (key === 63 || key === 42) {
    // shows what there is to choose from, and goes on asking
    me[my.prompt] = prompt.item;
    me[my.promptSet] = 1;
    return false;
  }
  me[my.promptSet] = 0;
  const slot = slotOfLetter(key);
  if (slot < 0) {
    if (key === escapeKey || key === enterKey || key === spaceKey) return false;
    say(game, "You have nothing by that letter.");
    return false;
  }
  const item = pack[slot];
  if (item === 0) {
    say(game, "You have nothing by that letter.");
    return false;
  }
  if (!verb.isFor(game, item) && verb !== verbs.wield) {
    put(game, "That is nothing to ");
    put(game, verb.question);
    say(game, ".");
    return false;
  }
  if (verb.asksDirection?.(game, item)) {
    me[my.prompt] = prompt.direction;
    me[my.promptItem] = item;
    return false;
  }
  return verb.act(game, item, 8);
}

function decide(game: Game, isYes: boolean): boolean {
  const { me } = game;
  switch (me[my.verb]) {
    case question.attack: {
      const monster = me[my.promptCell];
      if (!isYes || game.monsterKind[monster] === 0) return false;
      attack(game, monster);
      return true;
    }
    case question.kick: {
      const direction = me[my.promptSet];
      me[my.promptSet] = 0;
      return isYes ? kick(game, direction) : false;
    }
    case question.eat:
      if (isYes) return eat(game, me[my.promptItem]);
      if (hasFor(game, verbs.eat)) return ask(game, "eat");
      return false;
    case question.fountain:
      return isYes ? drinkFromFountain(game) : ask(game, "quaff");
    case question.pray:
      return isYes ? pray(game) : false;
    case question.quit:
      if (isYes) me[my.status] = status.quit;
      return false;
    default:
      return false;
  }
}
