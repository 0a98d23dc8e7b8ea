import { fail, type PolicyInputs, type VectorEnv, type View } from "../core/index.ts";
import { cameraOf } from "./capture.ts";

/** What a policy asks to look at besides observations, of the present state of every world. */
export type Looked = Pick<View, "texts" | "goals" | "frames">;

/**
 * Returns a function that looks at all worlds, restarted ones included, before a decision. Arrays are valid until its next
 * call. Texts and pictures are made on demand, since what a vector captures of a step is from before a restart.
 * @throws `env/unsupported` for a camera that the env has not, `agent/unsupported` for goals that are not captured
 */
export function policyInputs(vector: VectorEnv, { text, goals, frames }: PolicyInputs): () => Promise<Looked> {
  const { worlds, env, capture } = vector;
  const all = Array.from({ length: worlds }, (_, world) => world);
  if (goals && !capture.goals)
    fail("agent/unsupported", { given: "an agent that reads goals", expected: "worlds opened with capture.goals" });
  const { width = 0, height = 0 } = frames ?? {};
  const size = width * height * 3;
  const pixels = new Uint8Array(frames ? worlds * size : 0);
  const camera = frames ? cameraOf(env, frames.camera) : "";
  const pictures = all.map((world) => ({
    width,
    height,
    camera,
    pixels: pixels.subarray(world * size, (world + 1) * size),
  }));
  return async () => {
    const texts = text ? await Promise.all(all.map((world) => vector.text(world))) : undefined;
    if (frames) await Promise.all(pictures.map((picture, world) => vector.draw(world, picture)));
    return { ...(texts && { texts }), ...(goals && { goals: vector.goals }), ...(frames && { frames: pixels }) };
  };
}
