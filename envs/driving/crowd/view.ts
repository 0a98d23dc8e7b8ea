import type { Frame, SceneDescription } from "../../../src/core/index.ts";
import { bodySize } from "../town/boxes.ts";
import { townView } from "../town/view.ts";
import type { CrowdTown } from "./places.ts";
import { type CrowdState, clocked, status } from "./state.ts";

const mostDrawn = 64; // towns whose roads are all part of the scene

/** What can be seen of a crowd: all cars, and the town around the first that still drives. @param townOf by its number */
export function crowdView(
  { bodies, status: how, clock }: CrowdState,
  towns: number,
  townOf: (number: number) => CrowdTown,
) {
  const seats = how.length;
  const own = new Float64Array(bodySize);
  const things = new Float64Array(bodySize * (seats - 1));
  const none = new Float64Array(0);
  const view = townView(
    { own, things, people: none, lane: new Int32Array(Math.max(0, seats - 2)) },
    {
      here: () => clock[clocked.town],
      towns: towns > mostDrawn ? undefined : Array.from({ length: towns }, (_, number) => townOf(number)),
    },
  );

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
