import { angleOf } from "../../../src/core/index.ts";
import { placeOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { car, driven } from "./bicycle.ts";
import { onRoute, type TownState } from "./state.ts";
import type { TownRoute } from "./town.ts";

const faster = 2.5; // [m/s] by which a wish changes the speed
const laneWidth = 3.5; // [m]

/** Carries out highway-env's wishes: keeps a speed and a lane, by pure pursuit (Coulter 1992). */
export function chauffeur({
  driven: self,
  own,
  asked,
  route: place,
}: Pick<TownState, "driven" | "own" | "asked" | "route">) {
  const target = new Float64Array(sampleSize);
  /** Takes in a wish, in the order of `wishes`. */
  const wish = (which: number, limit: number): void => {
    if (which === 0) asked[3] = Math.min(1, asked[3] + 1);
    if (which === 2) asked[3] = Math.max(-1, asked[3] - 1);
    if (which === 3) asked[2] = Math.min(limit + faster, asked[2] + faster);
    if (which === 4) asked[2] = Math.max(0, asked[2] - faster);
  };
  /** Writes pedal and wheel into `asked`. */
  const act = (route: TownRoute): void => {
    const speed = self[driven.speed];
    const reach = 4 + 0.8 * speed;
    placeOnRoute(route, place[onRoute.along] + reach, target);
    const dx = target[0] - laneWidth * asked[3] * target[3] - own[0];
    const dy = target[1] + laneWidth * asked[3] * target[2] - own[1];
    const [ahead, left] = [own[2] * dx + own[3] * dy, own[2] * dy - own[3] * dx];
    const away = Math.sqrt(ahead * ahead + left * left);
    const bend = (2 * left) / Math.max(1, away * away); // curvature of the arc to there [1/m]
    asked[1] = Math.min(1, Math.max(-1, angleOf(bend * car.wheelbase, 1) / car.mostSteering));
    asked[0] = Math.min(1, Math.max(-1, 0.5 * (asked[2] - speed)));
  };
  return { wish, act };
}
