import type { BoundEnv, Slot, World } from "../core/index.ts";
import { described, marked, pushable, speaking, visible } from "./capture.ts";
import { slotColumnsOf, slotOf, type VectorMemory } from "./memory.ts";
import type { Worlds } from "./worlds.ts";

/** The worlds of a range, by their number in the vector. */
export interface Living {
  readonly at: (world: number) => World;
  /** Of a world, one a seat. */
  readonly slotsOf: (world: number) => readonly Slot[];
  /** Steps worlds `from` to before `to` and writes `terminated`; only where the env steps many in one call. */
  readonly stepMany?: (from: number, to: number) => void;
  /** Makes a broken world new. One of many stays: whatever it is after a fault, it is loaded or reset next. */
  replace(world: number): void;
  close(): void;
}

/** Creates the worlds of a range in the memory of a vector. */
export function livingWorlds(env: BoundEnv, memory: VectorMemory, [from, to]: readonly [number, number]): Living {
  const many = env.createMany?.(slotColumnsOf(env, memory, from, to));
  const slots = Array.from({ length: many ? 0 : to - from }, (_, i) =>
    Array.from({ length: env.seats }, (_, seat) => slotOf(env, memory, (from + i) * env.seats + seat)),
  );
  const make = (own: readonly Slot[]) => env.create(...(own as [Slot, ...Slot[]]));
  const worlds = many ? [...many.worlds] : slots.map(make);
  return {
    at: (world) => worlds[world - from],
    slotsOf: (world) => slots[world - from],
    ...(many && { stepMany: (first, last) => many.step(first - from, last - from) }),
    replace(world) {
      if (many) return;
      const i = world - from;
      try {
        worlds[i].close?.();
      } catch {
        // it is broken already, and was reported
      }
      worlds[i] = make(slots[i]);
    },
    close() {
      for (const world of worlds) world.close?.();
    },
  };
}

/** How worlds are looked at. */
export const looks = (
  env: BoundEnv,
  at: Living["at"],
): Pick<Worlds, "scene" | "poses" | "marks" | "poke" | "text" | "draw"> => ({
  scene: (world) => described(env, at(world)).scene(),
  poses(world, out) {
    described(env, at(world)).poses(out);
    return out;
  },
  marks: (world) => marked(env, at(world)).marks(),
  poke: (world, poke) => pushable(env, at(world)).poke(poke),
  text: (world) => speaking(env, at(world)).text(),
  draw(world, width, height, camera) {
    const pixels = new Uint8Array(width * height * 3);
    visible(env, at(world)).draw({ width, height, camera, pixels });
    return pixels;
  },
});
