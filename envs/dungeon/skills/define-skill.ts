import { choice, defineEnv, type Id, type Limits, type Params } from "../../../src/core/index.ts";
import { events, features } from "../features.ts";
import { observation } from "../observation.ts";
import { cameras } from "../picture/paint.ts";
import { type ActionSet, actionSets, actionsByKey, keysOf, listKeysOf } from "../play/keys.ts";
import type { Game } from "../state/game.ts";
import { my } from "../state/hero.ts";
import { dungeonWorld } from "../world.ts";
import { checked } from "./check.ts";
import type { Description } from "./description.ts";
import type { Plan } from "./plan.ts";

const roles = ["rogue", "fighter", "delver", "mystic"] as const;
const everything = '$?!/="+()[%*`';

/** What may be chosen of every skill: keys, hero, whether things are picked up in passing and obvious questions asked. */
interface Hands {
  readonly actions: ActionSet;
  readonly role: (typeof roles)[number];
  readonly autopickup: boolean;
  readonly questions: boolean;
}

/** The hero who only has to find the way. */
export const walker: Hands = { actions: "compass", role: "rogue", autopickup: true, questions: false };
/** The hero who uses things. */
export const handler: Hands = { actions: "useful", role: "fighter", autopickup: false, questions: true };

/** A task on a level of its own. */
export interface Skill<P> {
  readonly id: Id;
  readonly goal: string;
  readonly params: P;
  readonly limits?: Limits<P>;
  validate?(params: P): void;
  /** The level; it is checked when the task is defined, and for every choice of params. */
  level(params: P): Description;
  readonly hands: Hands;
  /** Steps after which an episode is cut short, and the most that it may be. */
  steps(params: P): number;
  readonly mostSteps: number;
  /** The goal in words, where it follows from the params. */
  goalOf?(params: P): string;
  /** How much of the task is done, in [0, 1], where there is more to it than all or nothing. */
  progress?(game: Game, params: P): number;
}

/**
 * Makes an environment of a skill. What all of them share:
 *
 * The game of dungeon/score-v1 on one level that nobody else comes to and nobody leaves, drawn anew for every episode. It
 * ends, with `success`, when the goal is reached; with `failed` when it no longer can be; and with death; it is cut short
 * after `steps`. The yardstick is 1 for success, else 0. `actions` says which keys there are; where `questions` are not
 * asked, the game takes the one thing, door or yes that will do.
 */
export function defineSkill<const I extends Id, P extends Params>(skill: Omit<Skill<P>, "id"> & { readonly id: I }) {
  type All = P & Hands;
  const plans = new Map<string, Plan>();
  const planFor = (settled: Params): Plan => {
    const own = Object.fromEntries(Object.keys(skill.params).map((name) => [name, settled[name]])) as P;
    const key = JSON.stringify(own);
    const plan = plans.get(key) ?? checked(skill.level(own));
    plans.set(key, plan);
    return plan;
  };
  const definition = defineEnv({
    id: skill.id,
    goal: skill.goal,
    observation,
    action: (settled: Params) => choice(...actionSets[(settled as All).actions].map(([name]) => name)),
    features: { ...features, failed: "1", progress: "1" },
    events,
    params: { ...skill.params, ...skill.hands } as Params,
    limits: { ...skill.limits, actions: Object.keys(actionSets), role: roles } as Limits<Params>,
    maxSteps: skill.mostSteps,
    stepSeconds: 0,
    cameras,
    validate(settled) {
      skill.validate?.(settled as All);
      planFor(settled);
    },
    score: ({ features: { success } }) => success.last,
    yardsticks: { progress: ({ features: { progress } }) => progress.last },
    keys: (settled: Params) => actionsByKey((settled as All).actions),
    create(settled, slot) {
      const { actions, role, autopickup, questions } = settled as All;
      const { description, aim, build } = planFor(settled);
      const limit = skill.steps(settled as All);
      const { row, features: columns } = slot;
      const rules = { build, waitsForMore: false, autopickup: autopickup ? everything : "", role, pet: false };
      return dungeonWorld(
        {
          rules: {
            ...rules,
            listKeys: listKeysOf(actions),
            quiet: true,
            warded: description.teleports === false,
            handy: !questions,
          },
          keys: keysOf(actions),
          note(game) {
            const { me } = game;
            me[my.steps]++;
            if (aim.isReached(game)) me[my.outcome] = 1;
            else if (aim.isLost(game)) me[my.outcome] = -1;
          },
          ends: ({ me }) => me[my.outcome] > 0,
          fails: ({ me }) => me[my.outcome] < 0,
          truncates: ({ me }) => me[my.steps] >= limit,
          measure(game) {
            const { me } = game;
            columns.failed[row] = me[my.outcome] < 0 ? 1 : 0;
            columns.progress[row] = skill.progress?.(game, settled as All) ?? (me[my.outcome] > 0 ? 1 : 0);
          },
          goal: skill.goalOf?.(settled as All),
        },
        slot,
      );
    },
  });
  checked(skill.level(skill.params));
  return definition;
}
