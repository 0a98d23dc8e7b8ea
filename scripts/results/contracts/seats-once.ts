import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrained, train } from "../../../src/run/index.ts";
import { againstRandom, registries, selfPlay } from "../../../test/fixtures/self-play.ts";

// Trains both sides of a pursuit with one seed and prints how each does against a random opponent.

const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
const directory = join(folder, "run");
await train({ spec: { ...selfPlay, seed: Number(process.argv[2]) }, registries, directory });
const { policy } = await openTrained(directory, registries);
console.log(JSON.stringify(await againstRandom(policy)));
await policy.close?.();
rmSync(folder, { recursive: true });
