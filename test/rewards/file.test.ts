import { describe, expect, it, test } from "vitest";
import { envs } from "../../envs/index.ts";
import { rewards, transforms } from "../../rewards/index.ts";
import { compilePaying } from "../../rewards/learned/compile.ts";
import { type LearnedInRun, networkOf } from "../../rewards/learned/exports.ts";
import { imitation } from "../../rewards/model/imitation.ts";
import { success } from "../../rewards/model/success.ts";
import { preferences } from "../../rewards/transforms/preferences.ts";
import { openSession, value } from "../../src/autodiff/index.ts";
import { checkReward } from "../../src/check/index.ts";
import {
  type AnyInner,
  bindEnv,
  bindReward,
  bindTransform,
  type FileSource,
  generator,
  type RewardRows,
  rewardRows,
} from "../../src/core/index.ts";
import { filesIn, openReward, rewardHost, withFileNames } from "../../src/reward/index.ts";
import { codedError, codeOf } from "../record/temporary.ts";
import { filesOf, sealed, weighing } from "./learned-file.ts";

const pendulum = bindEnv(await envs.get("classic/pendulum-v1")); // three observations, one action
const host = rewardHost(pendulum, { seats: 1, seed: 1 });
const expression = { use: "model/file-v1", params: { file: "mine" } };

const open = (files: FileSource | undefined, env = pendulum) =>
  openReward(expression, { rewards, transforms, files }, env, host);

const two = (...numbers: number[]) => Float32Array.from(numbers);
const rows: RewardRows = rewardRows({
  steps: 2,
  seats: 1,
  observations: two(1, 2, 3, 4, 5, 6),
  observationSize: 3,
  actions: two(0.5, -0.5),
  actionSize: 1,
  features: { upright: Float64Array.of(0.25, -0.25) },
  before: { observations: two(10, 20, 30, 40, 50, 60) },
});

async function paid(...args: Parameters<typeof sealed>): Promise<number[]> {
  const live = await open(filesOf({ mine: sealed(...args) }));
  try {
    return [...(await live.evaluate(rows)).total];
  } finally {
    await live.close();
  }
}

