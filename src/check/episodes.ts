import type { BoundEnv, Episode, FeatureSummary } from "../core/index.ts";
import type { Actor } from "./actors.ts";
import { openStage, type Stage } from "./stage.ts";

/** Steps world 0 so many times, beginning a new episode where one ends; `seen` is called after every reset and step. */
export function play(
  stage: Stage,
  actor: Actor,
  steps: number,
  seen: (ended: boolean, step: number) => void = () => {},
) {
  let elapsed = 0;
  for (let step = 0; step < steps; step++) {
    actor(stage, 0);
    stage.step(0);
    elapsed++;
    const ended = stage.worlds[0].terminated(0) || elapsed >= stage.env.maxSteps;
    seen(ended, step);
    if (!ended) continue;
    stage.reset(0);
    elapsed = 0;
    seen(false, step);
  }
}

/** Plays one episode to its end. */
export function episodeOf(env: BoundEnv, actor: Actor, seed: number): Episode {
  const stage = openStage(env);
  try {
    stage.reset(0, seed);
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
      actor(stage, 0);
      stage.step(0);
      summaries.forEach((summary, i) => {
        const value = stage.features[names[i]][0];
        if (steps === 1) summary.first = value;
        summary.last = value;
        summary.lowest = Math.min(summary.lowest, value);
        summary.highest = Math.max(summary.highest, value);
        summary.mean += (value - summary.mean) / steps;
      });
      for (const name in events) events[name] += stage.events[name][0];
      const terminated = stage.worlds[0].terminated(0);
      if (!terminated && steps < env.maxSteps) continue;
      const features = Object.fromEntries(names.map((name, i) => [name, summaries[i]]));
      return { steps, terminated, truncated: !terminated, maxSteps: env.maxSteps, features, events };
    }
  } finally {
    stage.close();
  }
}
