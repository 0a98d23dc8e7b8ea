/**
 * A picture as lines of half blocks, two pixels a character, in 24-bit colour.
 * @param pixels RGB, `[height, width, 3]`
 * @param columns of the result; its rows follow from the picture's proportions, up to `rows`
 */
export function halfBlocks(
  { pixels, width, height }: { readonly pixels: Uint8Array; readonly width: number; readonly height: number },
  { columns, rows }: { readonly columns: number; readonly rows: number },
): string[] {
  const scale = Math.min(columns / width, (2 * rows) / height);
  const across = Math.max(1, Math.floor(width * scale));
  const down = Math.max(1, Math.floor((height * scale) / 2));
  /** The mean colour of the pixels that a half block stands for, as an SGR colour. */
  const colourAt = (column: number, half: number): string => {
    const [left, right] = span(column, across, width);
    const [top, bottom] = span(half, 2 * down, height);
    const sums = [0, 0, 0];
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) for (let c = 0; c < 3; c++) sums[c] += pixels[(y * width + x) * 3 + c];
    return sums.map((sum) => Math.round(sum / ((right - left) * (bottom - top)))).join(";");
  };
  return Array.from({ length: down }, (_, row) => {
    let line = "";
    let before = "";
    for (let column = 0; column < across; column++) {
      const colours = `\x1b[38;2;${colourAt(column, 2 * row)};48;2;${colourAt(column, 2 * row + 1)}m`;
      line += colours === before ? "▀" : `${colours}▀`;
      before = colours;
    }
    return `${line}\x1b[0m`;
  });
}

/** Which of `size` pixels belong to part `index` of `parts`: at least one. */
function span(index: number, parts: number, size: number): readonly [number, number] {
  const from = Math.min(size - 1, Math.floor((index * size) / parts));
  return [from, Math.max(from + 1, Math.floor(((index + 1) * size) / parts))];
}
