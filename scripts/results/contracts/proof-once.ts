import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluate, openTrained, train } from "../../../src/run/index.ts";
import { proofs, registries } from "./proof-cases.ts";

// Trains one proof with one seed and prints what 100 greedy episodes come to.

const [name, seed] = process.argv.slice(2);
const proof = proofs.find((one) => one.name === name)!;
const spec = { ...proof.spec, seed: Number(seed) };
const folder = mkdtempSync(join(tmpdir(), "rewardgym-"));
const directory = join(folder, "run");
await train({ spec, registries, directory });
const trained = await openTrained(directory, registries);
const { summary } = await evaluate({ ...trained, spec, registries, episodes: 100, seed: 7 });
await trained.policy.close?.();
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ value: summary[proof.measure].mean }));