describe("model/file-v1", () => {
  it("pays what the model says of what the header names; the mean of the members", async () => {
    const after = { when: "after", size: 3 } as const;
    const one = 0.5; // half of what the second member pays more
    expect(await paid({ observations: after }, [1, 10, 100])).toEqual([321 + one, 654 + one]);
    expect(await paid({ observations: { when: "before", size: 3 } }, [1, 0, 0])).toEqual([10 + one, 40 + one]);
    expect(await paid({ actions: { size: 1 }, features: ["upright"] }, [1, 8])).toEqual([2.5 + one, -2.5 + one]);
    expect(await paid({ observations: after, actions: { size: 1 }, features: ["upright"] }, [0, 0, 1, 2, 4])).toEqual([
      3 + 1 + 1 + one,
      6 - 1 - 1 + one,
    ]);
  });

  it("says what it reads, so that nothing else is gathered", async () => {
    const live = await open(filesOf({ mine: sealed({ features: ["upright"] }, [1]) }));
    expect(live.inputs).toMatchObject({ features: ["upright"], observations: false, actions: false, before: false });
  });

  it("conforms as other rewards do", async () => {
    const { payload } = weighing({ observations: { when: "before", size: 3 }, features: ["upright"] }, [1, 1, 1, 1]);
    const file = { bytes: payload, place: "mine", env: pendulum };
    const findings = await checkReward(await rewards.get("model/file-v1"), { file, env: pendulum });
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it("is refused when it is bound, before anything is opened", async () => {
    const refused = async (bytes: Uint8Array) => (await codedError(() => open(filesOf({ mine: bytes }))))!;
    const other = await refused(sealed({ actions: { size: 1 } }, [1], "classic/pendulum-v9"));
    expect(other.code).toBe("reward/file");
    expect(other.message).toContain("classic/pendulum-v9");
    expect((await refused(sealed({ observations: { when: "after", size: 2 } }, [1, 1]))).code).toBe("reward/file");
    const gone = await refused(sealed({ features: ["lean"] }, [1]));
    expect(gone.code).toBe("reward/input");
    expect(gone.message).toContain('"lean"');
    const whole = sealed({ features: ["upright"] }, [1]);
    expect((await refused(whole.subarray(0, whole.length - 1))).code).toBe("file/corrupt");
    const altered = whole.slice();
    altered[altered.length - 20] ^= 1;
    expect((await refused(altered)).code).toBe("file/corrupt");
    expect(await codeOf(() => open(filesOf({})))).toBe("reward/file");
    expect(await codeOf(() => open(undefined))).toBe("reward/file");
    const nameless = { rewards, transforms, files: filesOf({}) };
    expect(await codeOf(() => openReward("model/file-v1", nameless, pendulum, host))).toBe("reward/file");
  });
});

test("files are found and renamed wherever they stand in an expression", () => {
  const use = (file: string) => ({ use: "model/file-v1", params: { file } });
  const nested = {
    sum: {
      alive: "sparse/alive-v1",
      one: { weight: 2, of: use("a") },
      two: { product: { b: use("b"), scaled: { apply: "transform/scale-v1", to: use("a") } } },
      three: { apply: "transform/mixture-v1", to: { c: use("c"), d: use("") } },
    },
  };
  expect(filesIn(nested)).toEqual(["a", "b", "c"]);
  const renamed = withFileNames(nested, new Map([["a", "A"]]));
  expect(JSON.stringify(renamed)).toBe(JSON.stringify(nested).replaceAll('"a"', '"A"'));
});

describe("a reward that learned in a run", () => {
  const rng = generator(3, "rows");
  const around = (place: number, steps: number): RewardRows => {
    const numbers = (count: number) => Float32Array.from({ length: count }, () => place + rng.normal());
    return rewardRows({
      ...{ steps, seats: 1, observations: numbers(2 * steps), observationSize: 2 },
      ...{ actions: numbers(steps), actionSize: 1, before: { observations: numbers(2 * steps) } },
      ...{ terminated: new Uint8Array(steps), truncated: new Uint8Array(steps) },
      features: { lean: Float64Array.from({ length: steps }, () => place + rng.normal()) },
    });
  };
  const shown = (steps: number) => ({
    steps,
    observations: Float32Array.from({ length: 2 * (steps + 1) }, () => 2 + rng.normal()),
    actions: Float32Array.from({ length: steps }, () => rng.normal()),
    features: {},
  });
  const ofRun = { seats: 1, seed: 2, demonstrations: [shown(60), shown(60)] };
  const settings = { hidden: [8], minibatch: 16, gradientSteps: 5, learningRate: 3e-3 };

  /** What the exported model pays rows, side by side as its inputs say. */
  async function exportedPays(learned: LearnedInRun, batch: RewardRows): Promise<Float32Array> {
    const network = networkOf(learned);
    const { observations, actions, features = [] } = network.inputs;
    const seen = observations?.when === "before" ? batch.before.observations : batch.observations;
    const columns = Array.from({ length: batch.rows }, (_, row) => [
      ...(observations ? seen.subarray(2 * row, 2 * row + 2) : []),
      ...(actions ? [batch.actions[row]] : []),
      ...features.map((name) => batch.features[name][row]),
    ]);
    const session = await openSession(compilePaying(network));
    const { reward } = await session.run({
      rows: value(Float32Array.from(columns.flat()), [batch.rows, network.size]),
    });
    await session.close();
    return reward;
  }

  const requireClose = (given: ArrayLike<number>, expected: ArrayLike<number>) => {
    expect(given.length).toBe(expected.length);
    for (let row = 0; row < given.length; row++) expect(given[row]).toBeCloseTo(expected[row], 4);
    expect(new Set(Array.from(given, (each) => each.toFixed(4))).size).toBeGreaterThan(10); // it tells rows apart
  };

  it.each([
    ["model/imitation-v1", { form: "positive" }],
    ["model/imitation-v1", { form: "negative", actions: false }],
    ["model/imitation-v1", { form: "signed" }],
    ["model/success-v1", { pays: "log" }],
    ["model/success-v1", { pays: "probability" }],
  ] as const)("%s %o pays the same from a file", async (id, given) => {
    const bound = bindReward(id === "model/success-v1" ? success : imitation, { ...settings, ...given });
    const live = bound.create(rewardHost({ goal: "", stepSeconds: 0 }, ofRun));
    const [lived, asked] = [around(-1, 64), around(0, 40)];
    await live.evaluate(lived, [new Float64Array(64)]);
    for (let i = 0; i < 4; i++) await live.learn!(lived, 0);
    const out = new Float64Array(40);
    await live.evaluate(asked, [out]);
    const state = (await live.save!()) as Uint8Array;
    await live.close!();
    const learned = { id, params: bound.params, state, observationSize: 2, actionSize: 1 };
    requireClose(await exportedPays(learned, asked), out);
  });

  it.each([[[]], [["lean"]]])(
    "transform/preferences-v1 of %o pays the same from a file, once it has labels",
    async (features) => {
      const id = "transform/preferences-v1";
      const bound = bindTransform(preferences, {
        ...{ ...settings, features },
        budget: 20,
        segment: 4,
        sitting: 10,
        atFirst: 1,
        members: 2,
      });
      const live = bound.create(rewardHost({ goal: "", stepSeconds: 0 }, ofRun));
      const [lived, asked] = [around(-1, 64), around(0, 40)];
      const inner = (batch: RewardRows): AnyInner => ({
        ...batch,
        values: Float64Array.from({ length: batch.rows }, (_, row) => batch.actions[row]),
        before: new Float64Array(batch.rows),
      });
      const save = async () => (await live.save!()) as Uint8Array;
      const learnedNow = async () => ({
        id,
        params: bound.params,
        state: await save(),
        observationSize: 2,
        actionSize: 1,
      });
      const before = await learnedNow();
      expect(await codeOf(() => networkOf(before))).toBe("reward/file");
      await live.apply(inner(lived), new Float64Array(64));
      await live.learn!(inner(lived), 0.5);
      const out = new Float64Array(40);
      await live.apply(inner(asked), out);
      requireClose(await exportedPays(await learnedNow(), asked), out);
      await live.close!();
    },
  );

  it("is refused where it is of another kind", async () => {
    const learned = { id: "intrinsic/rnd-v1", params: {}, state: new Uint8Array(0), observationSize: 2, actionSize: 1 };
    expect(await codeOf(() => networkOf(learned))).toBe("reward/file");
  });
});
