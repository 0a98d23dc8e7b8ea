import { describe, expect, it } from "vitest";
import { drawMinibatches } from "../../agents/ppo/permutation.ts";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { randomRollout } from "../../scripts/bench/experience.ts";
import { arraysOf, box, generator, type Rollout } from "../../src/core/index.ts";

const observation = box({ dtype: "float32", shape: [3] });
const action = box({ dtype: "float32", shape: [1], low: -1, high: 1 });
const [steps, seats] = [12, 4];

/** Seat 1 is away in steps 3 to 6, and seat 2 from step 5 on. */
const isAbsent = (step: number, seat: number) => (seat === 1 && step >= 3 && step < 7) || (seat === 2 && step >= 5);

/** A rollout with absent seats, in whose rows stands anything. */
function withAbsent(rollout: Rollout, seed: number): Rollout {
  const rng = generator(seed, "anything");
  const copy = structuredClone(rollout);
  const known = [...arraysOf(copy.observations), ...Object.values(copy.notes)] as Float32Array[];
  const columns = [
    ...known.map((column) => ({ column, rows: (steps + 1) * seats })),
    ...[arraysOf(copy.actions)[0] as Float32Array, copy.rewards].map((column) => ({ column, rows: steps * seats })),
  ];
  for (let step = 0, row = 0; step < steps; step++)
    for (let seat = 0; seat < seats; seat++, row++) {
      if (isAbsent(step + 1, seat) && !isAbsent(step, seat)) copy.terminated[row] = 1; // a seat leaves by ending
      if (!isAbsent(step, seat)) continue;
      copy.present[row] = copy.terminated[row] = copy.truncated[row] = 0;
      copy.starts[row] = copy.starts[row + seats] = 1;
      for (const { column, rows } of columns) spoil(column, row, rows);
    }
  const ended = Int32Array.from([...copy.terminated.keys()].filter((row) => copy.terminated[row] === 1));
  const notes = Object.entries(copy.notes).map(([name, column]) => {
    const size = column.length / ((steps + 1) * seats);
    return [name, new Float32Array(ended.length * size)] as const;
  });
  return { ...copy, endings: { ...copy.endings, rows: ended, notes: Object.fromEntries(notes) } };

  function spoil(column: Float32Array | Float64Array, row: number, rows: number): void {
    const size = column.length / rows;
    for (let i = 0; i < size; i++) column[row * size + i] = 3 * rng.normal();
  }
}

describe("PPO", () => {
  for (const memory of [0, 5])
    it(`learns nothing from absent seats${memory ? ", with memory" : ""}`, async () => {
      const settings = {
        ...defaults,
        rolloutSteps: steps,
        minibatch: 12,
        epochs: 2,
        hidden: [8],
        memory,
        sequence: 4,
        normalizeObservations: true,
      };
      const host = {
        env: "fixture/any-v1",
        observation,
        action,
        maskSize: 0,
        seats,
        mayBeAbsent: true,
        seed: 1,
        device: "cpu",
      } as const;
      const saved: Uint8Array[] = [];
      for (const seed of [1, 2]) {
        const learner = await openPpo(settings, host);
        const lived = await randomRollout(learner, observation, action, seats, 1);
        const { metrics, adopt } = await learner.learn(withAbsent(lived, seed), 0);
        adopt();
        expect(Object.values(metrics).every(Number.isFinite)).toBe(true);
        saved.push(await learner.save());
        await learner.close?.();
      }
      expect(saved[1]).toEqual(saved[0]);
    });

  it("learns the same whether or not seats might have been absent, where all are present", async () => {
    const settings = { ...defaults, rolloutSteps: steps, minibatch: 12, epochs: 2, hidden: [8] };
    const saved: Uint8Array[] = [];
    for (const mayBeAbsent of [false, true]) {
      const host = {
        env: "fixture/any-v1",
        observation,
        action,
        maskSize: 0,
        seats,
        mayBeAbsent,
        seed: 1,
        device: "cpu",
      } as const;
      const learner = await openPpo(settings, host);
      (await learner.learn(await randomRollout(learner, observation, action, seats, 1), 0)).adopt();
      saved.push(await learner.save());
      await learner.close?.();
    }
    expect(saved[1]).toEqual(saved[0]);
  });
});

describe("minibatches of a rollout with absent seats", () => {
  const present = Uint8Array.from({ length: steps * seats }, (_, row) =>
    isAbsent(Math.floor(row / seats), row % seats) ? 0 : 1,
  );
  const lived = present.reduce((a, b) => a + b); // 48 - 4 - 7 = 37

  it("visit every row once an epoch that was lived, and no other", () => {
    const rows = drawMinibatches(
      { steps, seats, present },
      1,
      { batch: 1, length: 1, batchesPerEpoch: 48 },
      generator(1),
    );
    expect([...rows].sort((a, b) => a - b)).toEqual([...present.keys()].filter((row) => present[row] === 1));
  });

  it("are as many as the rows fill, or a multiple where a device wants that", () => {
    const batching = { batch: 6, length: 1, batchesPerEpoch: 8 };
    const count = (multiple?: number) =>
      drawMinibatches({ steps, seats, present }, 3, batching, generator(1), multiple).length / 6;
    expect([lived, count(), count(4), count(50)]).toEqual([37, 18, 16, 50]); // 6 an epoch
  });

  it("take rows twice where too few were lived for one", () => {
    const few = Uint8Array.from(present, (_, row) => (row < 3 ? 1 : 0));
    const rows = drawMinibatches(
      { steps, seats, present: few },
      1,
      { batch: 6, length: 1, batchesPerEpoch: 8 },
      generator(1),
    );
    expect([...rows].sort()).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("leave out sequences in which nobody was present", () => {
    const rows = drawMinibatches(
      { steps, seats, present },
      1,
      { batch: 4, length: 4, batchesPerEpoch: 12 },
      generator(1),
    );
    // sequences of steps 0-3, 4-7, 8-11: only that of seat 2 in steps 8-11 has nobody
    expect(rows.length).toBe(4 * 11);
    expect([...rows]).not.toContain(8 * seats + 2);
  });
});
