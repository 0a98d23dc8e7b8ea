import { randomActor } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import { growthOf } from "../heap.ts";
import { openStage } from "../stage.ts";
import { differenceOf, traceOf } from "../trace.ts";
import { type EnvCheck, staged } from "./subject.ts";

/** What a world may leave behind when closed, and a step in any case [bytes]; noise of the engine is below it. */
const leftByWorld = 2_000;
const leftByStep = 4;
const noise = 16_000; // of few steps
const neighbourSteps = 5;

export const lifetimeChecks: readonly EnvCheck[] = [
  {
    name: "closing twice is harmless",
    fix: "Let close return at once where the world is closed already.",
    run({ bound, seed }) {
      const stage = openStage(bound);
      stage.reset(0, seed);
      stage.close();
      stage.close();
      openStage(bound).close();
      return "after a reset, and before any";
    },
  },
  {
    name: "closing a world leaves the others alone",
    fix: "Free in close what this world took in create, and nothing that other worlds share.",
    run: ({ bound, seed, steps, life }) =>
      staged((open) => {
        const stage = open(bound, 2);
        stage.reset(0, seed);
        stage.reset(1, seed, 0);
        stage.worlds[0].close?.();
        const watched = Math.min(steps, neighbourSteps);
        const alone = traceOf(stage, randomActor(seed), watched, 1);
        const difference = differenceOf(bound, life().trace.slice(0, alone.length), alone);
        if (difference) wrong(`a world whose neighbour was closed went another way: ${difference}`);
        return `${watched} steps`;
      }),
  },
  {
    name: "closed worlds leave no memory behind",
    watchesMemory: true,
    fix: "Free in close what create took, and keep no world in a module's list.",
    run({ bound, seed, cycles }) {
      const allowed = cycles * leftByWorld;
      const growth = growthOf(() => {
        for (let cycle = 0; cycle < cycles; cycle++) {
          const stage = openStage(bound);
          stage.reset(0, seed);
          stage.close();
        }
      }, allowed);
      if (growth > allowed) wrong(`${cycles} worlds left ${Math.round(growth / 1024)} KiB behind`);
      return `${cycles} worlds, ${Math.round(growth / cycles)} bytes each`;
    },
  },
  {
    name: "steps take no growing memory",
    watchesMemory: true,
    fix: "Allocate arrays in create and overwrite them; keep no history in the world.",
    run: ({ bound, seed, watchedSteps }) =>
      staged((open) => {
        const stage = open(bound);
        stage.reset(0, seed);
        const act = randomActor(seed);
        const allowed = Math.max(noise, watchedSteps * leftByStep);
        const growth = growthOf(() => play(stage, act, watchedSteps), allowed);
        if (growth > allowed) wrong(`${watchedSteps} steps took ${Math.round(growth / 1024)} KiB for good`);
        return `${watchedSteps} steps, ${Math.round(growth)} bytes`;
      }),
  },
];
