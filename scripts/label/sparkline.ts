const blocks = "▁▂▃▄▅▆▇█";

/** Numbers as a line of blocks. @param range lowest and highest of all that are compared */
export function sparkline(values: ArrayLike<number>, width: number, [low, high]: readonly [number, number]): string {
  const across = Math.min(width, values.length);
  return Array.from({ length: across }, (_, i) => {
    const from = Math.floor((i * values.length) / across);
    const to = Math.max(from + 1, Math.floor(((i + 1) * values.length) / across));
    let sum = 0;
    for (let at = from; at < to; at++) sum += values[at];
    const share = high > low ? (sum / (to - from) - low) / (high - low) : 0.5;
    return blocks[Math.max(0, Math.min(blocks.length - 1, Math.floor(share * blocks.length)))];
  }).join("");
}
