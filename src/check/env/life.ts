import { randomActor } from "../actors.ts";
import { chanceIn } from "../chance.ts";
import { fence, ownRow } from "../poison.ts";
import type { Stage } from "../stage.ts";
import { mismatchOf, numbersOf } from "../trace.ts";
import { maskFault } from "./legal-options.ts";
import { observationFault } from "./observed.ts";
import { type EnvSubject, staged } from "./subject.ts";

/** What was seen of a world that lived a few random episodes in three rows at once. Several checks read it. */
export interface Life {
  /** The numbers of the row in the middle, after every reset and step. */
  readonly trace: readonly Float64Array[];
  /** The first fault of each kind, in words. */
  readonly faults: { readonly [F in Fault]?: string };
  /** Labels of what no step has written. */
  readonly unwritten: readonly string[];
  /** Sources of chance other than the generator, and clocks, that reset or step called. */
  readonly called: readonly string[];
}

export type Fault = "observation" | "feature" | "event" | "mask" | "trespass" | "row";

const rows = 3;
const leader = 1; // the row that decides; it lives as in a vector, the others are poisoned before every step

/**
 * Plays the same seed and actions in every row at once. No world may write another's row, and all of them must show the
 * same, whatever was in their row before.
 */
export function live({ bound, seed, steps }: Pick<EnvSubject, "bound" | "seed" | "steps">): Life {
  return staged((open) => {
    const stage = open(bound, rows);
    const fences = stage.worlds.map((_, row) => fence(stage, row));
    const ended = new Uint8Array(rows);
    const act = randomActor(seed);
    const trace: Float64Array[] = [];
    const faults: { [F in Fault]?: string } = {};
    const own = new Map([0, 2].map((row) => [row, ownRow(stage, row, leader)]));
    const followers = new Set(own.keys()); // without those that went another way

    const note = (fault: Fault, found: string | undefined, when: string) => {
      if (found) faults[fault] ??= `${found}, ${when}`;
    };
    const move = (row: number, work: (row: number) => void, when: string) => {
      const wrote = fences[row](() => {
        work(row);
        ended[row] = stage.worlds[row].terminated() ? 1 : 0;
      });
      note("trespass", wrote, when);
    };
    const moveAll = (work: (row: number) => void, isStep: boolean, when: string) => {
      move(leader, work, when);
      const numbers = numbersOf(stage, leader, ended[leader] === 1);
      trace.push(numbers);
      for (const row of followers) {
        if (isStep) own.get(row)!.poison();
        move(row, work, when);
        if (isStep) own.get(row)!.settle();
        const mismatch = mismatchOf(bound, numbers, numbersOf(stage, row, ended[row] === 1));
        if (mismatch === undefined) continue;
        note(
          "row",
          `given the same seed and actions, row ${row} went a different way from row ${leader}: ${mismatch}`,
          when,
        );
        followers.delete(row);
      }
      note("observation", observationFault(stage, leader), when);
      note("feature", featureFault(stage, leader), when);
      note("event", eventFault(stage, leader), when);
    };

    const { called } = chanceIn(() => {
      moveAll((row) => stage.reset(row, seed, 0), false, "after a reset");
      note("mask", maskFault(stage, leader, false), "after a reset");
      for (let step = 1, elapsed = 1; step <= steps; step++, elapsed++) {
        const when = `after step ${step}`;
        act(stage, leader);
        for (const { values, size } of stage.given)
          for (const row of followers) values.copyWithin(row * size, leader * size, (leader + 1) * size);
        moveAll(stage.step, true, when);
        const over = ended[leader] === 1 || elapsed >= bound.maxSteps;
        note("mask", maskFault(stage, leader, over), when);
        if (!over) continue;
        elapsed = 0;
        moveAll((row) => stage.reset(row), false, `at the reset ${when}`);
        note("mask", maskFault(stage, leader, false), `at the reset ${when}`);
      }
    });
    return { trace, faults, unwritten: own.get(0)!.unwritten(), called };
  });
}

export function featureFault({ features }: Stage, row: number): string | undefined {
  for (const name in features)
    if (!Number.isFinite(features[name][row])) return `the feature ${name} is ${features[name][row]}`;
  return undefined;
}

function eventFault({ events }: Stage, row: number): string | undefined {
  for (const name in events) if (events[name][row] < 0) return `the event ${name} happened ${events[name][row]} times`;
  return undefined;
}
