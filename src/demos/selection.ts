import { fail } from "../core/index.ts";

/** Which episodes are worth keeping. */
export interface Wanted {
  /** How many at most: the best by score, or by return where there is no score or scores are equal. */
  readonly keepBest?: number;
  /** In the reward that they were lived with. */
  readonly leastReturn?: number;
  /** By the env's yardstick, in [0, 1]. */
  readonly leastScore?: number;
}

/** What decides about an episode. */
export interface Judged {
  readonly return: number;
  readonly score?: number;
}

/** Episodes that are good enough, at most so many, in the order in which they were added. */
export interface Selection<T extends Judged> {
  add(episode: T): void;
  /** @throws `demonstration/none` where none is good enough, naming the best that there was */
  kept(): readonly T[];
  readonly tried: number;
}

export function selecting<T extends Judged>({
  keepBest = Number.POSITIVE_INFINITY,
  leastReturn = Number.NEGATIVE_INFINITY,
  leastScore = Number.NEGATIVE_INFINITY,
}: Wanted): Selection<T> {
  const kept: { readonly episode: T; readonly order: number }[] = [];
  const best = { return: Number.NEGATIVE_INFINITY, score: Number.NEGATIVE_INFINITY };
  let tried = 0;
  return {
    get tried() {
      return tried;
    },
    add(episode) {
      const { score = 0 } = episode;
      best.return = Math.max(best.return, episode.return);
      best.score = Math.max(best.score, score);
      const order = tried++;
      if (episode.return < leastReturn || score < leastScore) return;
      kept.push({ episode, order });
      if (kept.length <= keepBest) return;
      kept.sort((one, other) => better(one.episode, other.episode) || one.order - other.order);
      kept.pop(); // of equal ones the first stays
    },
    kept() {
      if (kept.length === 0)
        fail("demonstration/none", {
          given: `${tried} ${tried === 1 ? "episode" : "episodes"}, the best with the return ${best.return} and the score ${best.score}`,
          expected: [
            ...(Number.isFinite(leastReturn) ? [`a return of at least ${leastReturn}`] : []),
            ...(Number.isFinite(leastScore) ? [`a score of at least ${leastScore}`] : []),
          ].join(" and "),
          fix: "Ask for less, try more --episodes, or choose another agent.",
        });
      return kept.toSorted((one, other) => one.order - other.order).map(({ episode }) => episode);
    },
  };
}

/** Negative where the first is better. */
const better = (one: Judged, other: Judged): number =>
  (other.score ?? 0) - (one.score ?? 0) || other.return - one.return;
