/** How well an ensemble foretells labels that it did not learn from. */
export interface HeldOut {
  readonly labels: number;
  /** Those that are no ties. */
  readonly decided: number;
  /** Share of them whose better clip the ensemble expects to be better, and its 95 % interval (Wilson 1927). */
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  /** Mean distance between how sure it is and how often it is right, over bins of a tenth (Guo et al. 2017, arXiv 1706.04599). */
  readonly calibrationError: number;
  readonly bins: readonly Bin[];
  /** Mean deviation of the members' probabilities. */
  readonly spread: number;
}

/** Labels about which the ensemble is equally sure. */
export interface Bin {
  /** Probability that it gives to what it expects, in [0.5, 1]. */
  readonly from: number;
  readonly to: number;
  readonly labels: number;
  readonly sure: number;
  readonly right: number;
}

const binCount = 5;
const z = 1.959963984540054; // 97.5 % of the normal distribution lie below

/**
 * @param leads what each member thinks that the first clip of each pair is worth more than the second: `[labels, members]`
 * @param grades `[labels]`
 */
export function heldOutOf(leads: Float64Array, grades: readonly number[]): HeldOut | undefined {
  const members = leads.length / grades.length;
  const judged = grades.map((grade, i) => {
    const chances = Array.from(leads.subarray(i * members, (i + 1) * members), (lead) => 1 / (1 + Math.exp(-lead)));
    const mean = chances.reduce((sum, each) => sum + each, 0) / members;
    const variance = chances.reduce((sum, each) => sum + (each - mean) ** 2, 0) / members;
    const isRight = grade > 0 ? mean > 0.5 : mean < 0.5;
    return { isDecided: grade !== 0, sure: Math.max(mean, 1 - mean), isRight, spread: Math.sqrt(variance) };
  });
  const decided = judged.filter(({ isDecided }) => isDecided);
  if (decided.length === 0) return undefined;
  const bins = Array.from({ length: binCount }, (_, i): Bin => {
    const inside = decided.filter(({ sure }) => Math.min(binCount - 1, Math.floor((sure - 0.5) * 2 * binCount)) === i);
    const mean = (of: (one: (typeof inside)[number]) => number) =>
      inside.reduce((sum, one) => sum + of(one), 0) / Math.max(1, inside.length);
    return {
      from: 0.5 + i / (2 * binCount),
      to: 0.5 + (i + 1) / (2 * binCount),
      labels: inside.length,
      sure: mean(({ sure }) => sure),
      right: mean(({ isRight }) => Number(isRight)),
    };
  });
  const right = decided.filter(({ isRight }) => isRight).length;
  const [low, high] = wilson(right, decided.length);
  return {
    labels: grades.length,
    decided: decided.length,
    accuracy: right / decided.length,
    ...{ low, high, bins },
    calibrationError: bins.reduce(
      (sum, { labels, sure, right }) => sum + (labels / decided.length) * Math.abs(sure - right),
      0,
    ),
    spread: judged.reduce((sum, each) => sum + each.spread, 0) / judged.length,
  };
}

/** The 95 % interval of a share. */
export function wilson(successes: number, count: number): readonly [low: number, high: number] {
  const share = successes / count;
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z / (1 + z ** 2 / count)) * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  return [middle - half, middle + half];
}
