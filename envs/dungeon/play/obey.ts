import { itemClass } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { terrain as is } from "../data/terrain.ts";
import { say } from "../display/say.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { act, ask, question } from "./commands.ts";
import { command, runOf, spaceKey, stepOf } from "./keys.ts";
import { openPickUpMenu } from "./menu.ts";
import { pickUp } from "./pick-up.ts";
import { prompt } from "./prompt.ts";
import { run } from "./run.ts";
import { searchAround } from "./search.ts";
import { goDown, goUp } from "./stairs.ts";
import { stepTowards } from "./step.ts";
import { verbIndex } from "./verbs.ts";
import { pace } from "./walk.ts";

/** Carries a command out; says whether it took time. */
export function obey(game: Game, key: number): boolean {
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
