import { canonical, clipped, fail, type Json, type RunSpec } from "../core/index.ts";
import type { Origins } from "./origins.ts";

/** The differences between two descriptions: `env.params.maxSteps = 100 instead of 500`. */
export function differences(given: unknown, recorded: unknown, path = ""): string[] {
  if (canonical(given) === canonical(recorded)) return [];
  if (!isRecord(given) || !isRecord(recorded)) return [`${path} = ${shown(given)} instead of ${shown(recorded)}`];
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(given)])];
  return names.flatMap((name) => differences(given[name], recorded[name], path ? `${path}.${name}` : name));
}

const isRecord = (value: unknown): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const shown = (value: unknown) => (value === undefined ? "nothing" : clipped(canonical(value)));

/**
 * Checks that a run to be resumed is the one in its folder. Only its budget may grow.
 * @param budget of the recorded run when it was last started
 * @throws `checkpoint/foreign` naming what differs
 */
export function requireSameRun(given: RunSpec, recorded: RunSpec, budget: number): void {
  const different = differences({ ...given, steps: budget }, { ...recorded, steps: budget });
  if (given.steps < budget) different.push(`steps = ${given.steps} instead of ${budget} or more`);
  if (different.length)
    fail("checkpoint/foreign", {
      given: `another run: ${different.join("; ")}`,
      expected: "the description of the run in the folder",
      fix: "Omit these to resume, or choose another --out for a new run.",
    });
}

/**
 * Checks demonstrations that are given again to a run that goes on.
 * @throws `demonstration/changed` naming the first that differs
 */
export function requireSameDemonstrations(given: RunSpec, recorded: RunSpec, origins: Origins): void {
  if (!given.demonstrations) return;
  const known = recorded.demonstrations ?? [];
  const changed = given.demonstrations.findIndex((digest, i) => digest !== known[i]);
  if (changed < 0 && given.demonstrations.length === known.length) return;
  const digest = given.demonstrations[changed];
  fail("demonstration/changed", {
    given:
      changed < 0
        ? `${given.demonstrations.length} demonstrations`
        : `${origins.get(digest)?.place ?? "a demonstration"} with the digest ${digest}`,
    expected:
      changed < 0 || !known[changed]
        ? `the ${known.length} that the run began with`
        : `${known[changed]}, as the run began with`,
    fix: "The run keeps its demonstrations: leave them away to go on.",
  });
}
