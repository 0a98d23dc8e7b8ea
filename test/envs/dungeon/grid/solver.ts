import { type Board, carried, place } from "../../../../envs/dungeon/grid/board.ts";
import {
  box,
  colourOf,
  isDoor,
  key,
  kindOf,
  lava,
  lockedDoor,
  portable,
  wall,
} from "../../../../envs/dungeon/grid/codes.ts";
import type { Rng, World } from "../../../../src/core/index.ts";

/**
 * Whether the agent can get to what the level asks for: through doors, past things that it can move, with the keys that it
 * finds on its way. Independent of the rules, so that it also finds what these make impossible.
 */
export function isReachable({ cells, inside, distances, facts, moves, seen }: Board): boolean {
  const keys = new Set<number>();
  const take = (code: number) => {
    if (code && kindOf(code) === key) keys.add(colourOf(code));
  };
  take(facts[carried]);
  for (;;) {
    const known = keys.size;
    const reached = new Uint8Array(seen.length);
    const queue = [facts[place]];
    reached[facts[place]] = 1;
    for (const cell of queue) {
      if (distances[cell] === 0) return true;
      for (const move of moves) {
        const to = cell + move;
        const code = cells[to];
        if (reached[to] || code === wall || code === lava) continue;
        if (isLocked(code) && !keys.has(colourOf(code))) continue;
        if (distances[to] === 0) return true;
        if (portable[code]) take(code);
        if (kindOf(code) === box) take(inside[to]);
        reached[to] = 1;
        queue.push(to);
      }
    }
    if (keys.size === known) return false;
  }
}

const isLocked = (code: number) => isDoor(code) && kindOf(code) === lockedDoor;

/** Fewest actions that solve a level, by trying all of them from every state; undefined where none do. */
export function fewestActions(
  { world, act, feature }: { readonly world: World; act(action: number): void; feature(name: string): number },
  actions: number,
  keyOf: (state: Uint8Array) => string,
  rng: Rng,
  mostStates = 50_000,
): number | undefined {
  const start = world.save();
  const known = new Set([keyOf(start)]);
  let frontier = [start];
  for (let steps = 1; frontier.length > 0 && known.size < mostStates; steps++) {
    const next: Uint8Array[] = [];
    for (const state of frontier)
      for (let action = 0; action < actions; action++) {
        world.load(state, rng);
        act(action);
        if (feature("success") === 1) return steps;
        if (world.terminated(0)) continue;
        const then = world.save();
        const name = keyOf(then);
        if (known.has(name)) continue;
        known.add(name);
        next.push(then);
      }
    frontier = next;
  }
  return undefined;
}
