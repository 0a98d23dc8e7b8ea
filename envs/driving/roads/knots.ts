import type { Knots } from "./map.ts";

/** The value at a distance, linear between knots and constant beyond the outer ones. */
export function valueAt(knots: number | Knots, distance: number): number {
  if (typeof knots === "number") return knots;
  let i = 0;
  while (i < knots.length - 1 && knots[i + 1][0] <= distance) i++;
  const [from, low] = knots[i];
  if (i === knots.length - 1 || distance <= from) return low;
  const [to, high] = knots[i + 1];
  return low + ((high - low) * (distance - from)) / (to - from);
}

/** Knots from which a function nowhere differs by more than `tolerance`; a plain number if it is constant. */
export function knotsOf(f: (distance: number) => number, breaks: readonly number[], tolerance = 1e-3): number | Knots {
  const knots: [number, number][] = [[breaks[0], f(breaks[0])]];
  const add = (from: number, to: number, depth: number) => {
    const [low, high] = [f(from), f(to)];
    const strays = [0.25, 0.5, 0.75].some(
      (p) => Math.abs(f(from + p * (to - from)) - low - p * (high - low)) > tolerance,
    );
    if (strays && depth < 10) {
      const middle = (from + to) / 2;
      add(from, middle, depth + 1);
      add(middle, to, depth + 1);
    } else knots.push([to, high]);
  };
  for (let i = 1; i < breaks.length; i++) if (breaks[i] > breaks[i - 1]) add(breaks[i - 1], breaks[i], 0);
  const [[, first]] = knots;
  return knots.every(([, value]) => Math.abs(value - first) <= 1e-9) ? first : knots;
}
