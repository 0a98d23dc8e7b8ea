import uPlot from "uplot";

/** A plot over an episode's steps, without axes: all begin and end where the timeline does. */
export function stepPlot(
  place: HTMLElement,
  {
    steps,
    height,
    range,
    data,
    series,
    paint,
  }: {
    readonly steps: number;
    readonly height: number;
    readonly range: readonly [low: number, high: number];
    readonly data: readonly (readonly (number | null)[])[];
    readonly series: readonly uPlot.Series[];
    /** Draws below the series. */
    readonly paint?: (plot: uPlot) => void;
  },
): uPlot {
  return new uPlot(
    {
      width: Math.max(50, place.clientWidth),
      height,
      padding: [0, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: () => [0, steps] }, y: { range: () => [...range] as [number, number] } },
      axes: [{ show: false }, { show: false }],
      series: [{}, ...series],
      hooks: paint ? { drawClear: [paint] } : {},
    },
    data as unknown as uPlot.AlignedData,
    place,
  );
}

/** Lowest and highest finite value. */
export function extentOf(...columns: readonly ArrayLike<number>[]): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const column of columns)
    for (let i = 0; i < column.length; i++) {
      const value = column[i];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  return low > high ? [0, 0] : [low, high];
}

/** The extent with some air around it; never empty. */
export function rangeOf(...columns: readonly ArrayLike<number>[]): [low: number, high: number] {
  const [low, high] = extentOf(...columns);
  const air = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - air, high + air];
}

/** Values for a plot: what is no number is a gap. */
export const drawable = (values: ArrayLike<number>): (number | null)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : null));

/** The steps of a column: with a row at the start, or from step 1 on. */
export const stepsOf = (length: number, first: number): number[] => Array.from({ length }, (_, i) => i + first);
