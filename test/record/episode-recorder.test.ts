import { expect, test } from "vitest";
import { origin, recordEpisodes, type Witnessed } from "./recorded-episodes.ts";

/** A world's steps cut into finished episodes. */
function episodesIn(steps: readonly Witnessed[]): Witnessed[][] {
  const episodes: Witnessed[][] = [[]];
  for (const step of steps) {
    episodes.at(-1)?.push(step);
    if (step.ended) episodes.push([]);
  }
  return episodes.slice(0, -1);
}

test("watched worlds' finished episodes are recorded, and nothing else", async () => {
  const { episodes, witnessed } = await recordEpisodes({ watch: [0, 2], observations: true });
  for (const world of [0, 1, 2]) {
    const recorded = episodes.filter((episode) => episode.world === world);
    const expected = world === 1 ? [] : episodesIn(witnessed[world]);
    if (world !== 1) expect(expected.length).toBeGreaterThan(3);
    expect(recorded).toHaveLength(expected.length);
    for (const [i, steps] of expected.entries()) {
      const { actions, features, observations = [], ...episode } = recorded[i];
      const column = (of: (step: Witnessed) => number) => steps.map(of);
      expect(episode).toMatchObject({ ...origin, world, steps: steps.length, score: world / 10 });
      expect(episode.env).toEqual({ id: "fixture/drifting-v1", params: { reach: 0.3, maxSteps: 9 } });
      expect([...features.place.subarray(1)]).toEqual(column(({ place }) => place));
      expect([...features.luck]).toEqual([Number.NaN, ...column(({ luck }) => luck)]);
      expect([...observations[1].subarray(1)]).toEqual(column(({ side }) => side));
      expect(observations[0][0]).toBe(Math.fround(features.place[0]));
      expect([...actions[0]]).toEqual(column(({ push }) => push));
      expect([...actions[1]]).toEqual(column(({ gear }) => gear));
      expect([...episode.events.crossed]).toEqual(column(({ crossed }) => crossed));
      expect([...episode.rewards]).toEqual(column(({ reward }) => reward));
      expect([...episode.terms.world]).toEqual(column(() => world));
      expect(episode.return).toBe(column(({ reward }) => reward).reduce((sum, reward) => sum + reward));
      expect(episode.terminated).toBe(!episode.truncated);
      expect(episode.truncated).toBe(steps.length === 9 && Math.abs(steps[8].place) <= 1);
    }
  }
  expect(new Set(episodes.map(({ terminated }) => terminated))).toEqual(new Set([true, false]));
});

test("episodes do not depend on how often rewards come, nor on keeping observations", async () => {
  const { episodes } = await recordEpisodes({ every: 1 });
  const byNumber = (list: typeof episodes) => [0, 2].map((world) => list.filter((episode) => episode.world === world));
  for (const every of [4, 10, 40])
    expect(byNumber((await recordEpisodes({ every })).episodes)).toEqual(byNumber(episodes));
  const whole = (await recordEpisodes({ observations: true })).episodes;
  expect(whole.map(({ observations: _, ...rest }) => rest)).toEqual(episodes);
});

test("an episode longer than the first memory of a tape is whole", async () => {
  const { episodes, witnessed } = await recordEpisodes({ worlds: 1, watch: [0], steps: 300, every: 100 });
  expect(episodes.reduce((sum, { steps }) => sum + steps, 0)).toBeGreaterThan(270);
  expect(episodes).toHaveLength(episodesIn(witnessed[0]).length);
});
