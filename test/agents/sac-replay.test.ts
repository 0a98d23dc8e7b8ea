import { describe, expect, it } from "vitest";
import { chunkOf } from "../../agents/sac/chunk.ts";
import type { ReplayOptions, Transitions } from "../../agents/sac/memory.ts";
import { replayMemory } from "../../agents/sac/replay.ts";
import { box, generator, leavesOf, memoryBlobs, type Rollout } from "../../src/core/index.ts";

const leaves = leavesOf(box({ dtype: "float32", shape: [1] }));
const options: ReplayOptions = { leaves, places: [0], actionSize: 1, seats: 2, most: 64, gamma: 0.5, nSteps: 1 };

interface Lived {
  /** By step and seat; observations of the last step are followed by those of one more. */
  readonly observed: readonly (readonly [number, number])[];
  readonly rewards: readonly (readonly [number, number])[];
  readonly terminated?: readonly number[];
  readonly truncated?: readonly number[];
  readonly absent?: readonly number[];
  /** What was observed last, by row. */
  readonly endings?: { readonly [row: number]: number };
}

function rollout({ observed, rewards, terminated = [], truncated = [], absent = [], endings = {} }: Lived): Rollout {
  const rows = 2 * rewards.length;
  const flags = (set: readonly number[]) => Uint8Array.from({ length: rows }, (_, row) => (set.includes(row) ? 1 : 0));
  const ended = Object.keys(endings).map(Number);
  return {
    steps: rewards.length,
    seats: 2,
    present: flags(Array.from({ length: rows }, (_, row) => row).filter((row) => !absent.includes(row))),
    observations: Float32Array.from(observed.flat()),
    rewards: Float64Array.from(rewards.flat()),
    terminated: flags(terminated),
    truncated: flags(truncated),
    endings: {
      rows: Int32Array.from(ended),
      observations: Float32Array.from(ended, (row) => endings[row]),
      notes: {},
    },
  } as unknown as Rollout;
}

const actionsOf = ({ steps }: Rollout) => Float32Array.from({ length: 2 * steps }, (_, row) => row / 10);

/** Draws many rows: each that there is, by what was observed before it. */
function drawn(memory: ReturnType<typeof replayMemory>, count = 300) {
  const into: Transitions = {
    before: [new Float32Array(count)],
    after: [new Float32Array(count)],
    actions: new Float32Array(count),
    rewards: new Float32Array(count),
    discounts: new Float32Array(count),
  };
  memory.draw(generator(1, "draw"), into, 0, count);
  const rows = new Map<number, readonly number[]>();
  for (let i = 0; i < count; i++)
    rows.set(into.before[0][i], [into.after[0][i], into.actions[i], into.rewards[i], into.discounts[i]]);
  return Object.fromEntries(rows);
}

