import { type Estimate, estimate } from "./estimate.ts";

type Yardsticks = { readonly [name: string]: number };

/**
 * The score of achievements over episodes, in percent: the geometric mean of their success rates s, exp(mean ln(1 + s)) - 1,
 * which rises most where a rare one becomes less rare. The interval is by the delta method: each episode counts by its
 * derivative. Source: Crafter (Hafner 2021, arXiv 2109.06780, equation 1).
 * @param names of yardsticks that are 1 where an episode had the achievement, else 0
 */
export function achievementScore(episodes: readonly Yardsticks[], names: readonly string[]): Estimate {
  const rates = names.map(
    (name) => (100 * episodes.reduce((sum, episode) => sum + episode[name], 0)) / episodes.length,
  );
  const score = Math.exp(meanOf(rates.map((rate) => Math.log(1 + rate)))) - 1;
  const shares = episodes.map(
    (episode) =>
      score + (score + 1) * meanOf(names.map((name, i) => (100 * episode[name] - rates[i]) / (1 + rates[i]))),
  );
  return { ...estimate(shares, { least: 0, most: 100 }), mean: score };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
