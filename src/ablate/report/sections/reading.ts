import type { Section } from "../../../report/blocks.ts";
import { percent } from "../../../report/numbers.ts";
import type { Study } from "../study.ts";

/** What the words mean. */
export function readingSection({ ablation, measure, confidence, reference, together }: Study): Section {
  const compared = [
    `Difference from ${reference}: of the interquartile means of runs with equal seeds. Its interval holds every difference that an exact test does not reject: had the two sides not differed, each pair of runs would have come out the other way round just as often (Fisher 1935). It is wider the more variants there are, so that all of them hold at once; ${error(confidence)} of tables in which nothing differs say better or worse of any variant.`,
    `Verdict: better or worse where the interval leaves out 0; slightly so if the difference is less than 1 % of the score's range; about the same if the whole interval is. With too few seeds pairs that all agree may be luck, and it cannot be told.`,
    `Probability of beating ${reference}: how often a run of the variant does better than a run of ${reference}, ties counted half; 0.5 is no difference.`,
  ];
  return {
    title: "How to read this",
    id: "reading",
    blocks: [
      {
        kind: "list",
        items: [
          measure.name === "score"
            ? "Score: the environment's yardstick of an episode, from 0 to 1, whatever training is rewarded with."
            : "Return: what one reward, the same for all variants, sums up to over an episode.",
          "Interquartile mean (IQM): a quarter of the runs is left out at each end, and the mean taken of the rest, so that one lucky or unlucky seed does not decide (Agarwal et al. 2021, arXiv:2108.13264).",
          `Intervals: by resampling seeds, widened for few of them. Were everything repeated with other seeds, about ${percent(confidence)} of such intervals would hold the true value.`,
          ...(ablation.variants.length > 1 ? compared : []),
          ...(together
            ? ["Optimality gap: by how much runs fall short of a score of 1 on average; less is better."]
            : []),
        ],
      },
    ],
  };
}

const error = (confidence: number) => `at most ${percent(1 - confidence)}`;
