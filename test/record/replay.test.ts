import fc from "fast-check";
import { expect, test } from "vitest";
import { type EpisodeRecord, replay } from "../../src/record/index.ts";
import { driftingEnv, driftingVector } from "./drifting-vector.ts";
import { env, recordEpisodes } from "./recorded-episodes.ts";
import { codedError } from "./temporary.ts";

const { episodes } = await recordEpisodes({ observations: true });
const episode = episodes.find(({ truncated }) => truncated)!;
const other = () => driftingVector(env, 1, 77);

test("every recorded episode replays in a vector of another seed, step by step", async () => {
  for (const record of episodes) {
    const steps: number[] = [];
    await replay(record, other(), { after: (step) => void steps.push(step) });
    expect(steps).toEqual(Array.from({ length: record.steps }, (_, step) => step));
  }
});

/** The episode with something changed in a copy. */
function changed(change: (record: EpisodeRecord) => void): EpisodeRecord {
  const record = structuredClone(episode);
  change(record);
  return record;
}

const changes: { readonly [array: string]: (record: EpisodeRecord) => void } = {
  'feature "place" = ': ({ features }) => {
    features.place[4] += 1e-12;
  },
  'event "crossed" = ': ({ events }) => {
    events.crossed[3]++; // of the fourth step
  },
  "observation's digest = ": ({ digests }) => {
    digests[4 * 8 + 7]++;
  },
};

test.each(Object.entries(changes))("%s that differs is named with its step", async (given, change) => {
  const error = await codedError(() => replay(changed(change), other()));
  expect(error?.code).toBe("episode/mismatch");
  expect(error?.given).toContain(given);
  expect(error?.given).toContain("after step 4");
});

test("an ending that differs is named", async () => {
  const record = changed((record) => Object.assign(record, { terminated: true, truncated: false }));
  expect(await codedError(() => replay(record, other()))).toMatchObject({
    code: "episode/mismatch",
    given: "terminated = false after step 9",
    expected: "true as recorded",
  });
});

test("another action is found in what it did", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(episode.steps - 1), async (step) => {
      const record = changed(({ actions: [pushes] }) => {
        pushes[step] = pushes[step] > 0 ? -1 : 1;
      });
      const error = await codedError(() => replay(record, other()));
      expect(error?.given).toMatch(new RegExp(`after step ${step + 1}$`));
    }),
    { numRuns: 20 },
  );
});

test("an env with other params, features or spaces does not replay it", async () => {
  const wider = driftingVector(driftingEnv({ reach: 0.31 }), 1, 0);
  expect(await codedError(() => replay(episode, wider))).toMatchObject({ code: "episode/mismatch" });
  const poorer = { ...other(), features: {}, finalFeatures: {} };
  expect(await codedError(() => replay(episode, poorer))).toMatchObject({
    given: 'feature "place" = nothing after step 0',
  });
  const elsewhere = changed(({ env }) => Object.assign(env, { id: "fixture/other-v1" }));
  expect(await codedError(() => replay(elsewhere, other()))).toMatchObject({ given: "an episode of fixture/other-v1" });
  const shorter = changed((record) => Object.assign(record, { actions: record.actions.slice(1) }));
  expect(await codedError(() => replay(shorter, other()))).toMatchObject({ given: "an episode with other actions" });
});
