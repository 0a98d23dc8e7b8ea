import { bindReward, type Columns, type Params, type Reward, rewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const host = rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 0 });

/** The values of a reward over columns of features, as they are after and before the steps. */
export function evaluate(reward: Reward, features: Columns, before: Columns = {}, params: Params = {}): Float64Array {
  const rows = Object.values(features)[0].length;
  const batch = rewardRows({ steps: rows, seats: 1, features, before: { features: before } });
  const out = new Float64Array(rows);
  bindReward(reward, params).create(host).evaluate(batch, [out]);
  return out;
}
