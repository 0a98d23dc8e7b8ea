import type { BoundEnv, Episode, FeatureSummary } from "../core/index.ts";
import type { Actor } from "./actors.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * Steps world 0 for a number of steps, beginning an episode where one ends; `seen` is called after every reset and step,
 * and where seats go on after others ended.
 */
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
    seen(someEnded(stage) || elapsed >= stage.env.maxSteps, step);
    const isOver = stage.settle(0);
    if (isOver || elapsed >= stage.env.maxSteps) {
      stage.reset(0);
      elapsed = 0;
      seen(false, step);
    } else if (stage.env.seats > 1) seen(false, step);
  }
}

const someEnded = (stage: Stage): boolean => {
  for (let seat = 0; seat < stage.env.seats; seat++) if (stage.present[seat] && stage.hasEnded(0, seat)) return true;
  return false;
};

/** Plays until the time is up or nobody goes on: the first episode of every seat that took part from the start. */
export function episodesOf(env: BoundEnv, actor: Actor, seed: number): Episode[] {
  const stage = openStage(env);
  try {
    stage.reset(0, seed);
    const names = Object.keys(env.features);
    const living = new Map(
      Array.from({ length: env.seats }, (_, seat) => seat)
        .filter((seat) => stage.present[seat])
        .map((seat) => [seat, { summaries: names.map(empty), events: eventsOf(env) }]),
    );
    const episodes: Episode[] = [];
    for (let steps = 1; ; steps++) {
      actor(stage, 0);
      stage.step(0);
      for (const [seat, { summaries, events }] of living) {
        summaries.forEach((summary, i) => {
          include(summary, stage.features[names[i]][seat], steps);
        });
        for (const name in events) events[name] += stage.events[name][seat];
        const terminated = stage.worlds[0].terminated(seat);
        if (!terminated && !stage.hasEnded(0, seat) && steps < env.maxSteps) continue;
        const features = Object.fromEntries(names.map((name, i) => [name, summaries[i]]));
        episodes.push({ steps, terminated, truncated: !terminated, maxSteps: env.maxSteps, features, events });
        living.delete(seat);
      }
      if (stage.settle(0) || living.size === 0) return episodes;
    }
  } finally {
    stage.close();
  }
}

/** As `episodesOf`, for a world of one seat. */
export const episodeOf = (env: BoundEnv, actor: Actor, seed: number): Episode => episodesOf(env, actor, seed)[0];

type Summary = { -readonly [K in keyof FeatureSummary]: number };

const empty = (): Summary => ({
  first: 0,
  last: 0,
  lowest: Number.POSITIVE_INFINITY,
  highest: Number.NEGATIVE_INFINITY,
  mean: 0,
});

const eventsOf = (env: BoundEnv): { [name: string]: number } =>
  Object.fromEntries(Object.keys(env.events).map((name) => [name, 0]));

function include(summary: Summary, value: number, steps: number): void {
  if (steps === 1) summary.first = value;
  summary.last = value;
  summary.lowest = Math.min(summary.lowest, value);
  summary.highest = Math.max(summary.highest, value);
  summary.mean += (value - summary.mean) / steps;
}
