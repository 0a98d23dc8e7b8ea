import {
  type BoundEnv,
  fail,
  leafName,
  leavesOf,
  listing,
  nearest,
  type RewardInputs,
  requireFeatures,
  requireNames,
} from "../core/index.ts";

/** The largest picture side that a reward may ask for [pixels]. */
const longestSide = 4096;

/**
 * Checks that an env measures what a reward asks for. Whether a world speaks text shows only when worlds exist.
 * @throws `reward/input`, naming what there is
 */
export function requireInputs(asker: string, inputs: RewardInputs, env: BoundEnv): void {
  requireFeatures(env.id, inputs, env.features, asker);
  requireNames(env.id, "event", inputs.events ?? [], Object.keys(env.events), asker);
  const leaves = leavesOf(env.observation).map(({ path }) => leafName(path));
  requireNames(env.id, "leaf", inputs.leaves ?? [], leaves, asker);
  if (!inputs.frames) return;
  const { width, height, camera, every = 1 } = inputs.frames;
  const asking = `${asker} asking ${env.id} for`;
  if (env.cameras.length === 0)
    fail("reward/input", { given: `${asking} frames`, expected: "an env with cameras; this one paints no pictures" });
  if (camera !== undefined && !env.cameras.includes(camera))
    fail("reward/input", {
      given: `${asking} the camera ${JSON.stringify(camera)}`,
      expected: listing(env.cameras),
      fix: nearest(camera, env.cameras),
    });
  if (![width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= longestSide))
    fail("reward/input", {
      given: `${asking} frames of ${width} x ${height}`,
      expected: `sides from 1 to ${longestSide} pixels`,
    });
  if (!Number.isInteger(every) || every < 1)
    fail("reward/input", { given: `${asking} a frame every ${every} steps`, expected: "a whole number of at least 1" });
}

/** A reward or transform that reads inputs, by its place in the expression. */
export interface Asker {
  readonly path: string;
  readonly inputs: RewardInputs;
}

/**
 * The union of all inputs, for the collector to gather. A picture without a camera is one of the env's first camera.
 * @throws `reward/input` if two ask for different pictures
 */
export function unionOf(askers: readonly Asker[], env: BoundEnv): RewardInputs {
  const names = (key: "features" | "vectors" | "events" | "leaves") => [
    ...new Set(askers.flatMap(({ inputs }) => inputs[key] ?? [])),
  ];
  const any = (key: "before" | "observations" | "actions" | "text" | "goals" | "history" | "groups") =>
    askers.some(({ inputs }) => inputs[key]);
  return {
    features: names("features"),
    vectors: names("vectors"),
    before: any("before"),
    events: names("events"),
    observations: any("observations"),
    leaves: names("leaves"),
    actions: any("actions"),
    text: any("text"),
    goals: any("goals"),
    frames: agreedFrames(askers, env),
    history: any("history"),
    groups: any("groups"),
  };
}

function agreedFrames(askers: readonly Asker[], env: BoundEnv): RewardInputs["frames"] {
  const [first, ...others] = askers
    .filter(({ inputs }) => inputs.frames)
    .map(({ path, inputs }) => {
      const { camera = env.cameras[0], ...frames } = inputs.frames!;
      const { width, height, every, at } = frames;
      const cadence = `${every ? ` every ${every} steps` : ""}${at ? " at the end" : ""}`;
      return { path, frames: { ...frames, camera }, words: `${width} x ${height} by ${camera}${cadence}` };
    });
  const other = others.find(({ words }) => words !== first.words);
  if (other)
    fail("reward/input", {
      given: `pictures of ${first.words} for ${first.path} and of ${other.words} for ${other.path}`,
      expected: "one size, camera and cadence for all terms",
      fix: "Give both the same width, height, camera, `every` and `at`.",
    });
  return first?.frames;
}
