/**
 * p-values adjusted for being several, in the order given: the chance that any true null hypothesis is rejected stays
 * below the level (Holm 1979, Scand. J. Statist. 6(2)).
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = pValues.map(() => 0);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[at]));
    adjusted[at] = largest;
  });
  return adjusted;
}
