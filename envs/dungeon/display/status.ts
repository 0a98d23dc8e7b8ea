import { ranks } from "../data/roles.ts";
import { burdenNames, burdenOf } from "../items/burden.ts";
import { branchOf, depthOf } from "../levels/places.ts";
import { pointsOf } from "../play/points.ts";
import type { Game } from "../state/game.ts";
import { columnOf, rowOf } from "../state/grid.ts";
import { my } from "../state/hero.ts";
import { hungerNames, hungerOf } from "./hunger.ts";
import { type Pen, write, writeNumber } from "./pen.ts";

export const blstats = 27;
const time = 20; // index of the turn among the 27

/** Bits of the condition mask, NLE's. */
export const condition = {
  strangled: 4,
  foodPoisoned: 8,
  blind: 32,
  stunned: 128,
  confused: 256,
  levitating: 1024,
} as const;

const now = new Int32Array(blstats);
const pen: Pen = { bytes: new Uint8Array(0), at: 0, end: 0 };
const lineWidth = 80;
const lines = [22 * lineWidth, 23 * lineWidth] as const;

function measure(game: Game): void {
  const { me } = game;
  now[0] = columnOf(me[my.cell]);
  now[1] = rowOf(me[my.cell]);
  now[2] = now[3] = me[my.strength];
  now[4] = me[my.dexterity];
  now[5] = me[my.constitution];
  now[6] = me[my.intelligence];
  now[7] = me[my.wisdom];
  now[8] = me[my.charisma];
  now[9] = pointsOf(game);
  now[10] = me[my.hp] < 0 ? 0 : me[my.hp];
  now[11] = me[my.hpMax];
  now[12] = me[my.depth];
  now[13] = me[my.gold];
  now[14] = me[my.energy];
  now[15] = me[my.energyMax];
  now[16] = me[my.armourClass];
  now[17] = 0; // levels of the monster that one has turned into
  now[18] = me[my.level];
  now[19] = me[my.experience];
  now[20] = me[my.turn];
  now[21] = hungerOf(me[my.nutrition]);
  now[22] = burdenOf(game);
  now[23] = branchOf(me[my.place]);
  now[24] = depthOf(me[my.place]);
  now[25] =
    (me[my.strangled] > 0 ? condition.strangled : 0) |
    (me[my.sick] > 0 ? condition.foodPoisoned : 0) |
    (me[my.blind] > 0 ? condition.blind : 0) |
    (me[my.stunned] > 0 ? condition.stunned : 0) |
    (me[my.confused] > 0 ? condition.confused : 0) |
    (me[my.levitating] > 0 ? condition.levitating : 0);
  now[26] = me[my.alignment] < 0 ? -1 : 0;
}

/** Writes `blstats` and the two lines at the bottom, as far as they changed. */
export function showStatus(game: Game, everything: boolean): void {
  const { screen } = game;
  const { blstats: shown, tty_chars } = screen.out;
  const { status } = screen;
  measure(game);
  let changed = everything;
  for (let i = 0; i < blstats; i++) {
    if (i > 1 && i !== time && status[i] !== now[i]) changed = true;
    if (everything || status[i] !== now[i]) shown[i] = status[i] = now[i];
  }
  if (changed) {
    writeLine(game, 0);
    writeLine(game, 1);
    return;
  }
  // only time went by, most often
  pen.bytes = tty_chars;
  pen.at = lines[1] + screen.timeColumn;
  pen.end = lines[1] + lineWidth;
  const digits = digitsOf(now[time]);
  if (digits !== screen.timeDigits) return writeLine(game, 1);
  writeNumber(pen, now[time]);
}

const digitsOf = (value: number) => (value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5);

function writeLine(game: Game, which: 0 | 1): void {
  const { screen } = game;
  const { tty_chars, tty_colors } = screen.out;
  const start = lines[which];
  pen.bytes = tty_chars;
  pen.at = start;
  pen.end = start + lineWidth;
  if (which === 0) firstLine(game);
  else secondLine(game);
  const length = pen.at - start;
  for (let at = start; at < pen.at; at++) tty_colors[at] = 7;
  const before = screen.lineLengths[22 + which];
  for (let at = pen.at; at < start + before; at++) {
    tty_chars[at] = 32;
    tty_colors[at] = 0;
  }
  screen.lineLengths[22 + which] = length;
}

function labelled(label: string, value: number): void {
  write(pen, label);
  writeNumber(pen, value);
}

function firstLine({ me }: Game): void {
  write(pen, "Agent the ");
  write(pen, ranks[me[my.role]][Math.min(5, (me[my.level] / 4) | 0)]);
  while (pen.at < lines[0] + 30) write(pen, " ");
  labelled(" St:", now[2]);
  labelled(" Dx:", now[4]);
  labelled(" Co:", now[5]);
  labelled(" In:", now[6]);
  labelled(" Wi:", now[7]);
  labelled(" Ch:", now[8]);
  labelled(" S:", now[9]);
}

function secondLine(game: Game): void {
  labelled("Dlvl:", now[12]);
  labelled(" $:", now[13]);
  labelled(" HP:", now[10]);
  labelled("(", now[11]);
  labelled(") AC:", now[16]);
  labelled(" Xp:", now[18]);
  labelled("/", now[19]);
  write(pen, " T:");
  game.screen.timeColumn = pen.at - lines[1];
  game.screen.timeDigits = digitsOf(now[time]);
  writeNumber(pen, now[time]);
  for (const name of [hungerNames[now[21]], burdenNames[now[22]]]) word(name);
  if (now[25] & condition.foodPoisoned) word("FoodPois");
  if (now[25] & condition.strangled) word("Strngl");
  if (now[25] & condition.blind) word("Blind");
  if (now[25] & condition.confused) word("Conf");
  if (now[25] & condition.stunned) word("Stun");
  if (now[25] & condition.levitating) word("Lev");
}

function word(name: string): void {
  if (name === "") return;
  write(pen, " ");
  write(pen, name);
}
