import {
  type BoundEnv,
  fail,
  flatten,
  type Rescore,
  type RewardExpression,
  type RewardHost,
  type RewardInputs,
  rewardRows,
  type Space,
  sizeOf,
} from "../core/index.ts";
import { type LiveReward, openReward, type RewardRegistries } from "../reward/index.ts";

/** A rescorer that learns whatever the run's own reward has learned, whenever it scores. */
export function rescoring(
  expression: RewardExpression,
  registries: RewardRegistries,
  env: BoundEnv,
  host: RewardHost,
  own: Pick<LiveReward, "inputs" | "save" | "saveSeat">,
): Rescore & { close(): Promise<void> } {
  let opened: Promise<LiveReward> | undefined;
  const { inputs } = own;
  const names = inputs.features ?? [];
  const [observationSize, actionSize] = [sizeOf(env.observation), sizeOf(env.action)];
  return {
    features: { after: names, before: inputs.before ? names : [] },
    async score({ rows, before, after, actions, features, terminated, truncated }) {
      opened ??= open();
      const live = await opened;
      await live.load(await own.save());
      const { total } = await live.evaluate(
        rewardRows({
          ...{ steps: rows, seats: 1, features: features.after, terminated, truncated, observationSize, actionSize },
          observations: inputs.observations ? flat(env.observation, after, rows) : undefined,
          actions: inputs.actions ? flat(env.action, actions, rows) : undefined,
          before: {
            features: features.before,
            observations: inputs.observations && inputs.before ? flat(env.observation, before, rows) : undefined,
          },
        }),
      );
      return total.slice();
    },
    close: async () => (await opened)?.close(),
  };

  async function open(): Promise<LiveReward> {
    requireRemembered(inputs);
    if (own.saveSeat(0).length > 0)
      fail("agent/unsupported", {
        given: "a reward that remembers the episode, for steps on their own",
        expected: "a reward of each step alone",
      });
    return openReward(expression, registries, env, { ...host, seats: 1 });
  }
}

function flat(space: Space, batch: never | object, rows: number): Float32Array {
  const size = sizeOf(space);
  const out = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) flatten(space, batch as never, row, out, row * size);
  return out;
}

/** A memory holds observations, actions and features. */
function requireRemembered({ text, goals, frames, groups, events = [], leaves = [] }: RewardInputs): void {
  const others = { text, goals, frames, groups, events: events.length > 0, leaves: leaves.length > 0 };
  for (const [input, isRead] of Object.entries(others))
    if (isRead)
      fail("agent/unsupported", {
        given: `a reward that reads ${input}, for steps that a learner remembers`,
        expected: "a reward of observations, actions and features",
        fix: "Let the learner not score again what it remembers.",
      });
}
