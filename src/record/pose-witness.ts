import { CodedError, poseSize, sceneRows, type VectorEnv } from "../core/index.ts";
import { type PoseTape, poseTape } from "./poses.ts";

/** Whoever takes down where the rows of worlds are. */
export interface PoseWitness {
  /** Begins with where they are now. */
  begin(world: number): Promise<PoseTape>;
  /** Call after a step; `isOver` says that the world was reset in it. */
  note(world: number, tape: PoseTape, isOver: boolean): Promise<void>;
}

/** Nobody where worlds describe no scene, or where it is not known how an episode ended. */
export async function poseWitness(
  vector: Pick<VectorEnv, "env"> & Partial<Pick<VectorEnv, "scene" | "poses" | "finalPoses">>,
): Promise<PoseWitness | undefined> {
  const { scene, poses, finalPoses } = vector;
  if (!scene || !poses || !finalPoses || !(await isDescribed(scene))) return undefined;
  let out = new Float64Array(0);
  return {
    async begin(world) {
      const shown = await scene(world);
      const size = sceneRows(shown) * poseSize;
      if (out.length !== size) out = new Float64Array(size);
      const tape = poseTape(shown, vector.env.stepSeconds);
      await poses(world, out);
      tape.push(out);
      return tape;
    },
    async note(world, tape, isOver) {
      await (isOver ? finalPoses : poses)(world, out);
      tape.push(out);
    },
  };
}

async function isDescribed(scene: VectorEnv["scene"]): Promise<boolean> {
  try {
    await scene(0);
    return true;
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === "env/unsupported") return false;
    throw thrown;
  }
}
