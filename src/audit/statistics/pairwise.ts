/**
 * How often a reward orders two episodes as gold does: 1 for the same order, 0 for the opposite, half where the reward
 * ties them. Pairs that gold ties are left out; undefined where nothing else is there.
 */
export function pairwiseAccuracy(values: ArrayLike<number>, gold: ArrayLike<number>): number | undefined {
  let [right, pairs] = [0, 0];
  for (let i = 0; i < values.length; i++)
    for (let j = 0; j < i; j++) {
      if (gold[i] === gold[j]) continue;
      pairs++;
      if (values[i] === values[j]) right += 0.5;
      else if (values[i] > values[j] === gold[i] > gold[j]) right++;
    }
  return pairs === 0 ? undefined : right / pairs;
}
