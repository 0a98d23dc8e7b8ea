import {
  arraysOf,
  boundsAt,
  generator,
  leavesOf,
  rowsOf,
  type Sample,
  type Space,
  sample,
  sizesOf,
  write,
} from "../core/index.ts";
import type { Stage } from "./stage.ts";

/** Writes a world's next action into the stage. */
export type Actor = (stage: Stage, world: number) => void;

const maskOf = ({ masks, env: { maskSize } }: Stage, world: number) =>
  masks.subarray(world * maskSize, (world + 1) * maskSize);

/** Acts at random, legally. */
export function randomActor(seed: number | string): Actor {
  const rng = generator(seed, "actions");
  return (stage, world) => {
    const { action } = stage.env;
    write(action, stage.actions, sample(action, rng, maskOf(stage, world)) as Sample<Space>, world);
  };
}

/**
 * Always does the same: every box element at a share of its range, 0 its lowest and 1 its highest, beyond is clipped;
 * every choice, pick or code its option of that share, or the next that is legal. Elements without a bound stay within 1
 * of 0.
 */
export const steadyActor =
  (share: number): Actor =>
  (stage, world) => {
    const { action } = stage.env;
    const arrays = arraysOf(rowsOf(action, stage.actions, world));
    const mask = maskOf(stage, world);
    const optionOf = (count: number) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    let offset = 0;
    /** The steady option of the next `count` in the mask. */
    const legal = (count: number) => {
      let option = optionOf(count);
      for (let tried = 0; mask.length && !mask[offset + option] && tried < count; tried++)
        option = (option + 1) % count;
      offset += count;
      return option;
    };
    leavesOf(action).forEach(({ space }, i) => {
      const values = arrays[i];
      switch (space.type) {
        case "box":
          for (let element = 0; element < values.length; element++) {
            const [low, high] = boundsAt(space, element).map((bound) => Math.max(-1e6, Math.min(1e6, bound)));
            const [from, to] = [low === -1e6 ? -1 : low, high === 1e6 ? 1 : high];
            values[element] = from + share * (to - from);
          }
          return;
        case "codes":
          values.fill(optionOf(space.count));
          return;
        case "choice":
        case "choices":
          values.set(sizesOf(space).map(legal));
          return;
        case "pick": {
          const option = legal(space.most * space.verbs.length);
          values[0] = Math.floor(option / space.verbs.length);
          values[1] = option % space.verbs.length;
          return;
        }
        case "text":
          values.fill(65);
          return;
        case "length": // no action has a list
      }
    });
  };

/** A steady actor for each end and the middle of every range, a little beyond the ends too, and for every option. */
export function steadyActors(space: Space): Actor[] {
  const options = leavesOf(space).map(({ space }) =>
    space.type === "choice" || space.type === "choices" || space.type === "pick"
      ? Math.max(...sizesOf(space))
      : space.type === "codes"
        ? space.count
        : 1,
  );
  const most = Math.min(16, Math.max(...options));
  const shares = most > 1 ? Array.from({ length: most }, (_, i) => (i + 0.5) / most) : [0, 0.5, 1, -0.01, 1.01];
  return shares.map(steadyActor);
}
