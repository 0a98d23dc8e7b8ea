import { describe, expect, it } from "vitest";
import { episodeOf } from "../../src/check/episodes.ts";
import { openStage, type Stage } from "../../src/check/stage.ts";
import { bindEnv } from "../../src/core/index.ts";
import { envs as listedEnvs } from "../fixtures/worlds.ts";
import { loaded } from "../loaded.ts";

const envs = await loaded(listedEnvs);

/** What the headers of the fixture worlds promise, so that what is learnt in them can be measured against it. */
const choose = (stage: Stage, option: number) => {
  (stage.actions as Int32Array)[0] = option;
};

describe("spell", () => {
  const spell = bindEnv(envs.get("fixture/spell-v1"));

  /** Fewest legal actions to the open gate, by trying all of them (breadth first). */
  const fewest = (stage: Stage): number => {
    const seen = new Set<string>();
    let edge = [stage.save(0)];
    for (let steps = 1; edge.length; steps++) {
      const next: typeof edge = [];
      for (const moment of edge)
        for (let option = 0; option < spell.maskSize; option++) {
          stage.load(0, moment);
          if (!stage.masks[option]) continue;
          choose(stage, option);
          stage.step(0);
          if (stage.events.opened[0]) return steps;
          const there = stage.save(0);
          if (seen.has(there.world.join())) continue;
          seen.add(there.world.join());
          next.push(there);
        }
      edge = next;
    }
    return Number.NaN;
  };

  it("takes 7, 6 or 8 actions at best, as its features say", () => {
    const stage = openStage(spell);
    const best = new Map<string, number>();
    for (let seed = 0; seed < 30; seed++) {
      stage.reset(0, seed);
      const start = stage.worlds[0].text!();
      const said = stage.features.fewest[0];
      expect(fewest(stage)).toBe(said);
      best.set(start, said);
    }
    expect(Object.fromEntries(best)).toEqual({
      "You are in the hall.": 7,
      "You are in the library.": 6,
      "You are in the garden.": 8,
    });
  });

  it("scores 1 for the shortest way, less for longer, 0 for none", () => {
    const follow = (stage: Stage) => {
      // the way on is the one after which fewer actions are left
      const moment = stage.save(0);
      const left = stage.features.fewest[0];
      for (let option = 0; option < spell.maskSize; option++) {
        stage.load(0, moment);
        if (!stage.masks[option]) continue;
        choose(stage, option);
        stage.step(0);
        const nearer = stage.features.fewest[0] < left;
        stage.load(0, moment);
        if (nearer) return choose(stage, option);
      }
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const episode = episodeOf(spell, follow, seed);
      expect(spell.score(episode)).toBe(1);
      expect(spell.score({ ...episode, steps: 2 * episode.steps })).toBe(0.5);
      expect(spell.score({ ...episode, events: { ...episode.events, opened: 0 } })).toBe(0);
    }
  });
});

describe("recall", () => {
  const recall = bindEnv(envs.get("fixture/recall-v1"));
  const cues = 4;
  const firstCue = 2;

  it("is solved by memory and not without", () => {
    const rate = (answer: (cue: number) => number) => {
      let right = 0;
      for (let seed = 0; seed < 400; seed++) {
        let cue = -1;
        const episode = episodeOf(
          recall,
          (stage) => {
            const seen = (stage.observations as Int32Array)[0];
            if (seen >= firstCue) cue = seen - firstCue;
            choose(stage, answer(cue));
          },
          seed,
        );
        expect(episode).toMatchObject({ steps: 5, terminated: true });
        right += recall.score(episode);
      }
      return right / 400;
    };
    expect(rate((cue) => cue)).toBe(1);
    // without memory the answer cannot follow the cue: a share of 1/4 is right, with a standard deviation of 0.022
    for (let always = 0; always < cues; always++) expect(Math.abs(rate(() => always) - 1 / 4)).toBeLessThan(0.1);
  });

  it("shows the cue once, then blanks, then the question, whatever is done", () => {
    const stage = openStage(bindEnv(envs.get("fixture/recall-v1"), { blanks: 2 }));
    stage.reset(0, 1);
    const [shown] = stage.observations as Int32Array;
    const seen = [shown];
    while (!stage.worlds[0].terminated(0)) {
      choose(stage, seen.length % cues);
      stage.step(0);
      seen.push((stage.observations as Int32Array)[0]);
    }
    expect(shown).toBeGreaterThanOrEqual(firstCue);
    expect(seen.slice(1, 4)).toEqual([0, 0, 1]);
  });
});
