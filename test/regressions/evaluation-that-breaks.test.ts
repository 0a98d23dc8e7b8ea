import { beforeEach, expect, test } from "vitest";
import { type Env, type Policy, registry } from "../../src/core/index.ts";
import { type EvaluateOptions, type Evaluation, evaluate, openScored, type Registries } from "../../src/run/index.ts";
import { describeRemote, openRemote } from "../../src/wire/client/index.ts";
import { worlds as fixtures } from "../fixtures/vector-worlds.ts";
import { breakLong, envs, outside } from "../fixtures/worlds-frail.ts";
import { registries as ours } from "../run/fake-run.ts";
import { connected, serving } from "../wire/here.ts";

beforeEach(() => {
  outside.breaks = () => false;
});

const registries: Registries = { ...ours, envs };
const policy: Policy = {
  stateSize: 0,
  act: async ({ rows }) => ({ actions: new Int32Array(rows), state: new Float32Array(0) }),
};
const spec = {
  env: { id: "fixture/frail-v1", params: {} },
  reward: "sparse/alive-v1",
  agent: { id: "baseline/random-v1", params: {} },
  seed: 1,
  steps: 1,
  worlds: 1,
  device: "cpu",
} as const;
const run = (more: Partial<EvaluateOptions> = {}) =>
  evaluate({ spec, registries, policy, episodes: 40, seed: 1, worlds: 4, record: 4, ...more });

test.each([1, 2])(
  "an evaluation whose every long episode breaks %d times equals one without a fault",
  async (times) => {
    const sound = await run();
    expect(sound.episodes.some(({ steps }) => steps > 5)).toBe(true);
    const notices: string[] = [];
    breakLong(times);
    const mended = await run({ onNotice: (notice) => notices.push(notice) });
    expect(notices[0]).toContain("boom 5");
    expect(mended).toEqual(sound);
  },
);

/** What a server saves of a world bears its seal. */
const unsealed = ({ records, ...evaluation }: Evaluation) => ({
  ...evaluation,
  records: records.map(({ start, ...record }) => record),
});

test("worlds on a server that only the server knows are put back as well", async () => {
  const sound = await run();
  const { url } = await serving({ host: new URL("../wire/frail-host.ts", import.meta.url).href });
  const connection = await connected(url);
  const known = await describeRemote(connection, spec.env.id, {});
  const notices: string[] = [];
  const mended = await run({
    registries: { ...ours, envs: registry<Env>("env", import.meta.url, [known]) },
    open: ({ env, worlds, capture, onFault }) => openRemote({ connection, env, worlds, capture, onFault }),
    onNotice: (notice) => notices.push(notice),
  });
  expect(notices[0]).toContain("boom 5");
  expect(unsealed(mended)).toEqual(unsealed(sound));
});

test("an episode that breaks every time ends the evaluation with the fault, instead of being left out", async () => {
  outside.breaks = ({ length, step }) => length === 12 && step === 5;
  await expect(run()).rejects.toMatchObject({
    code: "vector/failed",
    message: expect.stringMatching(/3 faults in the same episode of fixture\/frail-v1.*world \d: boom 5/),
    cause: { message: "boom 5" },
  });
});

test("an env that breaks once in every episode ends an evaluation, in threads too", async () => {
  const trouble = { ...spec, env: { id: "fixture/trouble-v1", params: { kind: "throw", at: 3 } } };
  const broken = { spec: trouble, registries: { ...ours, envs: fixtures }, episodes: 2 };
  for (const threads of [0, 1])
    await expect(run({ ...broken, threads })).rejects.toMatchObject({
      code: "vector/failed",
      cause: { message: "boom" },
    });
});

test("faults in episodes that do not count do not matter", async () => {
  const sound = await run({ episodes: 9 }); // quotas of 3, 2, 2, 2: the last three worlds go on while the first is not done
  const begun = new Int32Array(4);
  outside.breaks = ({ row, step }) => {
    if (step === 1) begun[row]++;
    return row > 0 && begun[row] > 2 && step === 2;
  };
  expect(await run({ episodes: 9 })).toEqual(sound);
});

test("worlds scored elsewhere score an episode that is repeated from its start", async () => {
  const scored = await openScored({ registries, env: spec.env, worlds: 2 });
  await scored.reset(1);
  const start = await scored.vector.save(0);
  await scored.step();
  const middle = await scored.vector.save(0);
  const scoresAfterLoading = async (bytes: Uint8Array) => {
    await scored.load(1, bytes);
    do await scored.step();
    while (!scored.vector.terminated[1]);
    return [scored.ended.scores[1], scored.ended.lengths[1]];
  };
  const [whole, length] = await scoresAfterLoading(start);
  expect([whole, length > 1]).toEqual([length / 12, true]);
  expect(await scoresAfterLoading(middle)).toEqual([Number.NaN, length - 1]);
  await scored.close();
});

test("a score that is not a number ends an evaluation", async () => {
  const numberless = { ...spec, env: { ...spec.env, params: { numberless: true } } };
  await expect(run({ spec: numberless })).rejects.toMatchObject({
    code: "env/conformance",
    message: expect.stringMatching(/the score NaN of an episode of fixture\/frail-v1 that took \d+ steps?/),
  });
});
