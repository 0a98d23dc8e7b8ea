// A worker whose process ends in the middle of its second run.
import { serveRuns } from "../../src/ablate/index.ts";
import { registries } from "./fake-ablation.ts";

serveRuns(registries);
let jobs = 0;
process.on("message", () => {
  if (++jobs < 2) return;
  process.stderr.write("no more of this", () => process.exit(3));
});
