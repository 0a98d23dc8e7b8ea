import { beside } from "../curve.ts";
import type { Pose } from "../map.ts";
import { sampled, sampleSize } from "../sampled.ts";
import type { Block } from "./block.ts";

/** Discs that a block covers: x, y and radius [m] of each. */
export type Footprint = readonly (readonly [x: number, y: number, radius: number])[];

const margin = 1.5; // [m] beside lanes
const step = 3; // [m] between discs
const side = 16; // [m] of a square in which discs are looked for
const largest = 6; // [m]: no disc is larger

export function footprintOf({ lanes, parking = [] }: Block): Footprint {
  const roads = lanes.flatMap((lane) => {
    const { parts, points } = sampled(lane, step);
    return Array.from({ length: parts + 1 }, (_, i) => {
      const at = sampleSize * i;
      return [points[at], points[at + 1], points[at + 6] + margin] as const;
    });
  });
  const bays = parking.flatMap((lot) => lot.bays.map(({ x, y, length }) => [x, y, length / 2 + margin] as const));
  return [...roads, ...bays];
}

const nearSocket = 14; // [m] around which a block may touch the one that it goes on from

/** What is built already. */
export class Space {
  readonly #squares = new Map<string, [x: number, y: number, radius: number][]>();

  /** Whether a block that goes on from a pose touches what is there, except near that pose. */
  isFree(footprint: Footprint, from: Pose | undefined): boolean {
    const middle = from && beside(from, 0, 0);
    return footprint.every(([x, y, radius]) => {
      if (middle && (x - middle.x) ** 2 + (y - middle.y) ** 2 < nearSocket ** 2) return true;
      return this.#near(x, y, radius + largest).every(([u, v, r]) => (x - u) ** 2 + (y - v) ** 2 >= (radius + r) ** 2);
    });
  }

  add(footprint: Footprint): void {
    for (const [x, y, radius] of footprint) {
      const key = keyOf(Math.floor(x / side), Math.floor(y / side));
      const square = this.#squares.get(key) ?? [];
      square.push([x, y, radius]);
      this.#squares.set(key, square);
    }
  }

  #near(x: number, y: number, reach: number): [x: number, y: number, radius: number][] {
    const [left, right] = [Math.floor((x - reach) / side), Math.floor((x + reach) / side)];
    const [bottom, top] = [Math.floor((y - reach) / side), Math.floor((y + reach) / side)];
    const found: [number, number, number][] = [];
    for (let i = left; i <= right; i++)
      for (let j = bottom; j <= top; j++) found.push(...(this.#squares.get(keyOf(i, j)) ?? []));
    return found;
  }
}

const keyOf = (i: number, j: number) => `${i},${j}`;
