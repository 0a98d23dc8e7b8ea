import type { BenchEntry } from "./entry.ts";
import { learning } from "./learner.ts";
import { vectors } from "./vectors.ts";

/** Everything whose speed is measured, in the order of the table. */
export const entries: readonly BenchEntry[] = [...vectors, ...learning];
