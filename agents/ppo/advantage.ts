/** The columns that advantages are made of; rows are steps x seats, time-major. */
export interface AdvantageColumns {
  readonly steps: number;
  readonly seats: number;
  readonly rewards: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** 0 where terminated, V(final observation) where truncated, V(next observation) elsewhere. */
  readonly nextValues: ArrayLike<number>;
  readonly terminated: ArrayLike<number>;
  readonly truncated: ArrayLike<number>;
}

/**
 * Generalised advantage estimates (Schulman et al. 2016, arXiv 1506.02438, equation 16) into `advantages` [rows], and
 * the returns that the value function learns, `advantage + value`, into `returns` [rows]. Neither crosses an episode's end.
 */
export function estimateAdvantages(
  columns: AdvantageColumns,
  gamma: number,
  lambda: number,
  advantages: Float32Array,
  returns: Float32Array,
): void {
  const { steps, seats, rewards, values, nextValues, terminated, truncated } = columns;
  for (let seat = 0; seat < seats; seat++) {
    let advantage = 0;
    for (let step = steps - 1; step >= 0; step--) {
      const row = step * seats + seat;
      const surprise = rewards[row] + gamma * nextValues[row] - values[row];
      const ended = terminated[row] === 1 || truncated[row] === 1;
      advantage = surprise + (ended ? 0 : gamma * lambda * advantage);
      advantages[row] = advantage;
      returns[row] = advantage + values[row];
    }
  }
}

/**
 * V(next observation) by newer values [rows]: within an episode those of the next row. Where the rollout does not hold
 * that observation, at a truncation and after its last step, the value is taken to have moved as its row's own did. What
 * is 0 stays so: nothing follows.
 */
export function followingValues(
  { steps, seats, terminated, truncated, values }: Omit<AdvantageColumns, "rewards" | "nextValues">,
  newer: ArrayLike<number>,
  nextValues: Float32Array,
): Float32Array {
  const edge = (steps - 1) * seats;
  return nextValues.map((next, row) => {
    if (terminated[row] === 1 || next === 0) return next;
    return truncated[row] === 1 || row >= edge ? next + newer[row] - values[row] : newer[row + seats];
  });
}

/**
 * How much of the variance of the returns the values explain: 1 is all, 0 no more than their mean, below 0 less.
 * @param present 0 in rows that do not count
 */
export function explainedVariance(
  values: ArrayLike<number>,
  returns: ArrayLike<number>,
  present: ArrayLike<number>,
): number {
  const variance = (at: (row: number) => number) => {
    let [rows, sum, squares] = [0, 0, 0];
    for (let row = 0; row < present.length; row++)
      if (present[row]) {
        rows++;
        sum += at(row);
      }
    for (let row = 0; row < present.length; row++) if (present[row]) squares += (at(row) - sum / rows) ** 2;
    return squares / Math.max(1, rows);
  };
  const whole = variance((row) => returns[row]);
  return whole === 0 ? 0 : 1 - variance((row) => returns[row] - values[row]) / whole;
}
