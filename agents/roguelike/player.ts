import { answer, choiceFor, wanted } from "./answers.ts";
import { apart, isPassive } from "./enemies.ts";
import type { Keys } from "./keys.ts";
import { ground, paddedCells, steps } from "./map.ts";
import { beneath, type Notes, note, notesIn } from "./notes.ts";
import { type Daring, findRoutes, firstStep, isDoor, newRoutes, straightSteps } from "./routes.ts";
import { charAt, colourAt, glyphAt, type Leaves, newSenses, sense } from "./senses.ts";
import { takeNotes } from "./take-notes.ts";

/** How the player goes about it. */
export interface Habits {
  /** Depth that a hero of a level dares to go to, at first and for every experience level more. */
  readonly depthAtFirst: number;
  readonly depthPerLevel: number;
  /** Steps in an episode after which it goes down as fast as it can. */
  readonly diveAfter: number;
  /** Share of the hit points below which it rests where nobody is near. */
  readonly restBelow: number;
  /** Waits for enemies that are so near, to strike first. */
  readonly waitFor: number;
}

const can = (action: number) => action >= 0;

/** Plays a game, step by step, by what is seen of it. */
export function player(keys: Keys, habits: Habits) {
  const senses = newSenses();
  const routes = newRoutes();
  let notes: Notes;
  let leaves: Leaves;
  let row = 0;

  /** @returns the index of an action; what it remembers is in the row of `state` */
  return function decide(observed: Leaves, inRow: number, state: Float32Array, isStart: boolean): number {
    leaves = observed;
    row = inRow;
    notes = notesIn(state, row);
    if (isStart) notes.facts.fill(0);
    sense(senses, leaves, row);
    const { facts } = notes;
    facts[note.steps]++;
    const answered = answer(senses.message, keys, facts, choose);
    if (answered >= 0) {
      if (senses.message.includes("peaceful")) becalm(glyphAt(leaves, row, facts[note.target]));
      return answered;
    }
    takeNotes(senses, notes, isHarmless);
    if (facts[note.stuck] > 12) {
      facts[note.stuck] = 6;
      return keys.move[(facts[note.steps] * 5) % 8];
    }
    const action = act();
    facts[note.turn] = senses.turn;
    return action;
  };

  /** Remembers that monsters of a glyph are peaceful. */
  function becalm(glyph: number): void {
    const { facts } = notes;
    for (let i = 3; i > 0; i--) facts[note.calm + i] = facts[note.calm + i - 1];
    facts[note.calm] = glyph + 1;
  }

  function choose(want: number): number {
    const { facts } = notes;
    const letter = choiceFor(want, leaves, row, (tried) => {
      for (let i = 0; i < 4; i++) if (facts[note.tried + i] === tried) return true;
      return false;
    });
    return letter;
  }

  function act(): number {
    const { facts } = notes;
    facts[note.wanted] = wanted.nothing;
    facts[note.target] = 0;
    const { hp, hpMax, turn, hunger } = senses;
    const isDying = hp * 5 < hpMax;
    const mayPray = can(keys.pray) && turn > 150 && (facts[note.prayed] === 0 || turn > facts[note.prayed] + 260);
    if (mayPray && (isDying || hunger >= 3)) {
      facts[note.prayed] = turn;
      return ask(wanted.pray, keys.pray);
    }
    if (hp * 3 < hpMax && can(keys.quaff) && enemyNear(1) && choose(wanted.heal)) return ask(wanted.heal, keys.quaff);
    const blow = strike();
    if (blow >= 0) return blow;
    if (hunger >= 2 && !enemyNear(2)) {
      const meal = freshMeal();
      if (meal >= 0) return meal;
    }
    if (hunger >= 2 && facts[note.full] < turn && choose(wanted.eat) && can(keys.letter(choose(wanted.eat)))) {
      facts[note.full] = turn + 20;
      return ask(wanted.eat, keys.eat);
    }
    if (enemyNear(habits.waitFor)) {
      if (facts[note.waited]++ < 8) return keys.search;
    } else facts[note.waited] = 0;
    const isChased = enemyNear(8);
    if (!isChased && hp < habits.restBelow * hpMax && hunger < 3 && facts[note.steps] < habits.diveAfter) return rest();
    return explore(isChased);
  }

  /** Goes and eats what was slain a moment ago; -1 where there is nothing to eat. */
  function freshMeal(): number {
    const { facts } = notes;
    const { map, turn } = senses;
    const cell = facts[note.prey];
    if (cell === 0 || turn > facts[note.slain] + 20 || !can(keys.eat) || !can(keys.letter(121))) return -1;
    if (cell === map.hero) {
      facts[note.prey] = 0;
      return ask(wanted.meat, keys.eat);
    }
    findRoutes(routes, map, notes.blocked, turn, isDoor(under()), 0);
    return routes.distance[cell] > 0 && routes.distance[cell] < 6 ? step(firstStep(routes, cell), 1) : -1;
  }

  function ask(want: number, action: number): number {
    notes.facts[note.wanted] = want;
    return action;
  }

  /** What the hero stands on, where that is a door or stairs. */
  function under(): number {
    return Math.floor(notes.been[senses.map.hero] / beneath);
  }

  function goDown(): number {
    notes.facts[note.took] = ground.stairsUp;
    return keys.down;
  }

  /** The nearest stairs that can be taken, within some steps. */
  function stairsWithin(reach: number): number {
    const { map, turn, depth } = senses;
    findRoutes(routes, map, notes.blocked, turn, isDoor(under()), 0);
    for (let i = 1; i < routes.count; i++) {
      const cell = routes.order[i];
      if (routes.distance[cell] > reach) return 0;
      if (map.kind[cell] === ground.stairsDown || (map.kind[cell] === ground.stairsUp && depth > 1)) return cell;
    }
    return 0;
  }

  /** Waits for wounds to close, on stairs where some are near. */
  function rest(): number {
    const here = under();
    if (here !== ground.stairsDown && (here !== ground.stairsUp || senses.depth === 1)) {
      const stairs = stairsWithin(30);
      if (stairs > 0) return step(firstStep(routes, stairs), 1);
    }
    return search();
  }

  function search(): number {
    notes.been[senses.map.hero]++;
    return keys.search;
  }

  function isHarmless(cell: number): boolean {
    return isPassive(charAt(leaves, row, cell), colourAt(leaves, row, cell));
  }

  function isCalm(cell: number): boolean {
    const glyph = glyphAt(leaves, row, cell);
    for (let i = 0; i < 4; i++) if (notes.facts[note.calm + i] === glyph + 1) return true;
    return false;
  }

  /** Whether somebody who may be an enemy is within some cells. */
  function enemyNear(reach: number): boolean {
    const { map } = senses;
    for (let i = 0; i < map.monsterCount; i++) {
      const cell = map.monsters[i];
      if (isCalm(cell) || isHarmless(cell)) continue;
      if (apart(cell, map.hero) <= reach) return true;
    }
    return false;
  }

  function strike(): number {
    const { map } = senses;
    const inDoor = isDoor(under());
    for (let direction = 0; direction < 8; direction++) {
      const cell = map.hero + steps[direction];
      if (map.kind[cell] !== ground.monster) continue;
      if (isCalm(cell) || isHarmless(cell)) continue;
      if (direction >= 4 && (inDoor || isDoor(Math.floor(notes.been[cell] / beneath)))) continue;
      return step(direction, 1);
    }
    return -1;
  }

  function step(direction: number, straight: number): number {
    const { facts } = notes;
    const { map } = senses;
    facts[note.direction] = direction;
    facts[note.from] = map.hero;
    facts[note.target] = map.hero + steps[direction];
    if (straight > 2 && can(keys.far[direction])) return keys.far[direction];
    return keys.move[direction];
  }

  function explore(isChased: boolean): number {
    const { facts } = notes;
    const { map, depth } = senses;
    const isDiving = facts[note.steps] > habits.diveAfter;
    const daresTo = habits.depthAtFirst + habits.depthPerLevel * (senses.experienceLevel - 1);
    const wantsDown = isDiving || depth < daresTo;
    if (wantsDown && under() === ground.stairsDown) return goDown();
    for (let daring = 0; daring <= 2; daring++) {
      findRoutes(routes, map, notes.blocked, senses.turn, isDoor(under()), daring as Daring);
      const goal = choosePlace(wantsDown, isDiving);
      if (goal > 0) return step(firstStep(routes, goal), isChased ? 1 : straightSteps(routes, goal));
    }
    const door = kickDoor();
    if (door >= 0) return door;
    findRoutes(routes, map, notes.blocked, senses.turn, isDoor(under()), 1);
    const stairs = routeTo(ground.stairsDown) || routeTo(ground.hole);
    if (stairs > 0) return step(firstStep(routes, stairs), straightSteps(routes, stairs));
    if (under() === ground.stairsDown) return goDown();
    const spot = placeToSearch(map.hero);
    if (spot === map.hero || spot === 0) return search();
    return step(firstStep(routes, spot), straightSteps(routes, spot));
  }

  function routeTo(kind: number): number {
    for (let i = 1; i < routes.count; i++) if (senses.map.kind[routes.order[i]] === kind) return routes.order[i];
    return 0;
  }

  /** The nearest place worth going to: treasure, the way down, or where something is still unknown. */
  function choosePlace(wantsDown: boolean, isDiving: boolean): number {
    const { map } = senses;
    const { order, distance } = routes;
    let [best, cost] = [0, Number.POSITIVE_INFINITY];
    for (let i = 1; i < routes.count; i++) {
      const cell = order[i];
      const kind = map.kind[cell];
      let price = distance[cell];
      if (price >= cost + 30) break;
      if (kind === ground.stairsDown || kind === ground.hole) {
        if (!wantsDown) continue;
        price -= isDiving ? 1000 : 30;
      } else if (map.treasure[cell] !== 0 && !isDiving && notes.been[cell] % beneath === 0) price -= 10;
      else if (!isFrontier(cell)) continue;
      if (price < cost) [best, cost] = [cell, price];
    }
    return best;
  }

  function isFrontier(cell: number): boolean {
    if (notes.been[cell] % beneath > 0) return false;
    const { kind } = senses.map;
    if (kind[cell] === ground.closedDoor) return true;
    for (let direction = 0; direction < 8; direction++)
      if (kind[cell + steps[direction]] === ground.unknown) return true;
    return false;
  }

  /** Kicks a locked door that stands beside the hero, or goes to one. */
  function kickDoor(): number {
    const { map } = senses;
    if (!can(keys.kick)) return -1;
    let [best, nearest] = [0, 10_000];
    for (let cell = 0; cell < paddedCells; cell++) {
      if (map.kind[cell] !== ground.closedDoor || notes.blocked[cell] <= senses.turn) continue;
      for (let direction = 0; direction < 4; direction++) {
        const from = cell - steps[direction];
        if (from === map.hero) {
          notes.facts[note.direction] = direction;
          return ask(wanted.kick, keys.kick);
        }
        const far = routes.distance[from];
        if (far > 0 && far < nearest) [best, nearest] = [from, far];
      }
    }
    return best > 0 ? step(firstStep(routes, best), 1) : -1;
  }

  /** Where a hidden way is likeliest, the way there counted in. */
  function placeToSearch(hero: number): number {
    let [best, cost] = [0, Number.POSITIVE_INFINITY];
    const { kind } = senses.map;
    for (let i = 0; i < routes.count; i++) {
      const cell = routes.order[i];
      if (kind[cell] === ground.openDoor || (cell !== hero && routes.distance[cell] === 0)) continue;
      const worth = promise(cell);
      if (worth === 0) continue;
      const searched = notes.been[cell] % beneath;
      const price = routes.distance[cell] + 50 * Math.floor(searched / 8) - worth;
      if (price < cost) [best, cost] = [cell, price];
    }
    return best;
  }

  function promise(cell: number): number {
    const { kind } = senses.map;
    let ways = 0;
    for (let direction = 0; direction < 8; direction++) {
      const what = kind[cell + steps[direction]];
      if (what !== ground.unknown && what !== ground.wall) ways++;
    }
    if (kind[cell] === ground.corridor || ways <= 2) return ways === 1 ? 60 : ways === 2 ? 5 : 0;
    let worth = 0;
    for (let direction = 0; direction < 4; direction++) {
      const wall = cell + steps[direction];
      if (kind[wall] !== ground.wall) continue;
      let unknown = 0;
      for (let far = 1; far <= 4; far++) {
        const beyond = wall + far * steps[direction];
        if (beyond < 0 || beyond >= paddedCells || kind[beyond] !== ground.unknown) break;
        unknown++;
      }
      if (unknown >= 3) worth += 10;
    }
    return worth;
  }
}
