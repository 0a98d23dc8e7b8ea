import type { BoundReward, RewardHost } from "../core/index.ts";
import { clearAbsent, type Part, type Piece, requireFinite, requireHistory } from "./part.ts";

/** One reward. Rows that it leaves unwritten are found, not zero. */
export function leaf(path: string, reward: BoundReward, host: RewardHost, pieces: Piece[]): Part {
  const instance = reward.create(host);
  pieces.push({ path, id: reward.id, instance });
  requireHistory(reward.id, reward.inputs, instance);
  const terms = reward.terms.length ? reward.terms.map((term) => `${path}.${term}`) : [path];
  return {
    path,
    terms,
    inner: [],
    async fill(rows, columns) {
      for (const column of columns) column.fill(Number.NaN);
      await instance.evaluate(rows, columns);
      columns.forEach((column, i) => {
        clearAbsent(rows, column);
        requireFinite(terms[i], rows, column);
      });
    },
    async learn(rows, progress, log) {
      log(path, await instance.learn?.(rows, progress));
    },
  };
}
