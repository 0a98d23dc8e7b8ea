// Does runs of an ablation for the runner's process.
import { serveRuns } from "../src/ablate/index.ts";
import { registries } from "./registries.ts";

serveRuns(registries);
