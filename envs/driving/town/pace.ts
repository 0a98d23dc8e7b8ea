import { driven } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import type { Near } from "./near.ts";
import type { TownState } from "./state.ts";

const within = 50; // [m]: whose speed the driver's is compared with

/** The driver's share of the mean speed of the traffic near by, at most 1. */
export function paceAmong({ things, own, speed, lane, driven: self }: TownState, near: Near): number {
  let sum = 0;
  let many = 0;
  for (let k = 0; k < near.count; k++) {
    const at = near.at[k];
    if (at >= bodySize * lane.length) break;
    const dx = things[at] - own[0];
    const dy = things[at + 1] - own[1];
    if (dx * dx + dy * dy > within * within) continue;
    sum += speed[at / bodySize];
    many++;
  }
  const mean = many === 0 ? 0 : sum / many;
  return mean < 1 ? 1 : Math.min(1, self[driven.speed] / mean);
}
