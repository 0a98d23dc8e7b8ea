import { randomActor } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { Fault } from "./life.ts";
import { type EnvCheck, type EnvSubject, staged } from "./subject.ts";

export const runs: EnvCheck = {
  name: "it runs",
  fix: "Make create, reset, step and close work with random legal actions.",
  run: ({ bound, seed }) =>
    staged((open) => {
      const stage = open(bound, 2);
      for (const row of [0, 1]) {
        stage.reset(row, seed);
        play(stage, randomActor(seed), 5, undefined, row);
      }
      return "5 steps in each of 2 rows";
    }),
};

/** What was seen while a world lived random episodes in several rows at once. */
export const behaviourChecks: readonly EnvCheck[] = [
  {
    name: "observations are in their space",
    fix: "Write finite numbers within low and high, or widen the space to what is observed.",
    run: (subject) => seen(subject, "observation"),
  },
  {
    name: "features are finite",
    fix: "Write a finite number into every feature in reset and step.",
    run: (subject) => seen(subject, "feature"),
  },
  {
    name: "events are counts",
    fix: "Count events from 0 up, in step only.",
    run: (subject) => seen(subject, "event"),
  },
  {
    name: "masks leave a legal option",
    fix: "Write 1 for every legal option of every part into slot.mask, 0 for all else and for rows that a list lacks.",
    run: (subject) => (subject.bound.maskSize ? seen(subject, "mask") : "no masks declared"),
  },
  {
    name: "step writes all that it shows",
    fix: "Write the whole observation, every feature and the mask in step as in reset, constants included.",
    run(subject) {
      const { unwritten, trace } = subject.life();
      if (unwritten.length) return { doubt: `never written while stepping: ${some(unwritten)}` };
      return `${trace[0].length} numbers`;
    },
  },
  {
    name: "a world writes its own rows only",
    fix: "Write features[name][slot.row], features[vector][element][slot.row] and events[name][slot.row], never another index, and keep no slot in the module.",
    run: (subject) => seen(subject, "trespass"),
  },
  {
    name: "a world lives the same in every row",
    fix: "Keep all state in the world: none in the module, none read back from the slot, none that follows slot.row.",
    run: (subject) => seen(subject, "row"),
  },
];

function seen({ life, steps }: EnvSubject, fault: Fault): string {
  const found = life().faults[fault];
  if (found) wrong(found);
  return `${steps} steps in 3 rows`;
}

const mostNamed = 12;
const some = (names: readonly string[]) =>
  names.length > mostNamed
    ? `${names.slice(0, mostNamed).join(", ")} and ${names.length - mostNamed} more`
    : names.join(", ");
