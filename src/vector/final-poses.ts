import { type Capture, poseSize, sceneRows, type World } from "../core/index.ts";

/** Where the rows of scenes were as episodes ended: the next episode begins in the same call, and moves them. */
export interface FinalPoses {
  /** Call before a world is reset because its episode has ended. */
  keep(world: number): void;
  /** Call when a world begins or goes on in another way. */
  forget(world: number): void;
  /** `[rows, 7]`, until the next one is kept; undefined where none is. */
  of(world: number): Float64Array | undefined;
}

/** Keeps the final poses of a range of worlds where they are captured, of those that describe their scene. */
export function finalPosesOf(
  { finalPoses }: Capture,
  [from, to]: readonly [number, number],
  at: (world: number) => World,
): FinalPoses {
  const kept: (Float64Array | undefined)[] = [];
  const isKept = new Uint8Array(finalPoses ? to - from : 0);
  return {
    keep(world) {
      const live = at(world);
      if (!finalPoses || !live.scene || !live.poses) return;
      kept[world - from] ??= new Float64Array(sceneRows(live.scene()) * poseSize);
      live.poses(kept[world - from]!);
      isKept[world - from] = 1;
    },
    forget(world) {
      if (finalPoses) isKept[world - from] = 0;
    },
    of: (world) => (isKept[world - from] ? kept[world - from] : undefined),
  };
}
