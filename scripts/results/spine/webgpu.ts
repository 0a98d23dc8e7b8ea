import { runScript } from "../child.ts";
import { type Section, table } from "../report.ts";

interface Measured {
  readonly updates: number;
  readonly worst: number;
  readonly why?: string;
}

/** The WebGPU provider's losses compared with the CPU's. */
export const webgpu: Section<Measured> = {
  name: "webgpu",
  title: "WebGPU against CPU",
  measure: () => runScript<Measured>(new URL("webgpu-once.ts", import.meta.url), []),
  tell: ({ updates, worst, why }) =>
    why
      ? `No adapter opened on this machine: ${why}`
      : `The same update, unrolled, on the WebGPU provider and on the CPU: the largest difference of any loss.\n\n${table(
          ["updates", "largest difference", "at most"],
          [[updates, worst.toExponential(1), "1e-4"]],
        )}\n\nOn a software Vulkan driver this shows that the numbers agree, not how fast a GPU is.`,
};
