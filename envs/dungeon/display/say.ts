import { monsterKinds } from "../data/monsters.ts";
import { letterOf, slotOf } from "../items/lists.ts";
import { writeItem } from "../items/names.ts";
import { monsterBit } from "../monsters/state.ts";
import { type Game, messageRoom } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { isNoticed } from "./map.ts";
import { type Pen, write, writeCode, writeNumber } from "./pen.ts";

// Messages of a turn stand one after another in `game.message`, each ended by a line feed, until they are shown.

const pen: Pen = { bytes: new Uint8Array(0), at: 0, end: 0 };
const lineFeed = 10;

function open(game: Game): Pen {
  pen.bytes = game.message;
  pen.at = game.me[my.messageLength];
  pen.end = messageRoom - 1;
  return pen;
}

/** Writes a part of a message. */
export function put(game: Game, text: string): void {
  write(open(game), text);
  game.me[my.messageLength] = pen.at;
}

export function putNumber(game: Game, value: number): void {
  writeNumber(open(game), value);
  game.me[my.messageLength] = pen.at;
}

const longestEnd = 90; // of a message: its last part

/** Writes the last part of a message. Where there is no room for it the message is dropped: none is left without an end. */
export function say(game: Game, text: string): void {
  open(game);
  if (pen.at > messageRoom - longestEnd) return dropUnfinished(game);
  write(pen, text);
  writeCode(pen, lineFeed);
  game.me[my.messageLength] = pen.at;
}

function dropUnfinished({ me, message }: Game): void {
  let at = me[my.messageLength];
  while (at > 0 && message[at - 1] !== lineFeed) at--;
  me[my.messageLength] = at;
}

/** Writes an item with its number or article. */
export function putItem(game: Game, item: number, count = game.itemCount[item]): void {
  writeItem(open(game), game, item, count, true);
  game.me[my.messageLength] = pen.at;
}

/** Writes the letter of an item in the pack. */
export function putLetter(game: Game, item: number): void {
  writeCode(open(game), letterOf(slotOf(game, item)));
  game.me[my.messageLength] = pen.at;
}

/** Writes an item as `the dagger`, `your` where it is carried. */
export function putThisItem(game: Game, item: number, article: string): void {
  const to = open(game);
  write(to, article);
  writeItem(to, game, item, game.itemCount[item], false);
  game.me[my.messageLength] = to.at;
}

/** Writes `the goblin`, or `it` where the monster is not noticed. */
export function putMonster(game: Game, monster: number, first = false): void {
  if (!isNoticed(game, monster)) return put(game, first ? "It" : "it");
  if (game.monsterTame[monster] > 0) put(game, first ? "Your " : "your ");
  else put(game, first ? "The " : "the ");
  if (game.monsterState[monster] & monsterBit.invisible) put(game, "invisible ");
  put(game, monsterKinds[game.monsterKind[monster]].name);
}

/** A message of the form `The goblin ...`, where the hero notices it. */
export function sayOf(game: Game, monster: number, text: string): void {
  if (!isNoticed(game, monster)) return;
  putMonster(game, monster, true);
  say(game, text);
}

/** Forgets the messages of earlier turns. */
export function clearMessages({ me }: Game): void {
  me[my.messageLength] = 0;
  me[my.messageShown] = 0;
  me[my.promptCount] = 0;
}

export function putAmount(game: Game, amount: number): void {
  putNumber(game, amount);
  put(game, amount === 1 ? " gold piece" : " gold pieces");
}
