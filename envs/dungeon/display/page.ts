import { classNames } from "../data/item-classes.ts";
import { classOf } from "../data/items.ts";
import { letterOf } from "../items/lists.ts";
import { writeItem, writeUse } from "../items/names.ts";
import { entryItem, isMarked } from "../play/menu.ts";
import { prompt } from "../play/prompt.ts";
import { verbList } from "../play/verbs.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { type Pen, write, writeCode } from "./pen.ts";

const lineWidth = 80;
const left = 28; // column where a page begins
const lastRow = 22;
const pen: Pen = { bytes: new Uint8Array(0), at: 0, end: 0 };

/** Whether a list covers part of the terminal. */
export const hasPage = ({ me }: Game): boolean =>
  me[my.prompt] === prompt.page ||
  me[my.prompt] === prompt.menu ||
  (me[my.prompt] === prompt.item && me[my.promptSet] !== 0);

/** Writes the list over the map: the inventory by classes, what fits a question, or what can be picked up. */
export function showPage(game: Game): void {
  pen.bytes = game.screen.out.tty_chars;
  if (game.me[my.prompt] === prompt.menu) showMenu(game);
  else showInventory(game);
}

function showInventory(game: Game): void {
  const { me, pack, itemKind, itemCount } = game;
  const verb = me[my.prompt] === prompt.item ? verbList[me[my.verb] - 256] : undefined;
  let row = 1;
  for (const group of Object.keys(classNames)) {
    let isHeaded = false;
    for (let slot = 0; slot < pack.length; slot++) {
      const item = pack[slot];
      if (item === 0 || classOf[itemKind[item]] !== Number(group) || (verb && !verb.isFor(game, item))) continue;
      if (!isHeaded && row < lastRow) {
        open(game, row++);
        write(pen, classNames[Number(group)]);
        close(game, row - 1, true);
      }
      isHeaded = true;
      if (row >= lastRow) return;
      open(game, row);
      writeCode(pen, letterOf(slot));
      write(pen, " - ");
      writeItem(pen, game, item, itemCount[item], true);
      writeUse(pen, game, item);
      close(game, row++, false);
    }
  }
  open(game, row);
  write(pen, row === 1 ? "You carry nothing." : "(end)");
  close(game, row, false);
}

function showMenu(game: Game): void {
  const { me, itemCount } = game;
  let row = 1;
  for (let entry = 0; entry < me[my.menuTop] && row < lastRow; entry++, row++) {
    open(game, row);
    writeCode(pen, 97 + entry);
    write(pen, isMarked(game, entry) ? " + " : " - ");
    const item = entryItem(game, entry);
    writeItem(pen, game, item, itemCount[item], true);
    close(game, row, false);
  }
  open(game, row);
  write(pen, "(end)");
  close(game, row, false);
}

function open(_: Game, row: number): void {
  pen.at = row * lineWidth + left;
  pen.end = (row + 1) * lineWidth;
  writeCode(pen, 32);
}

function close({ screen }: Game, row: number, isBright: boolean): void {
  const { tty_chars, tty_colors } = screen.out;
  const start = row * lineWidth + left;
  for (let at = start; at < pen.at; at++) tty_colors[at] = isBright ? 15 : 7;
  for (let at = pen.at; at < pen.end; at++) {
    tty_chars[at] = 32;
    tty_colors[at] = 0;
  }
}
