import type { BoundEnv, Episode, FeatureSummary } from "../core/index.ts";
import type { Actor } from "./actors.ts";
import { openStage, type Stage } from "./stage.ts";

/** Steps one world, restarting it when an episode ends; `seen` is called after every reset and step. */
export function play(
  stage: Stage,
  actor: Actor,
  steps: number,
  seen: (ended: boolean, step: number) => void = () => {},
  world = 0,
) {
  let elapsed = 0;
  for (let step = 0; step < steps; step++) {
    actor(stage, world);
    stage.step(world);
    elapsed++;
    const ended = stage.worlds[world].terminated() || elapsed >= stage.env.maxSteps;
    seen(ended, step);
    if (!ended) continue;
    stage.reset(world);
    elapsed = 0;
    seen(false, step);
  }
}

/** Plays one episode to its end, in the last of some rows. */
export function episodeOf(env: BoundEnv, actor: Actor, seed: number, rows = 1): Episode {
  const stage = openStage(env, rows);
  const world = rows - 1;
  try {
    stage.reset(world, seed, 0);
    const names = Object.keys(env.features);
    const summaries: { -readonly [K in keyof FeatureSummary]: number }[] = names.map(() => ({
      first: 0,
      last: 0,
      lowest: Number.POSITIVE_INFINITY,
      highest: Number.NEGATIVE_INFINITY,
      mean: 0,
    }));
    const events = Object.fromEntries(Object.keys(env.events).map((name) => [name, 0]));
    for (let steps = 1; ; steps++) {
      actor(stage, world);
      stage.step(world);
      summaries.forEach((summary, i) => {
        const value = stage.features[names[i]][world];
        if (steps === 1) summary.first = value;
        summary.last = value;
        summary.lowest = Math.min(summary.lowest, value);
        summary.highest = Math.max(summary.highest, value);
        summary.mean += (value - summary.mean) / steps;
      });
      for (const name in events) events[name] += stage.events[name][world];
      const terminated = stage.worlds[world].terminated();
      if (!terminated && steps < env.maxSteps) continue;
      const features = Object.fromEntries(names.map((name, i) => [name, summaries[i]]));
      return { steps, terminated, truncated: !terminated, maxSteps: env.maxSteps, features, events };
    }
  } finally {
    stage.close();
  }
}
