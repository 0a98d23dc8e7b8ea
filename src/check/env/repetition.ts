import type { BoundEnv } from "../../core/index.ts";
import { type Actor, randomActor, steadyActor } from "../actors.ts";
import { chanceIn } from "../chance.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { differenceOf, traceOf } from "../trace.ts";
import { type EnvCheck, staged } from "./subject.ts";

const future = 50; // steps that a loaded world is followed

export const repetitionChecks: readonly EnvCheck[] = [
  {
    name: "same seed and actions, same bytes",
    fix: "Draw all chance from the rng given to reset, and keep no state outside the world, such as in a module.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const alone = open(bound);
        alone.reset(0, seed);
        const expected = traceOf(alone, randomActor(seed), steps);

        const [again, other] = [open(bound), open(bound)];
        other.reset(0, seed + 1);
        again.reset(0, seed);
        const disturb = randomActor(seed + 1);
        const act = randomActor(seed);
        const disturbed: Actor = (stage, world) => {
          play(other, disturb, 1);
          act(stage, world);
        };
        const difference = differenceOf(bound, expected, traceOf(again, disturbed, steps));
        if (difference) wrong(`a second instance, beside a third, went another way: ${difference}`);
        return `${steps} steps twice`;
      }),
  },
  {
    name: "load(save()) goes on the same",
    fix: "Put everything that step reads into save, as copies, and write all of it back in load.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const stage = open(bound);
        stage.reset(0, seed);
        const act = randomActor(seed);
        const waits = [0, 7, Math.floor(steps / 2)];
        for (const wait of waits) {
          play(stage, act, wait);
          const moment = stage.save(0);
          const expected = futureOf(stage, seed);
          const fresh = open(bound);
          fresh.reset(0, seed + 1);
          play(fresh, randomActor(seed + 1), 5);
          for (const [which, into] of [
            ["the same", stage],
            ["a fresh", fresh],
          ] as const) {
            into.load(0, moment);
            const difference = differenceOf(bound, expected, futureOf(into, seed));
            if (difference) wrong(`${wait} steps after a reset, loaded into ${which} instance: ${difference}`);
          }
          stage.load(0, moment);
        }
        return `${waits.length} moments, ${future} steps each`;
      }),
  },
  {
    name: "seeds differ",
    fix: "Draw the start, or what happens, from the rng; or check the env with `deterministic`.",
    run({ bound, seed, steps, deterministic }) {
      const trace = (seed: number) => traceFrom(bound, seed, Math.min(steps, 100));
      const first = trace(seed);
      const differ = [1, 2, 3, 4].some((more) => differenceOf(bound, first, trace(seed + more)) !== undefined);
      if (deterministic && differ) wrong("it is said to be deterministic, but seeds make a difference");
      if (!deterministic && !differ) return { doubt: "five seeds gave the same episode" };
      return differ ? "5 seeds" : "deterministic, as said";
    },
  },
  {
    name: "chance comes from rng alone",
    fix: "Use the rng given to reset, and count steps instead of looking at a clock.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const stage = open(bound);
        const { called } = chanceIn(() => {
          stage.reset(0, seed);
          play(stage, randomActor(seed), steps);
        });
        if (called.length) wrong(`reset or step calls ${called.join(" and ")}`);
        return `${steps} steps`;
      }),
  },
];

const futureOf = (stage: Stage, seed: number) => traceOf(stage, randomActor(`${seed} on`), future);

/** The trace of a seed, the same thing done whatever happens, so that only the world can differ. */
function traceFrom(bound: BoundEnv, seed: number, steps: number): Float64Array[] {
  return staged((open) => {
    const stage = open(bound);
    stage.reset(0, seed);
    return traceOf(stage, steadyActor(0.5), steps);
  });
}
