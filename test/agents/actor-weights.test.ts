import { expect, test } from "vitest";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults } from "../../agents/ppo/settings.ts";
import { randomRollout, randomView } from "../../scripts/bench/experience.ts";
import { type AgentHost, box, generator, pack, unpack } from "../../src/core/index.ts";

const observation = box({ dtype: "float32", shape: [3] });
const action = box({ dtype: "float32", shape: [2], low: -1, high: 1 });
const settings = { ...defaults, hidden: [8], rolloutSteps: 8, minibatch: 16, epochs: 1, normalizeObservations: true };
const host = (seed: number): AgentHost => ({
  env: "fixture/any-v1",
  observation,
  action,
  maskSize: 0,
  seats: 4,
  seed,
  device: "cpu",
});

async function trained() {
  const learner = await openPpo(settings, host(1));
  (await learner.learn(await randomRollout(learner, observation, action, 4, 1), 0)).adopt();
  return learner;
}

test("an actor fed with weights decides as the learner does, and keeps its own chance", async () => {
  const [learner, actor, untouched] = [
    await trained(),
    await openPpo(settings, host(2)),
    await openPpo(settings, host(2)),
  ];
  const view = randomView(observation, action, false, 4, 0, generator(3));
  const decide = async (who: typeof learner) => [...((await who.act(view, "exploit")).actions as Float32Array)];
  expect(await decide(actor)).not.toEqual(await decide(learner));

  const bytes = learner.saveActor?.(7) ?? new Uint8Array(0);
  expect(bytes.length).toBeLessThan((await learner.save()).length / 2);
  expect(actor.loadActor?.(bytes)).toBe(7);
  expect(await decide(actor)).toEqual(await decide(learner));
  expect(await actor.look?.(view)).toEqual(await learner.look?.(view));

  const [ofActor, ofUntouched] = [actor, untouched].map(
    async (who) => (unpack((await who.save()) as Uint8Array) as { readonly rng: Float64Array }).rng,
  );
  expect(await ofActor).toEqual(await ofUntouched);
  for (const each of [learner, actor, untouched]) await each.close?.();
});

test("learning afterwards does not change the actor's weights, nor the bytes", async () => {
  const [learner, actor] = [await trained(), await openPpo(settings, host(2))];
  const bytes = learner.saveActor?.(1) ?? new Uint8Array(0);
  actor.loadActor?.(bytes);
  const before = actor.saveActor?.(1);
  (await learner.learn(await randomRollout(learner, observation, action, 4, 2), 0)).adopt();
  expect(actor.saveActor?.(1)).toEqual(before);
  expect(before).toEqual(bytes);
  for (const each of [learner, actor]) await each.close?.();
});

test("bytes of something else are refused, and nothing changes", async () => {
  const [learner, other] = [await trained(), await openPpo({ ...settings, hidden: [4] }, host(1))];
  const before = learner.saveActor?.(1);
  const broken = unpack(learner.saveActor?.(1) ?? new Uint8Array(0)) as { flat: Float32Array };
  const refused = (bytes: Uint8Array, code: string) => expect(() => learner.loadActor?.(bytes)).toThrow(code);
  refused(other.saveActor?.(1) ?? new Uint8Array(0), "checkpoint/foreign");
  refused((await learner.save()) as Uint8Array, "checkpoint/foreign");
  refused(pack({ ...broken, flat: broken.flat.map(() => Number.NaN) }), "file/corrupt");
  refused(pack({ ...broken, version: null }), "file/corrupt");
  refused(new Uint8Array(3), "file/corrupt");
  expect(learner.saveActor?.(1)).toEqual(before);
  for (const each of [learner, other]) await each.close?.();
});
