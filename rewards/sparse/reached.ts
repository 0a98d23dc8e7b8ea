import { anyNumber, assert, defineReward, snapshot } from "../../src/core/index.ts";

/** Reached: 1 once an episode, when a named feature first comes to a bound; for distances covered and heights climbed. */
export const reached = defineReward({
  id: "sparse/reached-v1",
  summary: "1 once an episode, when a named feature first is at least a bound.",
  inputs: ({ feature }) => ({ features: [feature], history: true }),
  params: { feature: "success" as string, bound: 1 }, // in the feature's unit
  limits: { bound: anyNumber },
  create({ feature, bound }, host) {
    const paid = new Uint8Array(host.worlds); // 1 where this episode has been paid for
    return {
      evaluate({ features: { [feature]: values }, steps, worlds, terminated, truncated }, out) {
        assert(worlds === host.worlds, `rows of ${worlds} worlds for a reward of ${host.worlds}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let world = 0; world < worlds; world++, row++) {
            out[row] = paid[world] === 0 && values[row] >= bound ? 1 : 0;
            paid[world] = terminated[row] || truncated[row] ? 0 : Math.max(paid[world], out[row]);
          }
      },
      ...snapshot(paid),
    };
  },
});
