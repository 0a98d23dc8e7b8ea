import type { Shown } from "./transform-examples.ts";

const [width, height, gap] = [150, 56, 24]; // of a panel, and between the two [px]
const margin = 6;
const colours = ["#8a94a6", "#c08a3e", "#5b9a6b"]; // of the rewards before
const paid = "#3a6fd8";

/** What a transform makes of a reward: the reward on the left, what is paid on the right, a bar for each step. */
export function transformPicture(name: string, { before, after }: Shown): string {
  const columns = Object.values(before);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * width + gap} ${height}" role="img">`,
    `<title>${name}: the reward of 24 steps, and what is paid</title>`,
    ...panel(0, columns, colours),
    `<path d="M${width + 6} ${height / 2}h10m-4 -4l4 4l-4 4" fill="none" stroke="#8a94a6"/>`,
    ...panel(width + gap, [after], [paid]),
    "</svg>",
    "",
  ].join("\n");
}

function panel(left: number, columns: readonly Float64Array[], fills: readonly string[]): string[] {
  const all = columns.flatMap((column) => [...column]);
  const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)];
  const scale = (height - 2 * margin) / (high - low || 1);
  const y = (value: number) => margin + (high - value) * scale;
  const slot = width / columns[0].length;
  const bar = slot / columns.length - 1 / columns.length;
  const bars = columns.flatMap((column, i) =>
    [...column]
      .map((value, step) => {
        const [top, bottom] = [y(Math.max(0, value)), y(Math.min(0, value))];
        const x = left + step * slot + i * bar;
        return value === 0 ? "" : `M${tenth(x)} ${tenth(top)}h${tenth(bar)}V${tenth(bottom)}h${tenth(-bar)}z`;
      })
      .join(""),
  );
  return [
    ...bars.map((path, i) => `<path d="${path}" fill="${fills[i]}"/>`),
    `<path d="M${left} ${tenth(y(0))}h${width}" stroke="#8a94a6" stroke-width="0.5"/>`,
  ];
}

const tenth = (value: number) => String(Math.round(value * 10) / 10);
