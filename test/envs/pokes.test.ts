import { expect, test } from "vitest";
import { envs } from "../../envs/index.ts";
import type { Poke } from "../../src/core/index.ts";
import { packEpisode, parseEpisode, replay } from "../../src/record/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { recordPlayed } from "../../src/viewer/live/played.ts";
import { registries } from "../run/fake-run.ts";

const still = new Float32Array(3);
const steps = 20;
const push: Poke = { row: 1, at: [0, 0, 1.25], force: [400, 0, 0] };

/** A hopper that does nothing, pushed in some steps. */
const played = (engine: string, pushed: readonly number[]) =>
  recordPlayed(
    {
      env: { id: "locomotion/hopper-v1", params: { engine } },
      seed: 5,
      actions: Array.from({ length: steps }, () => still),
      pokes: Array.from({ length: steps }, (_, step) => (pushed.includes(step) ? [push] : [])),
      isOver: false,
    },
    { registries, reward: "sparse/alive-v1", agent: "person/keyboard-v1", versions: {} },
  );

test.each(["mujoco", "rapier"])(
  "a push moves a body in its step alone, and a replay adds it again: %s",
  async (engine) => {
    const [calm, moved] = [await played(engine, []), await played(engine, [4, 5])];
    expect(calm.pokes).toBeUndefined();
    expect(moved.pokes).toMatchObject({ count: 2, steps: Int32Array.of(4, 5), rows: Int32Array.of(1, 1) });
    expect(moved.pokes!.vectors.slice(0, 6)).toEqual(Float64Array.of(...push.at, ...push.force));
    const speed = (record: typeof calm, step: number) => record.features.forwardSpeed[step];
    expect(speed(moved, 4)).toBe(speed(calm, 4)); // before the push nothing differs
    expect(speed(moved, 6)).toBeGreaterThan(speed(calm, 6) + 0.1);

    const again = parseEpisode(packEpisode(moved));
    expect(again.pokes).toEqual(moved.pokes);
    const vector = await openVector({ envs, env: again.env, worlds: 1 });
    try {
      await replay(again, vector);
      const { pokes: _, ...alone } = again;
      await expect(replay(alone, vector)).rejects.toThrow("episode/mismatch");
    } finally {
      await vector.close();
    }
  },
);

test("contacts are told where bodies stand, with forces that carry them", async () => {
  for (const engine of ["mujoco", "rapier"]) {
    const vector = await openVector({ envs, env: { id: "locomotion/ant-v1", params: { engine } }, worlds: 1 });
    try {
      await vector.reset(3);
      for (let step = 0; step < 40; step++) await vector.step();
      const { contacts = [], goals } = await vector.marks!(0);
      expect(goals).toBeUndefined(); // an ant wants nothing that can be drawn
      expect(contacts.length, engine).toBeGreaterThan(1);
      const up = contacts.reduce((sum, { force }) => sum + force[2], 0);
      expect(up, engine).toBeGreaterThan(0);
      for (const { at } of contacts) expect(Math.abs(at[2]), engine).toBeLessThan(0.1); // the ground is at 0
    } finally {
      await vector.close();
    }
  }
});

test("worlds that are no bodies cannot be pushed", async () => {
  const vector = await openVector({ envs, env: { id: "classic/cart-pole-v1" }, worlds: 1 });
  try {
    await vector.reset(1);
    await expect(vector.poke!(0, push)).rejects.toThrow("env/unsupported");
  } finally {
    await vector.close();
  }
});
