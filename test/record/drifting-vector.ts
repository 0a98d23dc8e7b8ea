import {
  arraysOf,
  type BoundEnv,
  batchOf,
  bindEnv,
  box,
  choice,
  choices,
  defineEnv,
  generator,
  type PackedArray,
  pack,
  parts,
  type Rng,
  rowsOf,
  unpack,
} from "../../src/core/index.ts";
import type { RecordableWorlds, ReplayableWorld } from "../../src/record/index.ts";

/** A point that drifts by chance and push until it leaves [-1, 1]; its spaces have several leaves, its events count. */
const drifting = defineEnv({
  id: "fixture/drifting-v1",
  goal: "Stay in the middle.",
  observation: parts({ place: box({ dtype: "float32", shape: [2] }), side: choice("left", "right") }),
  action: parts({
    push: box({ dtype: "float32", shape: [1], low: -1, high: 1 }),
    gear: choices({ a: ["x", "y", "z"] }),
  }),
  features: { place: "m", luck: "1" },
  events: { crossed: "The point went over the middle." },
  params: { reach: 0.3 },
  maxSteps: 9,
  stepSeconds: 0,
  score: ({ steps }) => steps / 9,
  create({ reach }, { row, action, observation, features, events }) {
    let rng: Rng;
    const place = new Float64Array(1);
    const measure = (luck: number) => {
      observation.place.set([place[0], luck]);
      observation.side[0] = place[0] < 0 ? 0 : 1;
      features.place[row] = place[0];
      features.luck[row] = luck;
    };
    return {
      reset(given) {
        rng = given;
        place[0] = rng.uniform(-0.5, 0.5);
        measure(Number.NaN);
      },
      step() {
        const luck = rng.uniform(-1, 1);
        const old = place[0];
        place[0] += reach * (luck + action.push[0] * (1 + action.gear[0]));
        if (old * place[0] < 0) events.crossed[row] += 1;
        measure(luck);
      },
      terminated: () => Math.abs(place[0]) > 1,
      save: () => pack({ place }),
      load: (bytes) => place.set((unpack(bytes) as { place: Float64Array }).place),
    };
  },
});

export const driftingEnv = (params?: { reach?: number; maxSteps?: number }): BoundEnv => bindEnv(drifting, params);

type Saved = {
  rng: Float64Array;
  elapsed: number;
  world: Uint8Array;
  observation: PackedArray[];
  features: Float64Array;
};

/** The smallest vector that can be recorded and replayed. */
export function driftingVector(env: BoundEnv, worlds: number, seed: number) {
  const names = Object.keys(env.features);
  const columns = () => Object.fromEntries(names.map((name) => [name, new Float64Array(worlds)]));
  const vector = {
    env,
    worlds,
    rows: worlds,
    present: new Uint8Array(worlds).fill(1),
    acted: new Uint8Array(worlds).fill(1),
    actions: batchOf(env.action, worlds),
    observations: batchOf(env.observation, worlds),
    finalObservations: batchOf(env.observation, worlds),
    features: columns(),
    finalFeatures: columns(),
    events: { crossed: new Int32Array(worlds) },
    terminated: new Uint8Array(worlds),
    truncated: new Uint8Array(worlds),
  };
  const observationsOf = (row: number) => arraysOf(rowsOf(env.observation, vector.observations, row));
  const members = Array.from({ length: worlds }, (_, row) => ({
    elapsed: 0,
    rng: generator(seed, "world", row),
    world: env.create({
      row,
      action: rowsOf(env.action, vector.actions, row),
      observation: rowsOf(env.observation, vector.observations, row),
      features: vector.features,
      events: vector.events,
      mask: new Uint8Array(0),
    }),
  }));
  for (const { world, rng } of members) world.reset(rng);
  return {
    ...vector,
    savable: true,
    async step() {
      vector.events.crossed.fill(0);
      for (const [row, member] of members.entries()) {
        member.world.step();
        member.elapsed++;
        vector.terminated[row] = member.world.terminated(0) ? 1 : 0;
        vector.truncated[row] = !vector.terminated[row] && member.elapsed === env.maxSteps ? 1 : 0;
        if (!vector.terminated[row] && !vector.truncated[row]) continue;
        for (const name of names) vector.finalFeatures[name][row] = vector.features[name][row];
        const last = arraysOf(rowsOf(env.observation, vector.finalObservations, row));
        for (const [i, leaf] of observationsOf(row).entries()) last[i].set(leaf);
        member.elapsed = 0;
        member.world.reset(member.rng);
      }
    },
    async save(row: number) {
      const { rng, elapsed, world } = members[row];
      const features = Float64Array.from(names, (name) => vector.features[name][row]);
      return pack({ rng: rng.save(), elapsed, world: world.save(), observation: observationsOf(row), features });
    },
    async load(row: number, bytes: Uint8Array) {
      const { rng, elapsed, world, observation, features } = unpack(bytes) as Saved;
      members[row].rng.load(rng);
      members[row].elapsed = elapsed;
      members[row].world.load(world, members[row].rng);
      for (const [i, leaf] of observationsOf(row).entries()) leaf.set(observation[i]);
      for (const [i, name] of names.entries()) vector.features[name][row] = features[i];
    },
  } satisfies RecordableWorlds & ReplayableWorld;
}
