import type { Frame, SceneDescription } from "../../../src/core/index.ts";
import { bodySize } from "../town/boxes.ts";
import { townView } from "../town/view.ts";
import type { CrowdTown } from "./places.ts";
import { status } from "./state.ts";

/** What can be seen of a crowd: all cars, and the town around the first that still drives. */
export function crowdView(bodies: Float64Array, how: Uint8Array) {
  const seats = how.length;
  const own = new Float64Array(bodySize);
  const things = new Float64Array(bodySize * (seats - 1));
  const none = new Float64Array(0);
  const view = townView({ own, things, people: none, lane: new Int32Array(Math.max(0, seats - 2)) });

  function take(): void {
    const driving = how.indexOf(status.drives);
    const first = driving < 0 ? 0 : driving;
    own.set(bodies.subarray(bodySize * first, bodySize * (first + 1)));
    for (let seat = 0, out = 0; seat < seats; seat++)
      if (seat !== first) things.set(bodies.subarray(bodySize * seat, bodySize * (seat + 1)), bodySize * out++);
  }

  return {
    scene: view.scene as SceneDescription,
    poses(town: CrowdTown, out: Float64Array): void {
      take();
      view.poses(town, out);
    },
    draw(town: CrowdTown, frame: Frame): void {
      take();
      view.draw(town, frame);
    },
  };
}
