// Does the runs of an ablation that the runner's process orders.
import { serveRuns } from "../src/ablate/index.ts";
import { registries } from "./registries.ts";

serveRuns(registries);
