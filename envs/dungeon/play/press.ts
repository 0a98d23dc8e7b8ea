import { itemClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { terrain as is } from "../data/terrain.ts";
import { isNoticed } from "../display/map.ts";
import { clearMessages, put, say } from "../display/say.ts";
import { pageMessages } from "../display/top-line.ts";
import { digOn } from "../hero/dig.ts";
import { chew, eat, task } from "../hero/eat.ts";
import { attack } from "../hero/fight.ts";
import { pray } from "../hero/pray.ts";
import { drinkFromFountain } from "../hero/quaff.ts";
import { chat } from "../hero/talk.ts";
import { isHelpless } from "../hero/trouble.ts";
import { slotOfLetter } from "../items/lists.ts";
import { monsterBit } from "../monsters/state.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my, status } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { onlyAnswer } from "./answers.ts";
import { arriveAt } from "./arrive.ts";
import { act, ask, question } from "./commands.ts";
import { closeTowards, kick, openTowards } from "./doors.ts";
import { command, directionOf, enterKey, escapeKey, runOf, spaceKey, stepOf } from "./keys.ts";
import { chooseFromMenu, openPickUpMenu } from "./menu.ts";
import { pickUp } from "./pick-up.ts";
import { prompt } from "./prompt.ts";
import { run } from "./run.ts";
import { searchAround } from "./search.ts";
import { lookAround } from "./sight.ts";
import { goDown, goUp } from "./stairs.ts";
import { pace, stepTowards } from "./step.ts";
import { passTime } from "./turn.ts";
import { hasFor, verbIndex, verbList, verbs } from "./verbs.ts";

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

/** Carries a command out; says whether it took time. */
function obey(game: Game, key: number): boolean {
  const { me } = game;
  const fights = me[my.prefix] === command.fight;
  const runs = isRunning(me[my.prefix]);
  me[my.prefix] = 0;
  const step = stepOf(key);
  if (step >= 0 && !runs) {
    const took = stepTowards(game, step, fights ? pace.fight : pace.walk);
    if (me[my.asks] !== 0) {
      me[my.asks] = 0;
      me[my.prompt] = prompt.yesNo;
      me[my.verb] = question.attack;
    }
    return took;
  }
  const far = runs && step >= 0 ? step : runOf(key);
  if (far >= 0) {
    run(game, far);
    return false; // time has passed on the way
  }
  switch (key) {
    case 46: // wait
    case spaceKey:
      return true;
    case command.search:
      game.tally[happened.searched]++;
      searchAround(game, true);
      return true;
    case 60:
      return goUp(game);
    case 62:
      return goDown(game);
    case command.kick:
    case command.open:
    case command.close:
    case command.chat:
    case command.force:
      me[my.prompt] = prompt.direction;
      me[my.verb] = key;
      me[my.promptItem] = 0;
      return false;
    case command.fight:
    case command.move:
    case command.rush:
    case command["rush on"]:
    case command["move far"]:
      me[my.prefix] = key === command.move ? 0 : key;
      return false;
    case command.eat:
      return beginMeal(game);
    case command.quaff:
      if (game.terrain[me[my.cell]] === is.fountain) {
        me[my.prompt] = prompt.yesNo;
        me[my.verb] = question.fountain;
        return false;
      }
      return ask(game, "quaff");
    case command["pick up"]:
      return beginPickUp(game);
    case command.fire:
      if (me[my.quiver] === 0) {
        say(game, "You have nothing ready to throw.");
        return false;
      }
      me[my.prompt] = prompt.direction;
      me[my.verb] = 256 + verbIndex("throw");
      me[my.promptItem] = me[my.quiver];
      return false;
    case command.pray:
      me[my.prompt] = prompt.yesNo;
      me[my.verb] = question.pray;
      return false;
    case command.quit:
      me[my.prompt] = prompt.yesNo;
      me[my.verb] = question.quit;
      return false;
    default:
      return act(game, key);
  }
}

/** Whether a prefix makes the next step a far move. */
const isRunning = (prefix: number) =>
  prefix === command.rush || prefix === command["rush on"] || prefix === command["move far"];

/** Food on the floor first, then what is in the pack. */
function beginMeal(game: Game): boolean {
  const { me, itemAt, itemNext, itemKind } = game;
  if (me[my.levitating] === 0)
    for (let item = itemAt[me[my.cell]]; item !== 0; item = itemNext[item])
      if (classOf[itemKind[item]] === itemClass.food) {
        me[my.prompt] = prompt.yesNo;
        me[my.verb] = question.eat;
        me[my.promptItem] = item;
        return false;
      }
  return ask(game, "eat");
}

function beginPickUp(game: Game): boolean {
  const { me, itemAt, itemNext } = game;
  const item = itemAt[me[my.cell]];
  if (me[my.levitating] > 0) {
    say(game, "You float too high to reach the floor.");
    return false;
  }
  if (item === 0) {
    say(game, "There is nothing here to pick up.");
    return false;
  }
  if (itemNext[item] === 0) return pickUp(game, item);
  openPickUpMenu(game);
  return false;
}

/** Takes the answer to what was asked. */
function answer(game: Game, asked: number, key: number): boolean {
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
