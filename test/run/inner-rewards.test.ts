import { expect, test } from "vitest";
import type { RunSpec } from "../../src/core/index.ts";
import { readEpisode, readMetrics, runPaths, writeEpisode } from "../../src/record/index.ts";
import { evaluate, openTrained, train } from "../../src/run/index.ts";
import { cartPoleRun, registries } from "./fake-run.ts";
import { contentOf, freshFolder } from "./folder.ts";

/** One reward made of two. */
const mixing: RunSpec = {
  ...cartPoleRun,
  reward: {
    sum: {
      both: {
        weight: 2,
        of: {
          apply: "transform/mixture-v1",
          params: { weights: { alive: 3 } },
          to: { alive: "sparse/alive-v1", upright: "shaped/upright-v1" },
        },
      },
    },
  },
};

test("rewards inside a transform are logged, though only what is made of them is paid", async () => {
  const directory = freshFolder();
  await train({ spec: mixing, registries, directory });
  const rows = await readMetrics(runPaths(directory).metrics);
  const { metrics } = rows[rows.length - 1];
  expect(metrics["inner/both.alive"]).toBe(1);
  expect(metrics["inner/both.upright"]).toBeLessThan(1);
  expect(metrics["reward/both"]).toBeCloseTo(2 * (0.75 + 0.25 * metrics["inner/both.upright"]), 9);
  expect(Object.keys(metrics).filter((name) => name.startsWith("reward/"))).toEqual(["reward/both"]);
});

test("a run with rewards inside a transform resumes bit for bit, with rollouts lived ahead too", async () => {
  const spec = { ...mixing, overlap: true };
  const [whole, halves] = [freshFolder(), freshFolder()];
  await train({ spec, registries, directory: whole });
  await train({ spec, registries, directory: halves, stopWhen: ({ steps }) => steps >= spec.steps / 2 });
  await train({ spec, registries, directory: halves, resume: true });
  expect(await contentOf(halves)).toEqual(await contentOf(whole));
});

test("a recorded episode holds them beside its terms; one without has no such column", async () => {
  const directory = freshFolder();
  await train({ spec: mixing, registries, directory });
  const { policy, learned, spec } = await openTrained(directory, registries);
  const recordOf = async (spec: RunSpec) => {
    const { records } = await evaluate({ spec, registries, policy, learned, episodes: 2, seed: 7, record: 1 });
    const path = `${freshFolder()}.episode`;
    await writeEpisode(path, records[0]);
    return readEpisode(path);
  };
  const record = await recordOf(spec);
  const plain = await recordOf({ ...spec, reward: "sparse/alive-v1" });
  await policy.close?.();
  const { "both.alive": alive, "both.upright": upright } = record.inner!;
  expect(alive).toEqual(new Float64Array(record.steps).fill(1));
  for (const [step, paid] of record.terms.both.entries())
    expect(paid).toBeCloseTo(2 * (0.75 + 0.25 * upright[step]), 9);
  expect(plain.inner).toBeUndefined();
});
