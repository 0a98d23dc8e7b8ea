import type { Slot, World } from "./world.ts";

/** The limit of `actionRepeat`, a param of every env. */
export const actionRepeatLimit = { whole: [1, 1000] } as const;

/**
 * A world of one seat whose every step takes the same action `times` times, but no further than the end of the episode. Observation,
 * features and mask are those after the last repetition; events are summed over all of them.
 */
export function repeatingActions(world: World, slot: Slot, times: number): World {
  const { row } = slot;
  const { truncated, close, draw, scene, poses, marks, poke, goal, text } = world;
  const events: readonly Int32Array[] = Object.values(slot.events);
  const counted = new Int32Array(events.length);
  return {
    reset: (rng) => world.reset(rng),
    step() {
      counted.fill(0);
      for (let repetition = 0; repetition < times; repetition++) {
        for (const column of events) column[row] = 0;
        world.step();
        for (let i = 0; i < events.length; i++) counted[i] += events[i][row];
        if (world.terminated(0) || truncated?.call(world, 0)) break;
      }
      for (let i = 0; i < events.length; i++) events[i][row] = counted[i];
    },
    terminated: (seat) => world.terminated(seat),
    ...(truncated && { truncated: (seat) => truncated.call(world, seat) }),
    save: () => world.save(),
    load: (bytes, rng) => world.load(bytes, rng),
    ...(close && { close: () => close.call(world) }),
    ...(draw && { draw: (frame) => draw.call(world, frame) }),
    ...(scene && { scene: () => scene.call(world) }),
    ...(poses && { poses: (out) => poses.call(world, out) }),
    ...(marks && { marks: () => marks.call(world) }),
    ...(poke && { poke: (given) => poke.call(world, given) }),
    ...(goal && { goal: () => goal.call(world) }),
    ...(text && { text: () => text.call(world) }),
  };
}
