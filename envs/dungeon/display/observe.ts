import { prompt } from "../play/prompt.ts";
import type { Game } from "../state/game.ts";
import { cells, columnOf, rowOf } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { drawCell, drawStone, showCell, stone } from "./map.ts";
import { showPack } from "./pack.ts";
import { hasPage, showPage } from "./page.ts";
import { questionBytes, writeQuestion } from "./question.ts";
import type { Screen } from "./screen.ts";
import { showStatus } from "./status.ts";
import { showTopLine } from "./top-line.ts";

const refreshEvery = 100; // steps after which everything is written, so that no byte depends on what once was there
const mapRows = 21;
const lineWidth = 80;

/** Brings the observation up to date: what changed, or all of it where it is stale. */
export function observe(game: Game): void {
  const { screen, me } = game;
  const { out } = screen;
  const isCovered = hasPage(game);
  if (screen.covered && !isCovered) screen.stale = true;
  const isDue = ++screen.age >= refreshEvery;
  if (isDue && !screen.stale) screen.age = 0; // a reset does not count: steps write everything, too
  const all = screen.stale || isDue;
  if (screen.stale) redraw(game);
  else if (isDue) redrawAsShown(screen);
  if (all) refresh(game);
  const { touched, isTouched } = screen;
  for (let i = 0; i < screen.touchedCount; i++) {
    const cell = touched[i];
    isTouched[cell] = 0;
    showCell(game, cell);
  }
  screen.touchedCount = 0;
  if (screen.packChanged || all) {
    showPack(game, all);
    screen.packVersion++;
  }
  screen.packChanged = false;
  showStatus(game, all);
  const asked = writeQuestion(game);
  const length = showTopLine(game, questionBytes, asked);
  if (isCovered) showPage(game);
  screen.covered = isCovered;
  if (asked > 0 || me[my.prompt] === prompt.more) {
    out.tty_cursor[0] = 0;
    out.tty_cursor[1] = length < lineWidth ? length : lineWidth - 1;
  } else {
    out.tty_cursor[0] = rowOf(me[my.cell]) + 1;
    out.tty_cursor[1] = columnOf(me[my.cell]);
  }
  screen.stale = false;
}

/** Draws all of the map: stone first, as most of it is, then what the hero may know of. */
function redraw(game: Game): void {
  const { screen, memory, sight, monsterAt, me } = game;
  const here = me[my.cell];
  drawStone(screen);
  screen.shown.fill(stone);
  for (let i = 0; i < screen.touchedCount; i++) screen.isTouched[screen.touched[i]] = 0;
  screen.touchedCount = 0;
  for (let cell = 0; cell < cells; cell++)
    if (memory[cell] !== stone || sight[cell] !== 0 || monsterAt[cell] !== 0 || cell === here) showCell(game, cell);
}

function redrawAsShown(screen: Screen): void {
  drawStone(screen);
  const { shown } = screen;
  for (let cell = 0; cell < cells; cell++) if (shown[cell] !== stone) drawCell(screen, cell, shown[cell]);
}

/** Makes the lines be written in full: after a reset, after loading, and now and then. */
function refresh(game: Game): void {
  const { screen } = game;
  const { out } = screen;
  for (let row = 1; row <= mapRows; row++) {
    out.tty_chars[row * lineWidth + lineWidth - 1] = 32;
    out.tty_colors[row * lineWidth + lineWidth - 1] = 0;
  }
  screen.lineLengths.fill(lineWidth);
  screen.messageLength = out.message.length;
}
