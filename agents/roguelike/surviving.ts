import { choiceFor, wanted } from "./answers.ts";
import { enemyNear } from "./fighting.ts";
import { ground } from "./map.ts";
import { ask, can, findWays, type Mind, search, step, under } from "./mind.ts";
import { note } from "./notes.ts";
import { firstStep } from "./routes.ts";

const yes = "y".charCodeAt(0);
const remembered = 4; // letters of items that were of no use

/** The letter of an item that will do and was not tried; 0 for none. */
export const choose = ({ notes: { facts }, leaves, row }: Mind, want: number): number =>
  choiceFor(want, leaves, row, (letter) => {
    for (let i = 0; i < remembered; i++) if (facts[note.tried + i] === letter) return true;
    return false;
  });

/** Prays when dying or weak with hunger, unless the last prayer is too near; -1 otherwise. */
export function pray(mind: Mind): number {
  const { keys, senses, notes } = mind;
  const { hp, hpMax, turn, hunger } = senses;
  const { facts } = notes;
  if (!can(keys.pray) || (hp * 5 >= hpMax && hunger < 3) || turn <= 150) return -1;
  if (facts[note.prayed] !== 0 && turn <= facts[note.prayed] + 260) return -1;
  facts[note.prayed] = turn;
  return ask(mind, wanted.pray, keys.pray);
}

/** Drinks what heals, or what nobody knows, when an enemy is at a wounded hero; -1 otherwise. */
export function heal(mind: Mind): number {
  const { keys, senses } = mind;
  const isInNeed = senses.hp * 3 < senses.hpMax && can(keys.quaff) && enemyNear(mind, 1);
  return isInNeed && choose(mind, wanted.heal) ? ask(mind, wanted.heal, keys.quaff) : -1;
}

/** Eats when hungry: what was slain a moment ago, or what is in the pack; -1 otherwise. */
export function dine(mind: Mind): number {
  const { keys, senses, notes } = mind;
  const { turn, hunger } = senses;
  if (hunger < 2) return -1;
  if (!enemyNear(mind, 2)) {
    const meal = freshMeal(mind);
    if (meal >= 0) return meal;
  }
  if (notes.facts[note.full] >= turn) return -1;
  const letter = choose(mind, wanted.eat);
  if (!letter || !can(keys.letter(letter))) return -1;
  notes.facts[note.full] = turn + 20;
  return ask(mind, wanted.eat, keys.eat);
}

/** Goes and eats what was slain a moment ago; -1 where there is nothing to eat. */
function freshMeal(mind: Mind): number {
  const { keys, senses, notes, routes } = mind;
  const { facts } = notes;
  const cell = facts[note.prey];
  if (cell === 0 || senses.turn > facts[note.slain] + 20 || !can(keys.eat) || !can(keys.letter(yes))) return -1;
  if (cell === senses.map.hero) {
    facts[note.prey] = 0;
    return ask(mind, wanted.meat, keys.eat);
  }
  findWays(mind, 0);
  return routes.distance[cell] > 0 && routes.distance[cell] < 6 ? step(mind, firstStep(routes, cell)) : -1;
}

/** Waits for wounds to close, on stairs where some are near. */
export function rest(mind: Mind): number {
  const here = under(mind);
  if (here !== ground.stairsDown && (here !== ground.stairsUp || mind.senses.depth === 1)) {
    const stairs = stairsWithin(mind, 30);
    if (stairs > 0) return step(mind, firstStep(mind.routes, stairs));
  }
  return search(mind);
}

/** The nearest stairs that can be taken, within some steps. */
function stairsWithin(mind: Mind, reach: number): number {
  const { routes } = mind;
  const { map, depth } = mind.senses;
  findWays(mind, 0);
  for (let i = 1; i < routes.count; i++) {
    const cell = routes.order[i];
    if (routes.distance[cell] > reach) return 0;
    if (map.kind[cell] === ground.stairsDown || (map.kind[cell] === ground.stairsUp && depth > 1)) return cell;
  }
  return 0;
}
