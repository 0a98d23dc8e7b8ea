import { type Actor, randomActor, steadyActor } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import { fence } from "../poison.ts";
import type { Stage } from "../stage.ts";
import { differenceOf, traceOf } from "../trace.ts";
import { type EnvCheck, staged } from "./subject.ts";

const future = 50; // steps that a loaded world is followed

export const repetitionChecks: readonly EnvCheck[] = [
  {
    name: "same seed and actions, same bytes",
    fix: "Draw all random numbers from the rng given to reset, and keep no state outside the world, such as in a module.",
    run: ({ bound, seed, steps, life }) =>
      staged((open) => {
        const [again, other] = [open(bound), open(bound)];
        other.reset(0, seed + 1);
        again.reset(0, seed);
        const disturb = randomActor(seed + 1);
        const act = randomActor(seed);
        const disturbed: Actor = (stage, world) => {
          play(other, disturb, 1);
          act(stage, world);
        };
        const difference = differenceOf(bound, life().trace, traceOf(again, disturbed, steps));
        if (difference) wrong(`a second instance, beside a third, went another way: ${difference}`);
        return `${steps} steps twice`;
      }),
  },
  {
    name: "load(save()) goes on the same",
    fix: "Put everything that step reads into save, as copies, and write all of it back in load.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const [stage, row] = [open(bound, 2), 1];
        stage.reset(row, seed);
        const act = randomActor(seed);
        const waits = [0, 7, Math.floor(steps / 2)];
        for (const wait of waits) {
          play(stage, act, wait, undefined, row);
          const moment = stage.save(row);
          const expected = futureOf(stage, row, seed);
          const fresh = open(bound);
          fresh.reset(0, seed + 1);
          play(fresh, randomActor(seed + 1), 5);
          for (const [which, into, at] of [
            ["the same", stage, row],
            ["a fresh", fresh, 0],
          ] as const) {
            const wrote = fence(into, at)(() => into.load(at, moment));
            if (wrote) wrong(`load changes another world: ${wrote}`);
            const difference = differenceOf(bound, expected, futureOf(into, at, seed));
            if (difference) wrong(`${wait} steps after a reset, loaded into ${which} instance: ${difference}`);
          }
          stage.load(row, moment);
        }
        return `${waits.length} moments, ${future} steps each`;
      }),
  },
  {
    name: "seeds differ",
    fix: "Draw the start, or what happens, from the rng; or check the env with `deterministic`.",
    run: ({ bound, seed, steps, deterministic }) =>
      staged((open) => {
        const stage = open(bound);
        const others = [1, 2, 3, 4].map((more) => seed + more);
        const differ = [0, Math.min(steps, 100)].some((watched) => {
          const first = traceFrom(stage, seed, watched); // most starts differ already: then nothing need be played
          return others.some((other) => differenceOf(bound, first, traceFrom(stage, other, watched)) !== undefined);
        });
        if (deterministic && differ) wrong("it is said to be deterministic, but seeds make a difference");
        if (!deterministic && !differ) return { doubt: "five seeds gave the same episode" };
        return differ ? "5 seeds" : "deterministic, as said";
      }),
  },
  {
    name: "chance comes from rng alone",
    fix: "Use the rng given to reset, and count steps instead of looking at a clock.",
    run({ steps, life }) {
      const { called } = life();
      if (called.length) wrong(`reset or step calls ${called.join(" and ")}`);
      return `${steps} steps`;
    },
  },
];

const futureOf = (stage: Stage, row: number, seed: number) => traceOf(stage, randomActor(`${seed} on`), future, row);

/** The trace of a seed under fixed actions, so that only the world can differ. */
function traceFrom(stage: Stage, seed: number, steps: number): Float64Array[] {
  stage.reset(0, seed);
  return traceOf(stage, steadyActor(0.5), steps);
}
