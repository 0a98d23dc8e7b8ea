import {
  batchOf,
  generator,
  type Learner,
  maskSizeOf,
  type Rng,
  type Rollout,
  rowsOf,
  type Space,
  sample,
  type View,
  write,
} from "../../src/core/index.ts";

/** Rows of random observations, as a policy sees them. */
export function randomView(
  observation: Space,
  action: Space,
  masked: boolean,
  rows: number,
  stateSize: number,
  rng: Rng,
): View {
  const observations = batchOf(observation, rows);
  for (let row = 0; row < rows; row++) write(observation, observations, sample(observation, rng), row);
  const masks = new Uint8Array(masked ? rows * maskSizeOf(action) : 0).fill(1);
  return { rows, observations, masks, starts: new Uint8Array(rows), state: new Float32Array(rows * stateSize) };
}

/** Random experience for a learner: its own decisions, and rewards that favour none of them. */
export async function randomRollout(
  learner: Learner,
  observation: Space,
  action: Space,
  worlds: number,
  seed: number,
  masked = false,
): Promise<Rollout> {
  const rng = generator(seed, "experience");
  const rows = learner.rolloutSteps * worlds;
  const view = randomView(observation, action, masked, rows + worlds, learner.stateSize, rng);
  const { actions, notes = {} } = await learner.act(view, "explore");
  const { logProbs, ...others } = structuredClone(notes);
  const terminated = Uint8Array.from({ length: rows }, () => (rng.uniform() < 0.05 ? 1 : 0));
  const ended = Int32Array.from([...terminated.keys()].filter((row) => terminated[row] === 1));
  const floats = (deviation: number) => Float32Array.from({ length: rows }, () => deviation * rng.normal());
  return {
    ...view,
    steps: learner.rolloutSteps,
    seats: worlds,
    present: new Uint8Array(rows).fill(1),
    groups: new Int32Array(0),
    states: view.state,
    actions: structuredClone(rowsOf(action, actions, 0, rows)),
    notes: { ...others, logProbs: logProbs.map((each) => each + 0.05 * rng.normal()) },
    rewards: Float64Array.from(floats(1)),
    terms: {},
    streams: {},
    terminated,
    truncated: new Uint8Array(rows),
    endings: {
      rows: ended,
      observations: batchOf(observation, ended.length),
      notes: Object.fromEntries(
        Object.entries(learner.noteSizes ?? {}).map(([name, size]) => [name, new Float32Array(ended.length * size)]),
      ),
    },
    version: 0,
  };
}
