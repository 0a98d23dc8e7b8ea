import { apart, isPassive } from "./enemies.ts";
import { ground, steps } from "./map.ts";
import { type Mind, step, under } from "./mind.ts";
import { beneath, note } from "./notes.ts";
import { isDoor } from "./routes.ts";
import { charAt, colourAt, glyphAt } from "./senses.ts";

const remembered = 4; // glyphs of peaceful monsters

/** Remembers that monsters of a glyph are peaceful. */
export function becalm({ notes: { facts } }: Mind, glyph: number): void {
  for (let i = remembered - 1; i > 0; i--) facts[note.calm + i] = facts[note.calm + i - 1];
  facts[note.calm] = glyph + 1;
}

/** Whether a monster harms only those who touch it. */
export const isHarmless = ({ leaves, row }: Mind, cell: number): boolean =>
  isPassive(charAt(leaves, row, cell), colourAt(leaves, row, cell));

function isCalm({ leaves, row, notes }: Mind, cell: number): boolean {
  const glyph = glyphAt(leaves, row, cell);
  for (let i = 0; i < remembered; i++) if (notes.facts[note.calm + i] === glyph + 1) return true;
  return false;
}

const isEnemy = (mind: Mind, cell: number): boolean => !isCalm(mind, cell) && !isHarmless(mind, cell);

/** Whether somebody who may be an enemy is within some cells. */
export function enemyNear(mind: Mind, reach: number): boolean {
  const { map } = mind.senses;
  for (let i = 0; i < map.monsterCount; i++) {
    const cell = map.monsters[i];
    if (isEnemy(mind, cell) && apart(cell, map.hero) <= reach) return true;
  }
  return false;
}

/** Strikes at an enemy who stands next to the hero; -1 where there is none. */
export function strike(mind: Mind): number {
  const { map } = mind.senses;
  const inDoor = isDoor(under(mind));
  for (let direction = 0; direction < 8; direction++) {
    const cell = map.hero + steps[direction];
    if (map.kind[cell] !== ground.monster || !isEnemy(mind, cell)) continue;
    if (direction >= 4 && (inDoor || isDoor(Math.floor(mind.notes.been[cell] / beneath)))) continue;
    return step(mind, direction);
  }
  return -1;
}
