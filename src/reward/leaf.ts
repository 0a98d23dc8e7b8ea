import type { BoundReward, RewardHost } from "../core/index.ts";
import { type Part, type Piece, requireFinite } from "./part.ts";

/** One reward. Rows that it leaves unwritten are found, not zero. */
export function leaf(path: string, reward: BoundReward, host: RewardHost, pieces: Piece[]): Part {
  const instance = reward.create(host);
  pieces.push({ path, id: reward.id, instance });
  return {
    path,
    stateful: instance.save !== undefined,
    async fill(rows, out) {
      out.fill(Number.NaN);
      await instance.evaluate(rows, out);
      requireFinite(path, rows, out);
    },
  };
}
