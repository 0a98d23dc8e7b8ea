import { wrong } from "../finding.ts";
import { requireEqual, type ScorerCheck, scoreWith } from "./subject.ts";

/** What a scorer keeps from one rollout to the next, and gives back. */
export const stateChecks: readonly ScorerCheck[] = [
  {
    name: "all state is saved",
    fix: "Put everything that evaluate keeps into save, as copies, and write all of it back in load.",
    async run({ open, rows: [rows, next] }) {
      const [scorer, fresh] = [open(), open()];
      try {
        if (!scorer.save !== !scorer.load) wrong("save and load must come together");
        await scorer.score(rows, new Float64Array(rows.rows));
        const saved = scorer.save?.();
        const expected = await scoreWith(scorer, next);
        if (saved) fresh.load?.(saved);
        requireEqual(await scoreWith(fresh, next), expected, saved ? "load(save())" : "without save, a fresh instance");
        if (saved) scorer.load?.(saved);
        if (saved) requireEqual(await scoreWith(scorer, next), expected, "going back with load");
        return saved ? `${saved.length} bytes` : "it keeps none";
      } finally {
        await scorer.close?.();
        await fresh.close?.();
      }
    },
  },
  {
    name: "closing twice is harmless",
    fix: "Let close return at once where it is closed already.",
    async run({ open }) {
      const scorer = open();
      await scorer.close?.();
      await scorer.close?.();
      return scorer.close ? "closed twice" : "nothing to close";
    },
  },
];
