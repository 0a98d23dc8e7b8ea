import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Packable, pack } from "../../src/core/index.ts";
import { type EpisodeRecord, readEpisode, writeEpisode, writeSealed } from "../../src/record/index.ts";
import { origin, recordEpisodes } from "./recorded-episodes.ts";
import { codeOf, temporaryFolder } from "./temporary.ts";

const { episodes } = await recordEpisodes();
const whole = (await recordEpisodes({ observations: true })).episodes;

/** Two steps, every number by hand. */
const small: EpisodeRecord = {
  ...origin,
  env: { id: "fixture/drifting-v1", params: { reach: 0.3, maxSteps: 9 } },
  world: 1,
  steps: 2,
  terminated: true,
  truncated: false,
  score: 0.5,
  return: 3,
  start: Uint8Array.of(1, 2, 3),
  actions: [Float32Array.of(0.5, -0.5), Int32Array.of(0, 2)],
  features: { place: Float64Array.of(0, 0.5, 1.5), luck: Float64Array.of(Number.NaN, 1, -0) },
  events: { crossed: Int32Array.of(0, 1) },
  rewards: Float64Array.of(1, 2),
  terms: { place: Float64Array.of(1, 2) },
  digests: new Uint8Array(3 * 8),
  observations: [new Float32Array(6), new Int32Array(3)],
};

test("golden bytes", async () => {
  const path = join(temporaryFolder(), "golden.episode");
  await writeEpisode(path, small);
  expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toMatchInlineSnapshot(
    `"4f4af547e411c50698f73ab87efe6958af5bb1a4e3f71db331f8357076ae56f9"`,
  );
});

test("what is written is read", async () => {
  const path = join(temporaryFolder(), "episodes", "a.episode");
  for (const record of [small, ...episodes, ...whole]) {
    await writeEpisode(path, record);
    expect(await readEpisode(path)).toEqual(record);
  }
});

/** The code that reading a payload of this content ends in. */
async function codeOfContent(content: Packable): Promise<string | undefined> {
  const path = join(temporaryFolder(), "a.episode");
  await writeSealed(path, "episode", pack(content));
  return codeOf(() => readEpisode(path));
}
const content = { format: 1, ...small };
const optional = ["observations", "start"];

test("the content above is a good one", async () => {
  expect(await codeOfContent(content)).toBeUndefined();
});

test.each(Object.keys(content).filter((name) => !optional.includes(name)))(
  "an episode without %s is corrupt",
  async (name) => {
    expect(await codeOfContent({ ...content, [name]: undefined })).toBe("file/corrupt");
  },
);

test.each<[string, { readonly [field: string]: Packable }]>([
  ["another format", { format: 2 }],
  ["no steps", { steps: 0 }],
  ["more steps than rows", { steps: 3 }],
  ["half a step", { steps: 1.5 }],
  ["a feature too short", { features: { place: Float64Array.of(1, 2) } }],
  ["a feature of another kind", { features: { place: Float32Array.of(1, 2, 3) } }],
  ["a list for features", { features: [Float64Array.of(1, 2, 3)] }],
  ["events too long", { events: { crossed: Int32Array.of(1, 2, 3) } }],
  ["actions that are not rows", { actions: [Float32Array.of(1, 2, 3)] }],
  ["actions without elements", { actions: [new Float32Array(0)] }],
  ["observations that are not rows", { observations: [Float32Array.of(1, 2)] }],
  ["an array in a param", { env: { id: "a/b-v1", params: { reach: Float32Array.of(1) } } }],
  ["a text for rewards", { rewards: "none" }],
])("an episode with %s is corrupt", async (_, fields) => {
  expect(await codeOfContent({ ...content, ...fields })).toBe("file/corrupt");
});

const json = fc.jsonValue() as fc.Arbitrary<Packable>;

test("whatever else is sealed as an episode is corrupt", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "a.episode");
  const field = fc.constantFrom(...Object.keys(content).filter((name) => !optional.includes(name)));
  await fc.assert(
    fc.asyncProperty(json, field, fc.uint8Array({ maxLength: 99 }), async (value, name, bytes) => {
      const kindsDiffer = typeof value !== typeof content[name as keyof typeof content];
      const payloads = [
        bytes,
        pack(value),
        pack({ ...content, [name]: kindsDiffer && name !== "reward" ? value : undefined }),
      ];
      for (const payload of payloads) {
        await writeSealed(path, "episode", payload);
        expect(await codeOf(() => readEpisode(path))).toBe("file/corrupt");
      }
    }),
    { numRuns: 60 },
  );
});
