import { arraysOf } from "../../core/index.ts";
import { type Actor, randomActor, steadyActors } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { differenceOf, labelsOf, mismatchOf, numbersOf } from "../trace.ts";
import { requireUnmoved } from "../unmoved.ts";
import { featureFault } from "./life.ts";
import { observationFault } from "./observed.ts";
import { type EnvCheck, staged } from "./subject.ts";

const rows = [0, 1] as const;
const mostLooks = 100; // steps after which a world is asked more than it need be

/** What each method of a world must do, and must leave alone. */
export const methodChecks: readonly EnvCheck[] = [
  {
    name: "reset writes everything but events",
    fix: "Write the whole observation, every feature and the mask in reset, and leave events alone.",
    run: ({ bound, seed }) =>
      staged((open) => {
        const stage = open(bound, rows.length);
        const labels = labelsOf(bound);
        for (const row of rows) {
          const after = (stale: number) => {
            stage.reset(row, seed);
            soil(stage, stale);
            stage.reset(row, seed);
            return numbersOf(stage, row);
          };
          const [first, second] = [after(0), after(1)];
          const stale = first.findIndex((value, i) => !Object.is(value, second[i]));
          if (stale >= 0) wrong(`${labels[stale]} of row ${row} is left over from what was there before`);
          for (const name in stage.events) if (stage.events[name][row] !== 0) wrong(`reset wrote the event ${name}`);
          if (stage.worlds[row].terminated()) wrong("an episode is over as it begins");
        }
        return `${labels.length} numbers in ${rows.length} rows`;
      }),
  },
  {
    name: "actions at and beyond their bounds behave",
    fix: "Make step work for every legal action, bounds included, and never write into slot.action.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const actors = steadyActors(bound.action);
        const each = Math.ceil(steps / actors.length);
        const stage = open(bound, rows.length);
        const given = () => arraysOf(stage.actions).flatMap((values) => Array.from(values));
        for (const [i, actor] of actors.entries()) {
          const row = i % rows.length;
          stage.reset(row, seed);
          let acted = given();
          const act: Actor = (_, world) => {
            actor(stage, world);
            stage.clip(world);
            acted = given();
          };
          const look = () => {
            if (given().some((value, i) => value !== acted[i])) wrong("step changed the action that it was given");
            const fault = observationFault(stage, row) ?? featureFault(stage, row);
            if (fault) wrong(fault);
          };
          play(stage, act, each, look, row);
        }
        return `${actors.length} steady actions`;
      }),
  },
  {
    name: "terminated() and save() only look",
    fix: "Let step decide whether the episode ends and count what must be counted; answer from the state alone.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const stage = open(bound, rows.length);
        const [plain, asked] = rows;
        const both = (work: (row: number) => void) => rows.forEach(work);
        const act = randomActor(seed);
        const looks = Math.min(steps, mostLooks);
        both((row) => stage.reset(row, seed, 0));
        for (let step = 1, elapsed = 1; step <= looks; step++, elapsed++) {
          act(stage, plain);
          for (const { values, size } of stage.given) values.copyWithin(asked * size, plain * size, size);
          both(stage.step);
          const ended = stage.worlds[plain].terminated();
          ask(stage, asked);
          const mismatch = mismatchOf(bound, numbersOf(stage, plain, ended), numbersOf(stage, asked));
          if (mismatch) wrong(`a world that is asked more often goes a different way: ${mismatch}, after step ${step}`);
          if (!ended && elapsed < bound.maxSteps) continue;
          elapsed = 0;
          both((row) => stage.reset(row));
        }
        return `asked after ${looks} steps`;
      }),
  },
  {
    name: "nothing is written after a step",
    fix: "Do all of a step's work before step returns: worlds are synchronous.",
    run: ({ bound, seed }) =>
      staged(async (open) => {
        const stage = open(bound, rows.length);
        const numbers = () => rows.map((row) => numbersOf(stage, row));
        for (const row of rows) stage.reset(row, seed);
        for (let step = 0; step < 3; step++) {
          if (step > 0) for (const row of rows) play(stage, randomActor(seed + step), 1, undefined, row);
          const before = numbers();
          await new Promise((resolve) => setTimeout(resolve));
          const difference = differenceOf(bound, before, numbers());
          if (difference) wrong(`after ${step ? "a step" : "reset"} it went on writing: ${difference}`);
        }
        return "a reset and 2 steps";
      }),
  },
];

function ask(stage: Stage, row: number): void {
  const world = stage.worlds[row];
  requireUnmoved(stage, row, "save()", () => world.save());
  requireUnmoved(stage, row, "terminated()", () => {
    const [first, second] = [world.terminated(), world.terminated()];
    if (first !== second) wrong(`terminated() says ${first}, then ${second} of the same state`);
  });
}

/** Writes the same stale value everywhere a world may write. */
function soil({ kept }: Stage, stale: number): void {
  for (const { values } of kept) values.fill(stale);
}
