import { type Rng, type SceneMarks, snapshot, type World } from "../../../src/core/index.ts";
import { ego, howMany } from "./cars.ts";
import { poses, sceneOf } from "./scene.ts";
import { sentence } from "./sentence.ts";
import { advance, decide, type Traffic } from "./traffic.ts";

/** What differs between worlds of traffic. */
export interface Driving {
  readonly traffic: Traffic;
  /** Frames of one step. */
  readonly frames: number;
  /** Memory besides the cars. */
  readonly memory?: readonly (Float64Array | Int32Array)[];
  /** Puts cars on empty roads. */
  start(rng: Rng): void;
  /** Passes the agent's action on to its car. */
  act(): void;
  /** Between what cars decide and how they move, in every frame. */
  regulate?(): void;
  /** Writes observation and features; `moved` tells a step from a reset. */
  measure(moved: boolean): void;
  /** After the step has been measured. */
  afterwards?(rng: Rng): void;
  terminated(): boolean;
  /** What is wanted, where it can be drawn. */
  marks?(): SceneMarks;
}

/** A world of traffic. */
export function drivingWorld(driving: Driving): World {
  const { traffic, frames, memory = [] } = driving;
  const { cars } = traffic;
  const { save, load } = snapshot(...cars.state, ...memory);
  const scene = sceneOf(traffic);
  let chance: Rng;
  return {
    reset(rng) {
      chance = rng;
      cars.tally[howMany] = cars.tally[ego] = 0;
      driving.start(rng);
      driving.measure(false);
    },
    step() {
      driving.act();
      for (let frame = 0; frame < frames; frame++) {
        decide(traffic);
        driving.regulate?.();
        advance(traffic);
      }
      driving.measure(true);
      driving.afterwards?.(chance);
    },
    terminated: () => driving.terminated(),
    save,
    load(bytes, rng) {
      chance = rng;
      load(bytes);
    },
    scene: () => scene,
    poses: (out) => poses(traffic, out),
    text: () => sentence(traffic),
    ...(driving.marks && { marks: driving.marks }),
  };
}
