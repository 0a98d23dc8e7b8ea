import { itemClass } from "../data/item-classes.ts";
import { classOf, delayOf, isTwoHanded, itemKinds, itemNamed, wornOn } from "../data/items.ts";
import { put, putItem, putLetter, putThisItem, say } from "../display/say.ts";
import { isCursed, learn } from "../items/identify.ts";
import { itemBit } from "../items/place.ts";
import type { Game } from "../state/game.ts";
import { my, wornFields } from "../state/hero.ts";
import { happened } from "../state/tally.ts";
import { task } from "./eat.ts";
import { refit } from "./properties.ts";
import { changeStrength } from "./trouble.ts";

const strengthRing = itemNamed("might", "ring");
const [floatRing, invisibleRing, floatBoots, quickBoots] = [
  itemNamed("levitation", "ring"),
  itemNamed("invisibility", "ring"),
  itemNamed("levitation boots"),
  itemNamed("speed boots"),
];
const strangling = itemNamed("choking", "amulet");

/** Takes an item in hand; 0 for bare hands. */
export function wield(game: Game, item: number): boolean {
  const { me, itemFlags, itemKind, tally, screen } = game;
  const held = me[my.weapon];
  if (item === held && item !== 0) {
    say(game, "You hold that already.");
    return false;
  }
  if (held !== 0 && isCursed(game, held) && classOf[itemKind[held]] === itemClass.weapon) {
    itemFlags[held] |= itemBit.blessingKnown;
    screen.packChanged = true;
    say(game, "You cannot let go of your weapon!");
    return true;
  }
  if (item !== 0 && isTwoHanded[itemKind[item]] && me[my.shield] !== 0) {
    say(game, "It takes two hands, and one holds a shield.");
    return false;
  }
  if (isOn(me, item)) {
    say(game, "Take it off before you take it in hand.");
    return false;
  }
  me[my.weapon] = item;
  if (me[my.quiver] === item) me[my.quiver] = 0;
  screen.packChanged = true;
  if (item === 0) {
    say(game, "Your hands are empty now.");
    return true;
  }
  tally[happened.wielded]++;
  put(game, "You take in hand ");
  putItem(game, item);
  put(game, " (");
  putLetter(game, item);
  say(game, ").");
  if (isCursed(game, item) && classOf[itemKind[item]] === itemClass.weapon) {
    itemFlags[item] |= itemBit.blessingKnown;
    putThisItem(game, item, "The ");
    say(game, " clings to your hand!");
  }
  return true;
}

const isOn = (me: Int32Array, item: number) =>
  item !== 0 &&
  (wornFields.some((field) => field !== 0 && me[field] === item) ||
    me[my.amulet] === item ||
    me[my.leftRing] === item ||
    me[my.rightRing] === item);

/** Puts armour on, if the place for it is free. */
export function wear(game: Game, item: number): boolean {
  const { me, itemKind, itemFlags, tally } = game;
  const kind = itemKind[item];
  const part = wornOn[kind];
  if (isOn(me, item)) {
    say(game, "You wear that already.");
    return false;
  }
  if (me[wornFields[part]] !== 0) {
    put(game, "First take off ");
    putItem(game, me[wornFields[part]]);
    say(game, ".");
    return false;
  }
  if (part === 1 && me[my.cloak] !== 0) {
    say(game, "It does not go over a cloak.");
    return false;
  }
  if (part === 4 && me[my.weapon] !== 0 && isTwoHanded[itemKind[me[my.weapon]]]) {
    say(game, "Your weapon takes both hands and leaves none for a shield.");
    return false;
  }
  me[wornFields[part]] = item;
  if (me[my.weapon] === item) me[my.weapon] = 0;
  itemFlags[item] |= itemBit.plusKnown;
  tally[happened.worn]++;
  me[my.busy] = delayOf[kind] - 1;
  me[my.busyWith] = task.dressing;
  put(game, "You put on ");
  putItem(game, item);
  say(game, ".");
  if (kind === floatBoots || kind === quickBoots) {
    say(game, kind === floatBoots ? "You rise from the floor!" : "Your feet grow light.");
    learn(game, kind);
  }
  refit(game);
  return true;
}

/** Takes armour off, unless it is cursed or something is over it. */
export function takeOff(game: Game, item: number): boolean {
  const { me, itemKind } = game;
  const part = wornOn[itemKind[item]];
  if (part === 1 && me[my.cloak] !== 0) {
    say(game, "The cloak over it has to come off first.");
    return false;
  }
  if (isStuck(game, item)) return true;
  me[wornFields[part]] = 0;
  me[my.busy] = delayOf[itemKind[item]] - 1;
  me[my.busyWith] = task.dressing;
  put(game, "You take off ");
  putItem(game, item);
  say(game, ".");
  refit(game);
  return true;
}

function isStuck(game: Game, item: number): boolean {
  if (!isCursed(game, item)) return false;
  say(game, "It will not come off: it is cursed.");
  game.itemFlags[item] |= itemBit.blessingKnown;
  game.screen.packChanged = true;
  return true;
}

/** Puts on a ring or an amulet. */
export function putOn(game: Game, item: number): boolean {
  const { me, itemKind, itemPlus, tally } = game;
  const kind = itemKind[item];
  if (isOn(me, item)) {
    say(game, "You wear that already.");
    return false;
  }
  if (classOf[kind] === itemClass.amulet) {
    if (itemKinds[kind].name.startsWith("Orb")) {
      say(game, "You cannot wear the Orb.");
      return false;
    }
    if (me[my.amulet] !== 0) {
      say(game, "There is an amulet around your neck already.");
      return false;
    }
    me[my.amulet] = item;
    if (kind === strangling) {
      say(game, "It tightens around your neck!");
      learn(game, kind);
    }
  } else if (me[my.rightRing] === 0) me[my.rightRing] = item;
  else if (me[my.leftRing] === 0) me[my.leftRing] = item;
  else {
    say(game, "Your hands are full of rings.");
    return false;
  }
  if (me[my.weapon] === item) me[my.weapon] = 0;
  tally[happened.worn]++;
  put(game, "You put on ");
  putItem(game, item);
  say(game, ".");
  if (kind === strengthRing) {
    changeStrength(game, itemPlus[item]);
    learn(game, kind);
  } else if (kind === floatRing) {
    say(game, "You rise from the floor!");
    learn(game, kind);
  } else if (kind === invisibleRing) {
    say(game, "Your hands fade from sight.");
    learn(game, kind);
  }
  refit(game);
  return true;
}

/** Takes off a ring or an amulet. */
export function remove(game: Game, item: number): boolean {
  const { me, itemKind, itemPlus } = game;
  if (isStuck(game, item)) return true;
  if (me[my.amulet] === item) me[my.amulet] = 0;
  if (me[my.leftRing] === item) me[my.leftRing] = 0;
  if (me[my.rightRing] === item) me[my.rightRing] = 0;
  if (itemKind[item] === strengthRing) changeStrength(game, -itemPlus[item]);
  put(game, "You take off ");
  putItem(game, item);
  say(game, ".");
  refit(game);
  return true;
}

/** Whether an item is on the hero's body, hands or neck. */
export const isWearing = ({ me }: Game, item: number): boolean => isOn(me, item);
