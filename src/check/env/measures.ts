import { bindEnv, type Episode } from "../../core/index.ts";
import { randomActor, steadyActors } from "../actors.ts";
import { episodeOf } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { EnvCheck } from "./subject.ts";

const randomEpisodes = 5;

export const measureChecks: readonly EnvCheck[] = [
  {
    name: "the score is in [0, 1], other yardsticks are finite",
    fix: "Clamp the score, and mind episodes of one step and sums that can be 0.",
    run({ env, bound, seed }) {
      const short = bindEnv(env, { ...bound.params, maxSteps: 1 });
      const random = Array.from({ length: randomEpisodes }, (_, i) =>
        episodeOf(bound, randomActor(seed + i), seed + i, i === 0 ? 2 : 1),
      );
      const steady = steadyActors(bound.action).map((actor, i) => episodeOf(bound, actor, seed + i));
      const episodes = [...random, ...steady, episodeOf(short, randomActor(seed), seed)];
      const scores = episodes.map((episode) => {
        const score = bound.score(episode);
        if (!(score >= 0 && score <= 1)) wrong(`${score} for ${wordsOf(episode)}`);
        if (bound.score(episode) !== score) wrong(`first ${score}, then ${bound.score(episode)} for one episode`);
        for (const [name, judge] of Object.entries(bound.yardsticks)) {
          const value = judge(episode);
          if (!Number.isFinite(value)) wrong(`the yardstick ${name} says ${value} for ${wordsOf(episode)}`);
          if (!Object.is(judge(episode), value)) wrong(`the yardstick ${name} says another number when asked again`);
        }
        return score;
      });
      const [low, high] = [Math.min(...scores), Math.max(...scores)].map((score) => score.toFixed(3));
      return `${episodes.length} episodes, from ${low} to ${high}`;
    },
  },
  {
    name: "time limits are left to the vector",
    fix: "Let terminated() tell only of the task, and leave maxSteps to the vector, which truncates.",
    run({ env, bound, seed }) {
      const limit = bound.maxSteps;
      const longer = bindEnv(env, { ...bound.params, maxSteps: limit + 1 });
      if (longer.maxSteps !== limit + 1) wrong("maxSteps does not follow the param");
      if (limit === 1) return "one step";
      const episodes = [0, 1, 2].map((more) => episodeOf(longer, randomActor(seed + more), seed + more));
      if (episodes.every(({ terminated, steps }) => terminated && steps === limit))
        wrong(`three episodes terminated after exactly maxSteps = ${limit} steps`);
      return episodes.map(wordsOf).join("; ");
    },
  },
];

const wordsOf = ({ steps, terminated }: Episode) => `${terminated ? "terminated" : "cut"} after ${steps} steps`;
