import type { Section } from "../blocks.ts";
import { percent } from "../numbers.ts";
import type { Study } from "../study.ts";

/** What the words mean. */
export function readingSection({ ablation, measure, confidence, reference, together }: Study): Section {
  const compared = [
    `Difference from ${reference}: of runs with equal seeds. Its interval is wider the more variants there are, so that all of them hold at once; better and worse are said only where it leaves out 0.`,
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
          `Intervals: by resampling seeds, widened for few of them. If all was done again with other seeds, ${percent(confidence)} of such intervals would hold the true value.`,
          ...(ablation.variants.length > 1 ? compared : []),
          ...(together
            ? ["Optimality gap: by how much runs fall short of a score of 1 on average; less is better."]
            : []),
        ],
      },
    ],
  };
}
