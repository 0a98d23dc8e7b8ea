import type { BenchEntry } from "./entry.ts";
import { learning } from "./learner.ts";
import { rescoring } from "./rescoring.ts";
import { vectors } from "./vectors.ts";

/** All benchmarks, in the order of the table. */
export const entries: readonly BenchEntry[] = [...vectors, ...learning, ...rescoring];
