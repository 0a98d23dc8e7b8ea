import { bindEnv, type Episode } from "../../core/index.ts";
import { randomActor, steadyActors } from "../actors.ts";
import { episodeOf } from "../episodes.ts";
import { wrong } from "../finding.ts";
import type { EnvCheck, EnvSubject } from "./subject.ts";

const randomEpisodes = 5;

export const measureChecks: readonly EnvCheck[] = [
  {
    name: "the score is in [0, 1]",
    fix: "Clamp the score, and mind episodes of one step and sums that can be 0.",
    run(subject) {
      const { bound } = subject;
      const episodes = manyEpisodes(subject);
      const scores = episodes.map((episode) => {
        const score = bound.score(episode);
        if (!(score >= 0 && score <= 1)) wrong(`${score} for ${wordsOf(episode)}`);
        if (bound.score(episode) !== score) wrong(`first ${score}, then ${bound.score(episode)} for one episode`);
        return score;
      });
      const [low, high] = [Math.min(...scores), Math.max(...scores)].map((score) => score.toFixed(3));
      return `${episodes.length} episodes, from ${low} to ${high}`;
    },
  },
  {
    name: "further yardsticks are finite",
    fix: "Mind episodes of one step and sums that can be 0, and judge by the episode alone.",
    run(subject) {
      const judges = Object.entries(subject.bound.yardsticks);
      if (judges.length === 0) return "none";
      for (const episode of manyEpisodes(subject))
        for (const [name, judge] of judges) {
          const value = judge(episode);
          if (!Number.isFinite(value)) wrong(`${name} is ${value} for ${wordsOf(episode)}`);
          if (judge(episode) !== value) wrong(`${name}: first ${value}, then ${judge(episode)} for one episode`);
        }
      return judges.map(([name]) => name).join(", ");
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

/** Random and steady ones, and one of a single step. */
function manyEpisodes({ env, bound, seed }: EnvSubject): Episode[] {
  const short = bindEnv(env, { ...bound.params, maxSteps: 1 });
  const random = Array.from({ length: randomEpisodes }, (_, i) =>
    episodeOf(bound, randomActor(seed + i), seed + i, i === 0 ? 2 : 1),
  );
  const steady = steadyActors(bound.action).map((actor, i) => episodeOf(bound, actor, seed + i));
  return [...random, ...steady, episodeOf(short, randomActor(seed), seed)];
}

const wordsOf = ({ steps, terminated }: Episode) => `${terminated ? "terminated" : "cut"} after ${steps} steps`;
