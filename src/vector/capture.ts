import { type BoundEnv, type Capture, type Frame, fail, listing, type World } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";

/** A world that can describe its state in words. @throws `env/unsupported` for one that cannot */
export function speaking(env: BoundEnv, world: World): World & { text(): string } {
  if (!world.text)
    fail("env/unsupported", { given: `text asked of ${env.id}`, expected: "an env whose worlds say their state" });
  return world as World & { text(): string };
}

/** A world that describes its scene. @throws `env/unsupported` for one that does not */
export function described(env: BoundEnv, world: World): World & Required<Pick<World, "scene" | "poses">> {
  if (!world.scene || !world.poses)
    fail("env/unsupported", { given: `a scene asked of ${env.id}`, expected: "an env whose worlds describe theirs" });
  return world as World & Required<Pick<World, "scene" | "poses">>;
}

/** A world that says more of a moment than where things are. @throws `env/unsupported` for one that does not */
export function marked(env: BoundEnv, world: World): World & Required<Pick<World, "marks">> {
  if (!world.marks) fail("env/unsupported", { given: `contacts in ${env.id}`, expected: "an env of bodies" });
  return world as World & Required<Pick<World, "marks">>;
}

/** A world that can be pushed. @throws `env/unsupported` for one that cannot */
export function pushable(env: BoundEnv, world: World): World & Required<Pick<World, "poke">> {
  if (!world.poke) fail("env/unsupported", { given: `a push in ${env.id}`, expected: "an env of bodies" });
  return world as World & Required<Pick<World, "poke">>;
}

/** A world that can be drawn. @throws `env/unsupported` for one that cannot */
export function visible(env: BoundEnv, world: World): World & { draw(frame: Frame): void } {
  if (!world.draw)
    fail("env/unsupported", { given: `a picture asked of ${env.id}`, expected: "an env whose worlds draw themselves" });
  return world as World & { draw(frame: Frame): void };
}

/** @throws `env/unsupported` for a camera that the env has not */
export function cameraOf(env: BoundEnv, camera: string | undefined): string {
  if (camera !== undefined && !env.cameras.includes(camera))
    fail("env/unsupported", { given: `camera ${JSON.stringify(camera)} of ${env.id}`, expected: listing(env.cameras) });
  return camera ?? env.cameras[0] ?? "";
}

/**
 * Returns a function that captures a world after its step, into the memory's frames and `texts`; nothing where nothing is
 * asked for. Pictures are painted only in the steps that somebody looks at.
 * @throws `env/unsupported` where `example`, one of the worlds, cannot give it
 */
export function capturing(
  env: BoundEnv,
  memory: VectorMemory,
  [from, to]: readonly [number, number],
  { text, frames }: Capture,
  texts: string[],
  example: World,
): ((world: number, live: World, steps: number, isLast: boolean) => void) | undefined {
  if (!text && !frames) return undefined;
  if (text) speaking(env, example);
  if (frames) visible(env, example);
  const size = frames ? frames.width * frames.height * 3 : 0;
  const pictures = Array.from({ length: to - from }, (_, i) => ({
    width: frames?.width ?? 0,
    height: frames?.height ?? 0,
    camera: cameraOf(env, frames?.camera),
    pixels: memory.frames.subarray((from + i) * size, (from + i + 1) * size),
  }));
  const { every = frames?.at ? 0 : 1, at } = frames ?? {};
  return (world, live, steps, isLast) => {
    if (text) texts[world] = speaking(env, live).text();
    if (!frames) return;
    const isDue = (every > 0 && steps % every === 0) || (at === "end" && isLast);
    memory.framed[world] = isDue ? 1 : 0;
    if (isDue) visible(env, live).draw(pictures[world - from]);
  };
}
