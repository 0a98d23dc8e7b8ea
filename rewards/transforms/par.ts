import { anyNumber, assert, defineTransform, fail, seatMemory } from "../../src/core/index.ts";
import { type Context, type ContextKind, contextInputs, contextKinds, contextsOf, ledger } from "./contexts.ts";
import { mergeMoments, momentsSize } from "./moments.ts";
import { type Known, type ShapeName, shapeNames, shapeOf } from "./shapes.ts";

/**
 * PAR, preference as reward: how likely an episode is to be preferred over references, the mean over references of
 * s(steepness * (reward - reference)) with the logistic function s. Bounded, steep at first and flat where an agent
 * would exploit it. The first episodes of a context that training sees are its references, or those that `known` gives.
 * While a context has none, `neutral` is paid, and `reward/<term>/neutral` says for which share of the episodes; the
 * param `empty: "error"` refuses instead. Other shapes, to compare with, are in `shapes.ts`.
 * Fu et al. (2025), arXiv 2502.18770.
 */
export const par = defineTransform({
  id: "transform/par-v1",
  summary: "How likely an episode's reward is to beat that of references, paid at its end; or another bend of it.",
  inputs: contextInputs,
  params: {
    shape: "preference" as ShapeName,
    unit: "episode" as "episode" | "step",
    references: 10,
    known: [] as readonly number[],
    empty: "neutral" as "neutral" | "error",
    steepness: 1,
    ceiling: 1,
    context: "all" as ContextKind,
    feature: "success" as string,
  },
  limits: {
    shape: shapeNames,
    unit: ["episode", "step"],
    references: { whole: [1, 1000] },
    known: { each: anyNumber, length: [0, 1000] },
    empty: ["neutral", "error"],
    steepness: [1e-9, 1e9],
    ceiling: anyNumber,
    context: contextKinds,
  },
  create(params, host) {
    const { unit, steepness, ceiling, empty, references: most } = params;
    const shape = shapeOf(params.shape);
    const keysIn = contextsOf(params);
    const given = Float64Array.from(params.known).sort();
    const sums = new Float64Array(host.seats);
    const seen = ledger(statistics + most); // statistics, then the first rewards
    let judged: { readonly context: Context; readonly reward: number }[] = []; // in these rows
    let neutral = 0; // of them

    const known = new Map<Context, Known>(); // as it was learned last

    function knownIn(context: Context): Known {
      const running = seen.get(context) ?? nothing;
      const own = running.slice(statistics, statistics + Math.min(most, running[0]));
      const made = { references: given.length ? given : own.sort(), running, steepness, ceiling };
      known.set(context, made);
      return made;
    }

    function judge(reward: number, context: Context): number {
      const there = known.get(context) ?? knownIn(context);
      if (isEnough[shape.reads](there)) return shape.of(reward, there);
      if (empty === "error")
        fail("reward/value", {
          given: `nothing to compare an episode with in the context ${JSON.stringify(context)}`,
          expected: "references",
          fix: 'Give some as `known`, or let training gather them: empty: "neutral".',
        });
      neutral++;
      return shape.neutral(reward);
    }

    return {
      apply(batch, out) {
        const { steps, seats, present, values, terminated, truncated } = batch;
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        const keyOf = keysIn(batch);
        judged = [];
        neutral = 0;
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            sums[seat] += values[row];
            out[row] = 0;
            if (unit === "episode" && !(terminated[row] || truncated[row])) continue;
            if (present[row]) {
              const one = { context: keyOf(row), reward: sums[seat] };
              judged.push(one);
              out[row] = judge(one.reward, one.context);
            }
            sums[seat] = 0;
          }
      },
      learn() {
        known.clear();
        for (const { context, reward } of judged) {
          const own = seen.at(context);
          const count = own[0];
          if (count < most) own[statistics + count] = reward;
          own[momentsSize] = count ? Math.min(own[momentsSize], reward) : reward;
          own[momentsSize + 1] = count ? Math.max(own[momentsSize + 1], reward) : reward;
          mergeMoments(own, 1, reward, 0, own);
        }
        return judged.length ? { neutral: neutral / judged.length } : undefined;
      },
      ...seatMemory(host.seats, sums),
      save: seen.save,
      load(bytes) {
        seen.load(bytes);
        known.clear();
      },
    };
  },
});

const isEnough = {
  references: ({ references }: Known) => references.length > 0,
  running: ({ running }: Known) => running[0] > 1,
  nothing: () => true,
};

const statistics = momentsSize + 2; // and the least and the largest
const nothing = new Float64Array(statistics);
