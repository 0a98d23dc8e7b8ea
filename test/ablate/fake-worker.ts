// A worker that knows the fake learner.
import { serveRuns } from "../../src/ablate/index.ts";
import { registries } from "./fake-ablation.ts";

serveRuns(registries);
