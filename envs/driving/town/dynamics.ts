import { cosine, sine, snapshot } from "../../../src/core/index.ts";
import { drive, driven } from "./bicycle.ts";
import { placeBody } from "./boxes.ts";
import type { TownState } from "./state.ts";

export const dynamicsKinds = ["bicycle", "rapier"] as const;
export type DynamicsKind = (typeof dynamicsKinds)[number];

/** What moves the driven car, and writes `driven` and `own` of the state, by which the town sees it. */
export interface Dynamics {
  /** Puts the car where `driven` says, as fast as that says. @param town its number */
  place(town: number): void;
  /** Drives for a step, as `asked`. Others have moved on already. */
  drive(seconds: number): void;
  /** 1 for each body that the car has touched in the last step, in the order of `touched`; where it is felt at all. */
  readonly felt?: Uint8Array;
  /** How fast the car was when it ran into what it touches [m/s]. */
  impact(): number;
  /** What a crash does to a car that has not felt it. */
  stop(): void;
  /** Whether the car can drive no more. */
  isDown(): boolean;
  /** Nose up, and leaning to the right [rad]. */
  pitch(): number;
  roll(): number;
  save(): Uint8Array;
  load(bytes: Uint8Array): void;
  close(): void;
}

/** A kinematic bicycle, which drives through what it touches after it has stopped. */
export function bicycle({ driven: self, own, asked }: Pick<TownState, "driven" | "own" | "asked">): Dynamics {
  const show = (): void => {
    const heading = self[driven.heading];
    placeBody(own, 0, self[driven.x], self[driven.y], cosine(heading), sine(heading), self[driven.speed]);
  };
  return {
    place: show,
    drive(seconds) {
      drive(self, asked[0], asked[1], seconds);
      show();
    },
    impact: () => self[driven.speed],
    stop() {
      self[driven.speed] = 0;
      show();
    },
    isDown: () => false,
    pitch: () => 0,
    roll: () => 0,
    ...snapshot(),
    close() {},
  };
}
