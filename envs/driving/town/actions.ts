import { box, choice, choices, type Space } from "../../../src/core/index.ts";

export const controls = ["continuous", "grid", "meta"] as const;
export type Control = (typeof controls)[number];

const pedals = Array.from({ length: 13 }, (_, i) => (i - 6) / 6);
const wheels = Array.from({ length: 7 }, (_, i) => ((i - 3) / 3) ** 3); // finer about the middle

/** highway-env's five wishes, which somebody at the wheel carries out. */
export const wishes = ["lane-left", "idle", "lane-right", "faster", "slower"] as const;

const named = (values: readonly number[]) => values.map((value) => value.toFixed(2));

/** Ways to drive: pedal and wheel, a grid of both, or wishes. */
export function actionOf(control: Control): Space {
  switch (control) {
    case "continuous":
      return box({ dtype: "float32", shape: [2], low: -1, high: 1, labels: ["pedal [1]", "wheel [1]"] });
    case "grid":
      return choices({ pedal: named(pedals), wheel: named(wheels) });
    case "meta":
      return choice(...wishes);
  }
}

/** Writes pedal and wheel of an element of the grid into `out`. */
export function pedalAndWheel(pedal: number, wheel: number, out: Float64Array): void {
  out[0] = pedals[pedal];
  out[1] = wheels[wheel];
}
