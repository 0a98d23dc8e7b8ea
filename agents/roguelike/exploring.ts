import { wanted } from "./answers.ts";
import { placeToSearch } from "./hidden-ways.ts";
import { ground, paddedCells, steps } from "./map.ts";
import { ask, can, findWays, goDown, type Mind, search, step, under } from "./mind.ts";
import { beneath, note } from "./notes.ts";
import { type Daring, firstStep, straightSteps } from "./routes.ts";

/** Goes where something is still unknown, or down; searches where neither is left. */
export function explore(mind: Mind, isChased: boolean): number {
  const { habits, senses, notes, routes } = mind;
  const isDiving = notes.facts[note.steps] > habits.diveAfter;
  const daresTo = habits.depthAtFirst + habits.depthPerLevel * (senses.experienceLevel - 1);
  const wantsDown = isDiving || senses.depth < daresTo;
  if (wantsDown && under(mind) === ground.stairsDown) return goDown(mind);
  for (let daring = 0; daring <= 2; daring++) {
    findWays(mind, daring as Daring);
    const goal = choosePlace(mind, wantsDown, isDiving);
    if (goal > 0) return step(mind, firstStep(routes, goal), isChased ? 1 : straightSteps(routes, goal));
  }
  const door = kickDoor(mind);
  if (door >= 0) return door;
  findWays(mind, 1);
  const stairs = nearest(mind, ground.stairsDown) || nearest(mind, ground.hole);
  if (stairs > 0) return step(mind, firstStep(routes, stairs), straightSteps(routes, stairs));
  if (under(mind) === ground.stairsDown) return goDown(mind);
  const spot = placeToSearch(mind);
  if (spot === senses.map.hero || spot === 0) return search(mind);
  return step(mind, firstStep(routes, spot), straightSteps(routes, spot));
}

/** The nearest cell of a kind; 0 for none. */
function nearest({ routes, senses }: Mind, kind: number): number {
  for (let i = 1; i < routes.count; i++) if (senses.map.kind[routes.order[i]] === kind) return routes.order[i];
  return 0;
}

/** The nearest place worth going to: treasure, the way down, or where something is still unknown. */
function choosePlace(mind: Mind, wantsDown: boolean, isDiving: boolean): number {
  const { notes } = mind;
  const { map } = mind.senses;
  const { order, distance, count } = mind.routes;
  let [best, cost] = [0, Number.POSITIVE_INFINITY];
  for (let i = 1; i < count; i++) {
    const cell = order[i];
    const kind = map.kind[cell];
    let price = distance[cell];
    if (price >= cost + 30) break;
    if (kind === ground.stairsDown || kind === ground.hole) {
      if (!wantsDown) continue;
      price -= isDiving ? 1000 : 30;
    } else if (map.treasure[cell] !== 0 && !isDiving && notes.been[cell] % beneath === 0) price -= 10;
    else if (!isFrontier(mind, cell)) continue;
    if (price < cost) [best, cost] = [cell, price];
  }
  return best;
}

function isFrontier({ notes, senses }: Mind, cell: number): boolean {
  if (notes.been[cell] % beneath > 0) return false;
  const { kind } = senses.map;
  if (kind[cell] === ground.closedDoor) return true;
  for (let direction = 0; direction < 8; direction++) if (kind[cell + steps[direction]] === ground.unknown) return true;
  return false;
}

/** Kicks a locked door that stands beside the hero, or goes to one. */
function kickDoor(mind: Mind): number {
  const { keys, notes, senses, routes } = mind;
  const { map } = senses;
  if (!can(keys.kick)) return -1;
  let [best, nearestSoFar] = [0, 10_000];
  for (let cell = 0; cell < paddedCells; cell++) {
    if (map.kind[cell] !== ground.closedDoor || notes.blocked[cell] <= senses.turn) continue;
    for (let direction = 0; direction < 4; direction++) {
      const from = cell - steps[direction];
      if (from === map.hero) {
        notes.facts[note.direction] = direction;
        return ask(mind, wanted.kick, keys.kick);
      }
      const far = routes.distance[from];
      if (far > 0 && far < nearestSoFar) [best, nearestSoFar] = [from, far];
    }
  }
  return best > 0 ? step(mind, firstStep(routes, best)) : -1;
}
