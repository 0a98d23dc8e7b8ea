import { bindEnv, isLearner, type RewardExpression } from "../../../src/core/index.ts";
import { openReward, rewardHost, unionOf } from "../../../src/reward/index.ts";
import { leavesIn, openTrained, startTogether, type TreeShape, treePolicy } from "../../../src/run/index.ts";
import { collector, openVector } from "../../../src/vector/index.ts";
import { known } from "../rewards/worlds.ts";

/** What was lived on the way to a leaf, up to the end of its episode. */
export interface Path {
  /** `[steps, size]` */
  readonly rows: Float32Array;
  readonly steps: number;
  /** What it is really worth. */
  readonly gold: number;
}

/** An agent that lives trees, and what is wanted of it. */
export interface Grove {
  /** Folder of its training. */
  readonly folder: string;
  readonly gold: RewardExpression;
}

/** Lives trees, each from a start of its own: `[trees][leaves]`. */
export async function growTrees(
  { folder, gold }: Grove,
  shape: TreeShape,
  trees: number,
  seed: number,
): Promise<readonly (readonly Path[])[]> {
  const { spec, policy } = await openTrained(folder, known);
  if (!isLearner(policy)) throw new Error(`${spec.agent.id} does not learn`);
  const env = bindEnv(await known.envs.find(spec.env.id), spec.env.params);
  const leaves = leavesIn(shape);
  const vector = await openVector({ envs: known.envs, env: spec.env, worlds: trees * leaves });
  const reward = await openReward(gold, known, env, rewardHost(env, { seats: vector.rows, seed: 0 }));
  const seen = { observations: true, actions: true };
  const inputs = unionOf(
    [
      { path: "gold", inputs: reward.inputs },
      { path: "seen", inputs: seen },
    ],
    env,
  );
  await vector.reset(seed);
  await startTogether(vector, leaves);
  const actor = { ...treePolicy(policy, shape), rolloutSteps: shape.steps, look: policy.look };
  const { rows } = await collector(vector, actor, inputs).collect();
  const { total } = await reward.evaluate(rows);
  const [observed, acted] = [rows.observationSize, rows.actionSize];
  const size = observed + acted;
  const paths = Array.from({ length: vector.rows }, (_, seat): Path => {
    const lived = new Float32Array(shape.steps * size);
    let [steps, sum, isOver] = [0, 0, false];
    for (; steps < shape.steps && !isOver; steps++) {
      const row = steps * vector.rows + seat;
      lived.set(rows.observations.subarray(row * observed, (row + 1) * observed), steps * size);
      lived.set(rows.actions.subarray(row * acted, (row + 1) * acted), steps * size + observed);
      sum += total[row];
      isOver = rows.terminated[row] === 1 || rows.truncated[row] === 1;
    }
    return { rows: lived.subarray(0, steps * size), steps, gold: sum };
  });
  await reward.close();
  await vector.close();
  await policy.close?.();
  return Array.from({ length: trees }, (_, tree) => paths.slice(tree * leaves, (tree + 1) * leaves));
}