const lived = rollout({
  observed: [
    [10, 20],
    [11, 21],
    [12, 30],
    [13, 31],
  ],
  rewards: [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  terminated: [3],
  truncated: [4],
  endings: { 3: 22, 4: 99 },
});

describe("a replay memory", () => {
  it("gives what followed: the next observation, the last one of an episode, and nothing after a terminal state", () => {
    const memory = replayMemory(options);
    memory.append(lived, actionsOf(lived));
    const close = (number: number) => expect.closeTo(number, 6);
    expect(drawn(memory)).toEqual({
      10: [11, 0, 1, 0.5],
      20: [21, close(0.1), 2, 0.5],
      11: [12, close(0.2), 3, 0.5],
      21: [22, close(0.3), 4, 0],
      12: [99, close(0.4), 5, 0.5],
      30: [31, close(0.5), 6, 0.5],
    });
  });

  it("counts several steps, up to an end or the newest row", () => {
    const memory = replayMemory({ ...options, nSteps: 3 });
    memory.append(lived, actionsOf(lived));
    const rows = drawn(memory);
    expect(rows[10]).toEqual([99, 0, 1 + 0.5 * 3 + 0.25 * 5, 0.125]); // truncated: what follows counts
    expect(rows[20]).toEqual([22, expect.closeTo(0.1, 6), 2 + 0.5 * 4, 0]); // terminated
    expect(rows[30]).toEqual([31, 0.5, 6, 0.5]); // the newest
  });

  it("never gives a row without its seat, and counts none into another", () => {
    const memory = replayMemory({ ...options, nSteps: 2 });
    const gap = rollout({
      observed: [
        [1, 2],
        [3, 0],
        [5, 6],
        [7, 8],
      ],
      rewards: [
        [1, 1],
        [1, 0],
        [1, 1],
      ],
      absent: [3],
    });
    memory.append(gap, actionsOf(gap));
    expect(memory.count).toBe(5);
    const rows = drawn(memory);
    expect(Object.keys(rows)).toEqual(["1", "2", "3", "5", "6"]);
    expect(rows[2][2]).toBe(1);
  });

  it("keeps rows that nothing follows beside those that were lived, and counts no reward across", () => {
    const memory = replayMemory({ ...options, nSteps: 3 });
    const open = rollout({
      observed: [
        [1, 2],
        [3, 4],
      ],
      rewards: [[1, 1]],
    });
    memory.append(open, actionsOf(open));
    const floats = (...values: number[]) => Float32Array.from(values);
    const told = {
      ...{ rows: 3, source: Int32Array.of(0, 1, 1), before: [floats(50, 51, 52)], after: [floats(60, 61, 62)] },
      ...{ rewards: Float64Array.of(7, 8, 9), terminated: Uint8Array.of(1, 0, 0) },
    };
    memory.appendApart(told, actionsOf(open));
    memory.append(lived, actionsOf(lived));
    expect(memory.count).toBe(2 + 3 + 6);
    const rows = drawn(memory, 1000);
    const tenth = expect.closeTo(0.1, 6);
    expect([rows[1], rows[2]]).toEqual([
      [3, 0, 1, 0.5],
      [4, tenth, 1, 0.5],
    ]);
    expect([rows[50], rows[51], rows[52]]).toEqual([
      [60, 0, 7, 0],
      [61, tenth, 8, 0.5],
      [62, tenth, 9, 0.5],
    ]);
    expect(rows[10]).toEqual([99, 0, 1 + 0.5 * 3 + 0.25 * 5, 0.125]);
  });

  const steps = (first: number, count: number) => {
    const at = Array.from({ length: count + 1 }, (_, i) => [first + i, 1000 + first + i] as const);
    return rollout({ observed: at, rewards: at.slice(0, -1) });
  };

  it("forgets the oldest by chunks, and never holds more than it may", () => {
    const memory = replayMemory(options);
    for (let first = 0; first < 200; first += 5) {
      const next = steps(first, 5);
      memory.append(next, actionsOf(next));
      expect(memory.count).toBeLessThanOrEqual(64);
      const seen = Object.keys(drawn(memory)).map(Number);
      expect(Math.max(...seen)).toBe(1000 + first + 4);
    }
    expect(memory.count).toBeGreaterThan(64 - 10);
  });

  it("is the same after it was saved and loaded; a full chunk is put once, and dropped once forgotten", async () => {
    const [memory, blobs] = [replayMemory(options), memoryBlobs()];
    const put: string[] = [];
    const dropped: string[] = [];
    const watched = {
      get: blobs.get,
      put: async (bytes: Uint8Array) => {
        put.push(await blobs.put(bytes));
        return put[put.length - 1];
      },
      drop: async (name: string) => {
        dropped.push(name);
        await blobs.drop(name);
      },
    };
    for (let first = 0; first < 90; first += 9) {
      const next = steps(first, 9);
      memory.append(next, actionsOf(next));
      const saved = await memory.save(watched);
      const again = replayMemory(options);
      await again.load(saved, watched);
      expect(again.count).toBe(memory.count);
      expect(drawn(again)).toEqual(drawn(memory));
    }
    expect(new Set(put).size).toBe(put.length);
    expect(dropped).toEqual(put.slice(0, dropped.length));
    expect(dropped.length).toBeGreaterThan(10);
  });

  const features = { after: [], before: [] };

  it("refuses steps that its parts do not hold", async () => {
    const rest = chunkOf({ leaves, actionSize: 1 }, 8).bytes;
    const loading = (steps: number, first: number) =>
      replayMemory(options).load({ steps, first, features, blobs: [], rest }, memoryBlobs());
    await loading(3, 0);
    for (const [steps, first] of [
      [30, 0],
      [3, 8],
      [3, Number.NaN],
    ])
      await expect(loading(steps, first)).rejects.toMatchObject({ code: "file/corrupt" });
  });

  it("refuses a part of another size", async () => {
    const rest = chunkOf({ leaves, actionSize: 1 }, 3).bytes;
    const loading = replayMemory(options).load({ steps: 1, first: 0, features, blobs: [], rest }, memoryBlobs());
    await expect(loading).rejects.toMatchObject({ code: "file/corrupt" });
  });
});
