import type { BoundEnv, Episode, FeatureSummary } from "../core/index.ts";
import type { Actor } from "./actors.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * Steps one world, restarting it when an episode ends; `seen` is called after every reset and step, and where seats go on
 * after a step.
 */
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
    const isTimeUp = elapsed >= stage.env.maxSteps;
    seen(isTimeUp || stage.someEnded(world), step);
    if (isTimeUp || stage.isOver(world)) {
      stage.reset(world);
      elapsed = 0;
    } else if (stage.env.seats > 1) stage.settle(world);
    else continue;
    seen(false, step);
  }
}

/**
 * Plays until the time is up or nobody goes on, in the last of some worlds: the first episode of every seat that takes
 * part from the start.
 */
export function episodesOf(env: BoundEnv, actor: Actor, seed: number, worlds = 1): Episode[] {
  const stage = openStage(env, worlds);
  const world = worlds - 1;
  try {
    stage.reset(world, seed, 0);
    const names = Object.keys(env.features);
    const seats = Array.from({ length: env.seats }, (_, seat) => seat);
    const rowOf = (seat: number) => world * env.seats + seat;
    const living = new Map(
      seats
        .filter((seat) => stage.present[rowOf(seat)])
        .map((seat) => [seat, { summaries: names.map(emptySummary), events: noEvents(env) }]),
    );
    const episodes: Episode[] = [];
    for (let steps = 1; ; steps++) {
      actor(stage, world);
      stage.step(world);
      for (const [seat, { summaries, events }] of living) {
        const row = rowOf(seat);
        summaries.forEach((summary, i) => {
          include(summary, stage.features[names[i]][row], steps);
        });
        for (const name in events) events[name] += stage.events[name][row];
        const terminated = stage.worlds[world].terminated(seat);
        if (!stage.hasEnded(world, seat) && steps < env.maxSteps) continue;
        const features = Object.fromEntries(names.map((name, i) => [name, summaries[i]]));
        episodes.push({ steps, terminated, truncated: !terminated, maxSteps: env.maxSteps, features, events });
        living.delete(seat);
      }
      if (living.size === 0 || stage.isOver(world)) return episodes;
      if (env.seats > 1) stage.settle(world);
    }
  } finally {
    stage.close();
  }
}

/** As `episodesOf`, for a world of one seat. */
export const episodeOf = (env: BoundEnv, actor: Actor, seed: number, worlds = 1): Episode =>
  episodesOf(env, actor, seed, worlds)[0];

type Summary = { -readonly [K in keyof FeatureSummary]: number };

const emptySummary = (): Summary => ({
  first: 0,
  last: 0,
  lowest: Number.POSITIVE_INFINITY,
  highest: Number.NEGATIVE_INFINITY,
  mean: 0,
});

const noEvents = (env: BoundEnv): { [name: string]: number } =>
  Object.fromEntries(Object.keys(env.events).map((name) => [name, 0]));

function include(summary: Summary, value: number, steps: number): void {
  if (steps === 1) summary.first = value;
  summary.last = value;
  summary.lowest = Math.min(summary.lowest, value);
  summary.highest = Math.max(summary.highest, value);
  summary.mean += (value - summary.mean) / steps;
}
