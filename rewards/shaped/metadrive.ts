import { defineReward } from "../../src/core/index.ts";
import { countOf, crashes } from "../driving/crashes.ts";

/**
 * MetaDrive's reward: metres gained along the route plus a little for speed; the last step's is replaced by 10 for
 * arriving, -5 for leaving the road and -5 for a crash. Source: Li et al. 2021, arXiv 2109.12674, appendix.
 */
export const metadrive = defineReward({
  id: "shaped/metadrive-v1",
  summary:
    "Metres gained along the route plus 0.1 of the share of top speed; 10 for arriving, -5 for a crash or off the road.",
  inputs: {
    features: ["gained", "routeLength", "speed", "success"],
    events: [...crashes, "offRoute"],
    history: true,
  },
  params: {
    way: 1, // a metre
    speed: 0.1, // at top speed
    topSpeed: 80 / 3.6, // [m/s]
    arrived: 10,
    offRoad: 5,
    crash: 5,
  },
  limits: {
    ...{ way: [0, 1e9], speed: [0, 1e9], topSpeed: [1e-9, 1e9] },
    ...{ arrived: [0, 1e9], offRoad: [0, 1e9], crash: [0, 1e9] },
  },
  terms: ["progress", "speed", "end"],
  create: (params) => ({
    evaluate({ features: now, events, rows, terminated }, out) {
      for (let row = 0; row < rows; row++) {
        const crashed = countOf(events, crashes, row) > 0;
        const end = now.success[row] === 1 ? params.arrived : crashed ? -params.crash : -params.offRoad;
        const replaced = terminated[row] === 1 && (now.success[row] === 1 || crashed || events.offRoute[row] > 0);
        out.progress[row] = replaced ? 0 : params.way * now.gained[row] * now.routeLength[row];
        out.speed[row] = replaced ? 0 : (params.speed * now.speed[row]) / params.topSpeed;
        out.end[row] = replaced ? end : 0;
      }
    },
  }),
});
