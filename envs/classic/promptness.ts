import type { Episode } from "../../src/core/index.ts";

/** The score of a task that ends with success: 1 for success in the first step, less for later success, 0 for none. */
export const promptness = ({ features, steps, maxSteps }: Episode<"success", never>): number =>
  features.success.last === 1 ? 1 - (steps - 1) / maxSteps : 0;
