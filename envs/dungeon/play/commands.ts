import { trapMask, trapNames, trapSeen } from "../data/traps.ts";
import { takesAn } from "../display/pen.ts";
import { put, putAmount, putItem, putNumber, say } from "../display/say.ts";
import { sit } from "../hero/talk.ts";
import { isWearing, takeOff, wield } from "../hero/wear.ts";
import { placesInWords } from "../levels/places.ts";
import type { Game } from "../state/game.ts";
import { offsets } from "../state/grid.ts";
import { my, wornFields } from "../state/hero.ts";
import { lookHere } from "./arrive.ts";
import { excuseFor } from "./excuses.ts";
import { command } from "./keys.ts";
import { prompt } from "./prompt.ts";
import { pay } from "./shop.ts";
import { hasFor, type VerbName, verbIndex, verbs } from "./verbs.ts";

/** Questions that are answered by yes or no: `me[my.verb]`. */
export const question = { attack: 1, eat: 2, fountain: 3, pray: 4, quit: 5, kick: 6 } as const;

/** Asks for an item to do something with, if there is one. */
export function ask(game: Game, name: VerbName): false {
  const { me } = game;
  const verb = verbs[name];
  if (!hasFor(game, verb)) {
    put(game, "You have nothing to ");
    put(game, verb.question);
    say(game, ".");
    return false;
  }
  me[my.prompt] = prompt.item;
  me[my.verb] = 256 + verbIndex(name);
  me[my.promptSet] = 0;
  return false;
}

const verbOf = new Map<number, VerbName>([
  [command.read, "read"],
  [command.zap, "zap"],
  [command.throw, "throw"],
  [command.wield, "wield"],
  [command.wear, "wear"],
  [command["put on"], "putOn"],
  [command.remove, "remove"],
  [command.drop, "drop"],
  [command["drop type"], "drop"],
  [command.apply, "apply"],
  [command.quiver, "quiver"],
]);

/** The other commands; says whether one took time. */
export function act(game: Game, key: number): boolean {
  const { me } = game;
  const verb = verbOf.get(key);
  if (verb) return ask(game, verb);
  switch (key) {
    case command["take off"]:
      return takeOffOne(game);
    case command["take off all"]:
      return ask(game, "takeOff");
    case command.swap: {
      const other = me[my.quiver];
      return wield(game, other);
    }
    case command.look:
      lookHere(game);
      return false;
    case command["see trap"]:
      seeTraps(game);
      return false;
    case command["see gold"]:
      put(game, "Your purse holds ");
      putAmount(game, me[my.gold]);
      say(game, ".");
      return false;
    case command["see weapon"]:
      return show(game, me[my.weapon], "Your hands are empty.");
    case command["see armour"]:
      return seeArmour(game);
    case command["see amulet"]:
      return show(game, me[my.amulet], "You wear no amulet.");
    case command["see rings"]:
      if (me[my.leftRing] !== 0 && me[my.rightRing] !== 0) show(game, me[my.leftRing], "");
      return show(game, me[my.rightRing] || me[my.leftRing], "You wear no rings.");
    case command.inventory:
    case command["inventory type"]:
    case command["see all"]:
    case command["see tools"]:
      me[my.prompt] = prompt.page;
      return false;
    case command.pay:
      return pay(game);
    case command.sit:
      return sit(game);
    case command.autopickup:
      me[my.autopickup] ^= 1;
      say(game, me[my.autopickup] ? "You pick things up as you walk." : "You leave things where they lie.");
      return false;
    case command.attributes:
      put(game, "You are at experience level ");
      putNumber(game, me[my.level]);
      put(game, " and have killed ");
      putNumber(game, me[my.kills]);
      say(game, me[my.kills] === 1 ? " monster." : " monsters.");
      return false;
    case command.overview:
      say(game, placesInWords(me[my.place]));
      return false;
    case command.wipe:
      say(game, "Your face is clean.");
      return true;
    case command.redraw:
      game.screen.stale = true;
      return false;
    case command.escape:
    case 13:
      return false;
    default:
      say(game, excuseFor(key));
      return false;
  }
}

function show(game: Game, item: number, none: string): false {
  if (item === 0) say(game, none);
  else {
    putItem(game, item);
    say(game, ".");
  }
  return false;
}

/** Takes off the only piece of armour, or asks which. */
function takeOffOne(game: Game): boolean {
  const { me } = game;
  let [count, only] = [0, 0];
  for (const field of wornFields) {
    if (field === 0 || me[field] === 0) continue;
    count++;
    only = me[field];
  }
  if (count === 1 && isWearing(game, only)) return takeOff(game, only);
  return ask(game, "takeOff");
}

function seeArmour(game: Game): false {
  const { me } = game;
  let count = 0;
  for (const field of wornFields) {
    if (field === 0 || me[field] === 0) continue;
    count++;
    show(game, me[field], "");
  }
  if (count === 0) say(game, "You wear no armour.");
  return false;
}

function seeTraps(game: Game): void {
  const { me, traps } = game;
  let count = 0;
  for (let direction = 0; direction < 8; direction++) {
    const at = traps[me[my.cell] + offsets[direction]];
    if ((at & trapSeen) === 0 || (at & trapMask) === 0) continue;
    count++;
    const name = trapNames[at & trapMask];
    put(game, takesAn(name) ? "That is an " : "That is a ");
    put(game, name);
    say(game, ".");
  }
  if (count === 0) say(game, "You know of no trap here.");
}
