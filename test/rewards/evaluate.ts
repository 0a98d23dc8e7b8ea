import { bindReward, type Columns, type Params, type Reward, type RewardRows } from "../../src/core/index.ts";
import { rewardHost } from "../../src/reward/index.ts";

const host = rewardHost({ goal: "", stepSeconds: 0 }, { seats: 1, seed: 0 });
const nothing = new Uint8Array(0);

/** The values of a reward over columns of features, as they are after and before the steps. */
export function evaluate(reward: Reward, features: Columns, before: Columns = {}, params: Params = {}): Float64Array {
  const rows = Object.values(features)[0].length;
  const batch: RewardRows = {
    rows,
    features,
    before: { features: before },
    events: {},
    observations: new Float32Array(0),
    observationSize: 0,
    actions: new Float32Array(0),
    actionSize: 0,
    text: [],
    frames: nothing,
    steps: rows,
    seats: 1,
    present: new Uint8Array(rows).fill(1),
    groups: new Int32Array(rows),
    terminated: nothing,
    truncated: nothing,
  };
  const out = new Float64Array(rows);
  bindReward(reward, params).create(host).evaluate(batch, [out]);
  return out;
}
