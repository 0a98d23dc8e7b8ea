import { ground, paddedCells, steps } from "./map.ts";
import type { Mind } from "./mind.ts";
import { beneath } from "./notes.ts";

/** Where a hidden way is likeliest, the way there counted in; 0 where nothing promises one. */
export function placeToSearch({ senses, routes, notes }: Mind): number {
  let [best, cost] = [0, Number.POSITIVE_INFINITY];
  const { kind, hero } = senses.map;
  for (let i = 0; i < routes.count; i++) {
    const cell = routes.order[i];
    if (kind[cell] === ground.openDoor || (cell !== hero && routes.distance[cell] === 0)) continue;
    const worth = promise(kind, cell);
    if (worth === 0) continue;
    const searched = notes.been[cell] % beneath;
    const price = routes.distance[cell] + 50 * Math.floor(searched / 8) - worth;
    if (price < cost) [best, cost] = [cell, price];
  }
  return best;
}

/** How much a place promises: the end of a corridor most, then a wall with nothing known behind it. */
function promise(kind: ArrayLike<number>, cell: number): number {
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
