import type { Section } from "../../report/blocks.ts";
import { type Comparison, scoreName } from "../compare.ts";

/** What the words mean. */
export const readingOf = ({ gold, epic, dard }: Comparison): Section => ({
  title: "How to read this",
  id: "reading",
  blocks: [
    {
      kind: "list",
      items: [
        gold === scoreName
          ? "score: the environment's own yardstick of an episode, from 0 to 1. It has no value for a single step."
          : `${gold}: the reward that says what is really wanted; the others stand in for it.`,
        "Pairs in the same order: of all pairs of episodes that gold tells apart, how many a reward orders likewise; ties count half. A coin reaches 50 %.",
        "Best of n: how much gold the episode has that a reward likes most among n, exactly, over all draws of n from these episodes. A curve turns where selecting harder costs gold; a fall counts if it shows in 95 % of 400 resamples of the episodes (arXiv:2112.09332, appendix I).",
        ...(epic
          ? [
              "EPIC distance: how differently two rewards rate transitions once potential shaping and scale are taken away: 0 the same, .71 unrelated, 1 opposite (arXiv:2006.13900). It asks about states that follow each other by no action, and no episode ends in them.",
            ]
          : []),
        ...(dard
          ? [
              "DARD distance: the same with next states simulated from saved worlds, so that all are possible (arXiv:2201.10081).",
            ]
          : []),
        "Share of the variance: a term's covariance with the reward over the reward's variance; below 0 it works against the rest. Share of the sum: a term's mean size among those of all terms. A term with at least 90 % of the variance dominates.",
      ],
    },
  ],
});
