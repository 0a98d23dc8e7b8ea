import { randomActor } from "../actors.ts";
import { wrong } from "../finding.ts";
import { mismatchOf, numbersOf } from "../trace.ts";
import { type EnvCheck, staged } from "./subject.ts";

const worlds = 3;

export const manyChecks: readonly EnvCheck[] = [
  {
    name: "worlds step in one call as they do alone",
    fix: "Write the same in createMany's step as each world's own step would, and terminated[world] = 1 where it ended.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const together = open(bound, worlds, true);
        if (!together.stepMany) return "they step one by one";
        const alone = open(bound, worlds);
        const all = Array.from({ length: worlds }, (_, world) => world);
        const actors = [alone, together].map(() => randomActor(seed));
        const begin = (world: number, own?: number) => {
          for (const stage of [alone, together]) stage.reset(world, own);
        };
        for (const world of all) begin(world, seed);
        for (let step = 0; step < steps; step++) {
          for (const world of all) {
            actors[0](alone, world);
            actors[1](together, world);
            alone.step(world);
          }
          const ended = together.stepMany();
          for (const world of all) {
            const mismatch = mismatchOf(bound, numbersOf(alone, world), numbersOf(together, world));
            if (mismatch) wrong(`step ${step + 1} of world ${world}: ${mismatch}`);
            const isOver = alone.isOver(world);
            if (isOver !== (ended[world] === 1))
              wrong(`step ${step + 1} of world ${world}: terminated is ${ended[world]}, but alone ${isOver ? 1 : 0}`);
            if (isOver) begin(world);
          }
        }
        return `${steps} steps of ${worlds} worlds`;
      }),
  },
];
