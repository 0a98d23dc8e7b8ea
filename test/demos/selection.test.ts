import fc from "fast-check";
import { expect, test } from "vitest";
import { selecting } from "../../src/demos/index.ts";

const episode = fc.record({ return: fc.integer({ min: -3, max: 3 }), score: fc.constantFrom(0, 0.5, 1) });

test("the best are those that sorting all of them puts first, in the order in which they were added", () => {
  fc.assert(
    fc.property(fc.array(episode, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (all, keepBest) => {
      const selection = selecting<(typeof all)[number]>({ keepBest });
      for (const each of all) selection.add(each);
      const best = all
        .map((each, order) => ({ each, order }))
        .sort((a, b) => b.each.score - a.each.score || b.each.return - a.each.return || a.order - b.order)
        .slice(0, keepBest)
        .sort((a, b) => a.order - b.order);
      expect(selection.kept()).toEqual(best.map(({ each }) => each));
      expect(selection.tried).toBe(all.length);
    }),
  );
});

test("bounds are kept, and both must hold", () => {
  const selection = selecting<{ return: number; score: number }>({ leastReturn: 2, leastScore: 0.5 });
  const all = [
    { return: 2, score: 0.5 },
    { return: 1.9, score: 1 },
    { return: 9, score: 0.4 },
  ];
  for (const each of all) selection.add(each);
  expect(selection.kept()).toEqual([all[0]]);
});

test("where none is good enough the message names the best", () => {
  const selection = selecting({ leastReturn: 10, leastScore: 0.9 });
  selection.add({ return: 7, score: 0.25 });
  selection.add({ return: 3, score: 0.5 });
  expect(() => selection.kept()).toThrow(
    "demonstration/none: got 2 episodes, the best with the return 7 and the score 0.5; expected a return of at least 10 and a score of at least 0.9.",
  );
});
