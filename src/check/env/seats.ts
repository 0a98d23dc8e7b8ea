import { bindEnv, type Env, mostSeats, type Params } from "../../core/index.ts";
import { randomActor } from "../actors.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { labelsOf, numbersOf } from "../trace.ts";
import { type EnvCheck, staged } from "./subject.ts";

const alone = "one seat";

export const seatChecks: readonly EnvCheck[] = [
  {
    name: "params give no more seats than there may be",
    fix: `Limit the params so that \`seats\` is a whole number from 1 to ${mostSeats}.`,
    run({ env }) {
      if (!env.seats) return alone;
      const counts = extremes(env).map((params) => {
        const seats = env.seats!({ ...env.params, ...params } as never);
        if (!(Number.isInteger(seats) && seats >= 1 && seats <= mostSeats))
          wrong(`${JSON.stringify(params)} give ${seats} seats`);
        return seats;
      });
      return `${Math.min(...counts)} to ${Math.max(...counts)} seats`;
    },
  },
  {
    name: "somebody takes part from the start",
    fix: "Let present() be true of at least one seat after reset.",
    run: ({ bound, seed }) =>
      bound.seats === 1
        ? alone
        : staged((open) => {
            const stage = open(bound);
            for (let more = 0; more < 5; more++) {
              stage.reset(0, seed + more);
              if (!stage.present.includes(1)) wrong("no seat takes part after a reset");
            }
            return "5 resets";
          }),
  },
  {
    name: "a seat that begins leaves the others as they are",
    fix: "Write only the slot of its seat in reseat, and change nothing that the others show.",
    run: ({ bound, seed, steps }) =>
      bound.seats === 1
        ? alone
        : staged((open) => {
            const stage = open(bound);
            if (!stage.worlds[0].reseat) return "seats sit out until the world is reset";
            stage.reset(0, seed);
            const reseated = playReseating(stage, seed, steps);
            return `${reseated} times`;
          }),
  },
];

/** Plays random episodes of world 0, looking at every seat that begins while others go on. */
function playReseating(stage: Stage, seed: number, steps: number): number {
  const { seats, maxSteps } = stage.env;
  const act = randomActor(seed);
  const all = Array.from({ length: seats }, (_, seat) => seat);
  let [elapsed, reseated] = [0, 0];
  for (let step = 0; step < steps; step++) {
    act(stage, 0);
    stage.step(0);
    const isOver = ++elapsed >= maxSteps || stage.isOver(0);
    if (!isOver)
      for (const seat of all.filter((seat) => stage.hasEnded(0, seat))) {
        watchReseat(stage, seat);
        reseated++;
      }
    if (isOver) {
      stage.reset(0);
      elapsed = 0;
    } else stage.settle(0);
  }
  return reseated;
}

function watchReseat(stage: Stage, seat: number): void {
  const labels = labelsOf(stage.env);
  const before = numbersOf(stage);
  stage.reseat(0, seat);
  const after = numbersOf(stage, 0, before.at(-1) === 1);
  const changed = after.findIndex(
    (value, i) => !Object.is(value, before[i]) && !labels[i].endsWith(` of seat ${seat}`),
  );
  if (changed >= 0) wrong(`seat ${seat} begins an episode, and ${labels[changed]} changes`);
  if (stage.hasEnded(0, seat)) wrong(`the episode that seat ${seat} begins is over at once`);
}

/** Params with one at an end of its limits, of those that can be bound; the defaults first. */
function extremes(env: Env): Params[] {
  const ends = Object.entries(env.limits ?? {}).flatMap(([name, limit]) => {
    if (typeof env.params[name] !== "number" || !limit) return [];
    const range = "whole" in limit ? limit.whole : (limit as readonly [number, number]);
    return range.map((end) => ({ [name]: end }));
  });
  return [{}, ...ends.filter((params) => isValid(env, params))];
}

/** Whether the env takes params, but for how many seats they give. */
function isValid(env: Env, params: Params): boolean {
  try {
    bindEnv({ ...env, seats: undefined }, params);
    return true;
  } catch {
    return false; // refused for another reason
  }
}
