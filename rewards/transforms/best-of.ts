import { assert, defineTransform, seatMemory } from "../../src/core/index.ts";

/**
 * Best of: the bootstrap maximum. Pays the episodes of a group that end in one rollout what the best of n of them is
 * worth on average, if n are drawn with replacement: sum of x_i ((i / N)^n - ((i - 1) / N)^n) over their N totals in
 * ascending order, which is the mean of endlessly many resamples. With `share`, each gets what that falls by without it:
 * the gradient is the same on average, since what the others are worth does not hang on it, and its variance is lower.
 * Runs need a `group` and whole episodes (`rolloutBy: "episodes"`). Deng et al. (2022), RLPrompt, arXiv 2205.12548.
 */
export const bestOf = defineTransform({
  id: "transform/best-of-v1",
  summary: "At an episode's end: the mean best of n episodes from the same start, or the episode's share of it.",
  inputs: { history: true, groups: true },
  params: { n: 4, share: true },
  limits: { n: { whole: [1, 1e6] } },
  create({ n, share }, host) {
    const sums = new Float64Array(host.seats);
    return {
      apply({ steps, seats, present, values, groups, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        const totals = new Map<number, { row: number; total: number }[]>();
        out.fill(0);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            sums[seat] += values[row];
            if (!(terminated[row] || truncated[row])) continue;
            if (present[row]) {
              const group = totals.get(groups[row]) ?? [];
              if (group.push({ row, total: sums[seat] }) === 1) totals.set(groups[row], group);
            }
            sums[seat] = 0;
          }
        for (const group of totals.values()) {
          const ascending = group.map(({ total }) => total).sort((a, b) => a - b);
          const best = meanBest(ascending, n);
          for (const { row, total } of group) {
            const others = ascending.toSpliced(ascending.indexOf(total), 1);
            out[row] = best - (share && others.length ? meanBest(others, n) : 0);
          }
        }
      },
      ...seatMemory(host.seats, sums),
    };
  },
});

/** The mean of the largest of n values drawn with replacement. */
function meanBest(ascending: readonly number[], n: number): number {
  const below = (i: number) => (i / ascending.length) ** n;
  return ascending.reduce((sum, value, i) => sum + value * (below(i + 1) - below(i)), 0);
}
