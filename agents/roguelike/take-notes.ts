import { wanted } from "./answers.ts";
import { ground, steps } from "./map.ts";
import { beneath, type Notes, note } from "./notes.ts";
import type { Senses } from "./senses.ts";

/** A message that says that the hero has killed something, and what is better not eaten. */
const slain = /You have slain|You kill/;
const unfit =
  /kobold|zombie|mummy|ghoul|centipede|spider|warrior ant|wasp|viper|snake|mould|slime|ooze|imp|eye|dog|cat|kitten|salamander|dragon|fiend/;

const forGood = 1e6; // a turn that no game reaches

/** Remembers what is seen, and what came of the last step. */
export function takeNotes(
  { map, level, turn, message }: Senses,
  { facts, been, blocked }: Notes,
  isPassive: (cell: number) => boolean,
): void {
  const { hero, kind, marks, markCount } = map;
  if (facts[note.level] !== level) {
    facts[note.level] = level;
    facts[note.arrived] = facts[note.steps];
    facts[note.target] = 0;
    been.fill(0);
    blocked.fill(0);
    if (facts[note.took] !== 0) been[hero] = facts[note.took] * beneath;
  }
  facts[note.took] = 0;
  for (let i = 0; i < markCount; i++) {
    const cell = marks[i];
    been[cell] = (been[cell] % beneath) + kind[cell] * beneath;
  }
  if (been[hero] % beneath === 0) been[hero]++;
  const target = facts[note.target];
  const hasKicked = facts[note.wanted] === wanted.kick;
  if (hasKicked) {
    const door = hero + steps[facts[note.direction]];
    if (kind[door] !== ground.closedDoor) blocked[door] = 0;
  } else if (target !== 0 && facts[note.from] === hero) {
    if (message.includes("locked")) blocked[target] = forGood;
    else if (message.includes("budge") || message.includes("fit through")) blocked[target] = turn + 300;
    else if (facts[note.turn] === turn) blocked[target] = turn + 10;
  }
  if (target !== 0 && slain.test(message) && !unfit.test(message)) {
    facts[note.prey] = target;
    facts[note.slain] = turn;
  }
  for (let i = 0; i < map.monsterCount; i++) if (isPassive(map.monsters[i])) blocked[map.monsters[i]] = turn + 300;
  facts[note.stuck] = facts[note.turn] === turn ? facts[note.stuck] + 1 : 0;
}
