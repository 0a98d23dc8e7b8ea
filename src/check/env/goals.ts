import { arraysOf, asWritten, type BoundGoals, leavesOf } from "../../core/index.ts";
import { randomActor } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { placesIn } from "./life.ts";
import { type EnvCheck, type EnvSubject, staged } from "./subject.ts";

export const goalChecks: readonly EnvCheck[] = [
  {
    name: "what depends on the goal is derived",
    fix: "Let the world call goals.derive(features, row) after it has written the other features, and write none of them itself.",
    run: (subject) =>
      everywhere(subject, ({ features }, { derived, derive }, row) => {
        const again = Object.fromEntries(Object.entries(features).map(([name, column]) => [name, column.slice()]));
        for (const name of derived) again[name][row] = Number.NaN; // so that none is derived from itself
        derive(asWritten(again), row);
        for (const name of Object.keys(features))
          if (!Object.is(again[name][row], features[name][row]))
            wrong(`the world writes ${features[name][row]} for ${name}, and derived it is ${again[name][row]}`);
      }),
  },
  {
    name: "the observation shows the goal where its definition says",
    fix: "Write the feature itself into the observation, at the place in `observed`, without rounding or noise.",
    run: (subject) =>
      everywhere(subject, ({ env, features, observations }, { observed }, row) => {
        const leaves = leavesOf(env.observation);
        for (const { column, leaf, element } of observed) {
          const array = arraysOf(observations)[leaf];
          const shown = array.slice(0, 1);
          shown[0] = features[column][row];
          const seen = array[row * leaves[leaf].size + element];
          if (seen !== shown[0])
            wrong(`element ${element} of the leaf "${leaves[leaf].path}" is ${seen}, where ${column} is ${shown[0]}`);
        }
      }),
  },
  {
    name: "the goal ends episodes as its definition says",
    fix: "Let terminated() tell whether the column in `ends` is other than 0, with every reason to end derived into it.",
    run: (subject) =>
      subject.bound.goals?.ends === undefined
        ? "it ends none"
        : everywhere(subject, ({ env, worlds, features }, { ends }, row, isStep) => {
            const isEnd = worlds[Math.floor(row / env.seats)].terminated(row % env.seats);
            const value = features[ends!][row];
            if (isStep && isEnd !== (value !== 0)) wrong(`terminated is ${isEnd} where ${ends} is ${value}`);
          }),
  },
];

/** Looks at the rows of everybody who takes part, after every reset and step of random episodes. */
function everywhere(
  { bound, seed, steps }: EnvSubject,
  look: (stage: Stage, goals: BoundGoals, row: number, isStep: boolean) => void,
): string {
  const { goals } = bound;
  if (!goals) return "no goals";
  return staged((open) => {
    const stage = open(bound);
    let looks = 0;
    const lookAll = (isStep: boolean) => {
      for (const row of placesIn(stage, 0)) look(stage, goals, row, isStep);
      looks++;
    };
    stage.reset(0, seed);
    lookAll(false);
    let latest = -1; // step; where seats go on after one, nothing was stepped
    play(stage, randomActor(seed), steps, (_, step) => {
      lookAll(step !== latest);
      latest = step;
    });
    return `${looks} states`;
  });
}
