import {
  batchOf,
  generator,
  type Learner,
  maskSizeOf,
  type Rng,
  type Rollout,
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

/** Random experience that a learner can learn from: its own decisions, rewards that favour nothing. */
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
  const view = randomView(observation, action, masked, rows, learner.stateSize, rng);
  const { actions, latents, logProbs, values } = await learner.act(view, "explore");
  const floats = (deviation: number) => Float32Array.from({ length: rows }, () => deviation * rng.normal());
  return {
    ...view,
    steps: learner.rolloutSteps,
    worlds,
    states: view.state,
    actions: structuredClone(actions),
    latents: latents.slice(),
    logProbs: logProbs.map((each) => each + 0.05 * rng.normal()),
    values: values.slice(),
    nextValues: floats(1),
    rewards: Float64Array.from(floats(1)),
    terminated: Uint8Array.from({ length: rows }, () => (rng.uniform() < 0.05 ? 1 : 0)),
    truncated: new Uint8Array(rows),
  };
}
