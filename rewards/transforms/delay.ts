import { assert, defineTransform, snapshot } from "../../src/core/index.ts";

/**
 * Delay: nothing for a while, then everything at once: the sum of the last rewards every so many steps of an episode and
 * at its end. What an episode pays in all stays the same. What is still unpaid is carried into the next rollout.
 */
export const delay = defineTransform({
  id: "transform/delay-v1",
  summary: "The sum of the last rewards, every so many steps and at the episode's end.",
  inputs: { history: true },
  params: { steps: 10 },
  limits: { steps: { whole: [1, 1e9] } },
  create({ steps: period }, host) {
    const owed = new Float64Array(host.worlds);
    const waited = new Int32Array(host.worlds); // steps since the last payment
    return {
      apply({ steps, worlds, values, terminated, truncated }, out) {
        assert(worlds === host.worlds, `rows of ${worlds} worlds for a reward of ${host.worlds}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let world = 0; world < worlds; world++, row++) {
            owed[world] += values[row];
            waited[world]++;
            const due = waited[world] >= period || terminated[row] || truncated[row];
            out[row] = due ? owed[world] : 0;
            if (due) owed[world] = waited[world] = 0;
          }
      },
      ...snapshot(owed, waited),
    };
  },
});
