import { monsterKinds } from "../data/monsters.ts";
import { letterOf } from "../items/lists.ts";
import { writeItem } from "../items/names.ts";
import { question } from "../play/commands.ts";
import { prompt } from "../play/prompt.ts";
import { verbList } from "../play/verbs.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { type Pen, write, writeCode } from "./pen.ts";

const pen: Pen = { bytes: new Uint8Array(160), at: 0, end: 160 };

/** What the game asks, as bytes that belong to this module until the next call; the number of bytes is returned. */
export const questionBytes = pen.bytes;
export function writeQuestion(game: Game): number {
  const { me } = game;
  pen.at = 0;
  switch (me[my.prompt]) {
    case prompt.direction:
      write(pen, "Which way? ");
      break;
    case prompt.item:
      askForItem(game);
      break;
    case prompt.yesNo:
      askYesNo(game);
      break;
    case prompt.menu:
      write(pen, "Take which of these?");
      break;
    default:
  }
  return pen.at;
}

function askForItem(game: Game): void {
  const { me, pack, rules } = game;
  const verb = verbList[me[my.verb] - 256];
  write(pen, "Which thing to ");
  write(pen, verb.question);
  write(pen, "? [");
  if (verb.takesNone) write(pen, "- ");
  let first = -1; // of a row of letters
  for (let slot = 0; slot <= pack.length; slot++) {
    const isOffered = slot < pack.length && pack[slot] !== 0 && verb.isFor(game, pack[slot]);
    if (isOffered) {
      if (first < 0) first = slot;
      continue;
    }
    if (first < 0) continue;
    writeCode(pen, letterOf(first));
    if (slot - first > 2) write(pen, "-");
    if (slot - first > 1) writeCode(pen, letterOf(slot - 1));
    first = -1;
  }
  if (rules.listKeys) {
    write(pen, " or ");
    write(pen, rules.listKeys);
  }
  write(pen, "] ");
}

function askYesNo(game: Game): void {
  const { me, monsterKind, monsterTame } = game;
  switch (me[my.verb]) {
    case question.attack:
      write(pen, "Attack the peaceful ");
      write(pen, monsterKinds[monsterKind[me[my.promptCell]]].name);
      write(pen, "? [yn] (n) ");
      break;
    case question.kick:
      write(pen, monsterTame[me[my.promptCell]] > 0 ? "Kick your " : "Kick the peaceful ");
      write(pen, monsterKinds[monsterKind[me[my.promptCell]]].name);
      write(pen, "? [yn] (n) ");
      break;
    case question.eat:
      write(pen, "Eat ");
      writeItem(pen, game, me[my.promptItem], game.itemCount[me[my.promptItem]], true);
      write(pen, " from the floor? [yn] (n) ");
      break;
    case question.fountain:
      write(pen, "Drink from the fountain? [yn] (n) ");
      break;
    case question.pray:
      write(pen, "Call on the god of the deep? [yn] (n) ");
      break;
    default:
      write(pen, "Give up and end the game? [yn] (n) ");
  }
}
