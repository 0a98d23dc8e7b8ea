import { arraysOf, type BoundEnv, leavesOf, read, rowsOf, sizesOf, whyNotIn } from "../../core/index.ts";
import { type Actor, randomActor, steadyActors } from "../actors.ts";
import { play } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { Stage } from "../stage.ts";
import { differenceOf, labelsOf, numbersOf } from "../trace.ts";
import { type EnvCheck, staged } from "./subject.ts";

export const runs: EnvCheck = {
  name: "it runs",
  fix: "Make create, reset, step and close work with random legal actions.",
  run: ({ bound, seed }) =>
    staged((open) => {
      const stage = open(bound);
      stage.reset(0, seed);
      play(stage, randomActor(seed), 10);
      return "10 steps";
    }),
};

export const behaviourChecks: readonly EnvCheck[] = [
  {
    name: "observations are in their space",
    fix: "Write finite numbers within low and high, or widen the space to what is observed.",
    run: ({ bound, seed, steps }) => watched(bound, seed, steps, requireObservation),
  },
  {
    name: "features are finite",
    fix: "Write a finite number into every feature in reset and step.",
    run: ({ bound, seed, steps }) => watched(bound, seed, steps, requireFeatures),
  },
  {
    name: "events are counts",
    fix: "Count events from 0 up, in step only.",
    run: ({ bound, seed, steps }) =>
      watched(bound, seed, steps, ({ events }) => {
        for (const name in events)
          for (const times of events[name]) if (times < 0) wrong(`the event ${name} happened ${times} times`);
      }),
  },
  {
    name: "masks leave a legal option",
    fix: "Write 1 for every legal option of every part into slot.mask, 0 for the others, and leave at least one.",
    run: ({ bound, seed, steps }) =>
      bound.maskSize ? watched(bound, seed, steps, requireLegalOption) : "no masks declared",
  },
  {
    name: "reset writes everything but events",
    fix: "Write the whole observation, every feature and the mask in reset, and leave events alone.",
    run: ({ bound, seed }) =>
      staged((open) => {
        const stage = open(bound);
        const after = (stale: number) => {
          stage.reset(0, seed);
          soil(stage, stale);
          stage.reset(0, seed);
          return numbersOf(stage);
        };
        const labels = labelsOf(bound);
        const [first, second] = [after(0), after(1)];
        const stale = first.findIndex((value, i) => !Object.is(value, second[i]));
        if (stale >= 0) wrong(`${labels[stale]} is left over from what was there before`);
        for (const name in stage.events)
          if (stage.events[name].some((times) => times !== 0)) wrong(`reset wrote the event ${name}`);
        for (const seat of seatsIn(stage)) if (stage.hasEnded(0, seat)) wrong("an episode is over as it begins");
        return `${labels.length} numbers`;
      }),
  },
  {
    name: "actions at and beyond their bounds behave",
    fix: "Make step work for every legal action, bounds included, and never write into slot.action.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const actors = steadyActors(bound.action);
        const each = Math.ceil(steps / actors.length);
        const stage = open(bound);
        const given = () => arraysOf(stage.actions).flatMap((values) => Array.from(values));
        for (const actor of actors) {
          stage.reset(0, seed);
          let acted = given();
          const act: Actor = (_, world) => {
            actor(stage, world);
            stage.clip(world);
            acted = given();
          };
          play(stage, act, each, () => {
            if (given().some((value, i) => value !== acted[i])) wrong("step changed the action that it was given");
            requireObservation(stage);
            requireFeatures(stage);
          });
        }
        return `${actors.length} steady actions`;
      }),
  },
  {
    name: "a world writes its own rows only",
    fix: "Write features[name][slot.row] and events[name][slot.row], never another index.",
    run: ({ bound, seed, steps }) =>
      staged((open) => {
        const three = open(bound, 3);
        for (let world = 0; world < 3; world++) three.reset(world, seed);
        const neighbours = () => [0, 2].map((world) => numbersOf(three, world));
        const before = neighbours();
        const act = randomActor(seed);
        for (let step = 0; step < Math.min(steps, 20); step++) {
          act(three, 1);
          three.step(1);
          if (three.settle(1)) break;
        }
        three.reset(1);
        const difference = differenceOf(bound, before, neighbours());
        if (difference) wrong(`a step of world 1 changed a neighbour: ${difference}`);
        return "3 worlds";
      }),
  },
  {
    name: "nothing is written after a step",
    fix: "Do all of a step's work before step returns: worlds are synchronous.",
    run: ({ bound, seed }) =>
      staged(async (open) => {
        const stage = open(bound);
        stage.reset(0, seed);
        for (let step = 0; step < 3; step++) {
          if (step > 0) play(stage, randomActor(seed + step), 1);
          const before = numbersOf(stage);
          await new Promise((resolve) => setTimeout(resolve));
          const difference = differenceOf(bound, [before], [numbersOf(stage)]);
          if (difference) wrong(`after ${step ? "a step" : "reset"} it went on writing: ${difference}`);
        }
        return "a reset and 2 steps";
      }),
  },
];

/** Looks at world 0 after every reset and step of random episodes. */
function watched(bound: BoundEnv, seed: number, steps: number, look: (stage: Stage, ended: boolean) => void): string {
  return staged((open) => {
    const stage = open(bound);
    stage.reset(0, seed);
    look(stage, false);
    play(stage, randomActor(seed), steps, (ended) => look(stage, ended));
    return `${steps} steps`;
  });
}

/** The seats of world 0 that take part. */
const seatsIn = ({ env, present }: Stage): number[] =>
  Array.from({ length: env.seats }, (_, seat) => seat).filter((seat) => present[seat] === 1);

function requireObservation(stage: Stage): void {
  for (const seat of seatsIn(stage)) requireRow(stage, seat);
}

function requireRow({ env, observations }: Stage, row: number): void {
  const why = whyNotIn(env.observation, read(env.observation, observations, row), "observation");
  if (why) wrong(why);
  const arrays = arraysOf(rowsOf(env.observation, observations, row));
  leavesOf(env.observation).forEach(({ path, space }, i) => {
    if (space.type !== "text") return;
    const bytes = arrays[i] as Uint8Array;
    const end = bytes.indexOf(0);
    if (end >= 0 && bytes.subarray(end).some((byte) => byte !== 0))
      wrong(`observation${path && `.${path}`} has stale bytes behind its text`);
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.slice());
    } catch {
      wrong(`observation${path && `.${path}`} is no UTF-8`);
    }
  });
}

function requireFeatures(stage: Stage): void {
  for (const name in stage.features)
    for (const seat of seatsIn(stage)) {
      const value = stage.features[name][seat];
      if (!Number.isFinite(value)) wrong(`the feature ${name} is ${value}`);
    }
}

function requireLegalOption(stage: Stage, ended: boolean): void {
  const { action, maskSize } = stage.env;
  const odd = stage.masks.find((byte) => byte > 1);
  if (odd !== undefined) wrong(`a mask holds ${odd}, which is neither 0 nor 1`);
  if (ended || (action.type !== "choice" && action.type !== "choices")) return;
  for (const seat of seatsIn(stage)) {
    let offset = seat * maskSize;
    sizesOf(action).forEach((options, part) => {
      if (!stage.masks.subarray(offset, offset + options).includes(1))
        wrong(`part ${part} of the action has no legal option`);
      offset += options;
    });
  }
}

/** Writes the same stale value everywhere a world may write. */
function soil({ observations, features, masks }: Stage, stale: number): void {
  for (const values of arraysOf(observations)) values.fill(stale);
  for (const name in features) features[name].fill(stale);
  masks.fill(stale);
}
