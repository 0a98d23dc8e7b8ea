import type { Episode } from "../../src/core/index.ts";

/** The yardstick of a task that ends with its success: 1 for success in the first step, less for later, 0 for none. */
export const promptness = ({ features, steps, maxSteps }: Episode<"success", never>): number =>
  features.success.last === 1 ? 1 - (steps - 1) / maxSteps : 0;
