import { fail } from "../core/index.ts";
import type { LoadedEngine } from "./simulation.ts";

export async function loadRapier(): Promise<LoadedEngine> {
  return fail("env/unsupported", { given: "rapier", expected: "mujoco" });
}
