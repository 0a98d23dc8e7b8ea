import { defineReward } from "../../src/core/index.ts";
import { comfortable, comfortFeatures } from "../driving/comfort.ts";
import { countOf, crashes } from "../driving/crashes.ts";

const lines = ["redLight", "stopSign"] as const;

/**
 * Progress along the route, less prices for crashes, crossed stop lines, leaving the road or the lane, discomfort and
 * speeding. Each term is times a weight that the env draws for every driver and shows to it, so that one policy learns to
 * drive by all of them. Only progress pays. Source: the randomised rewards of Cusumano-Towner et al. 2025 (GIGAFLOW, arXiv
 * 2502.03349, appendix B.3).
 */
export const conditioned = defineReward({
  id: "shaped/conditioned-v1",
  summary:
    "Progress less prices for crashes, stop lines, leaving road or lane, discomfort and speeding, by the driver's weights.",
  inputs: {
    features: [
      ...["gained", "laneOverstep", "offRoad", "over"],
      ...[
        "progressWeight",
        "collisionWeight",
        "rulesWeight",
        "offRoadWeight",
        "laneWeight",
        "comfortWeight",
        "speedWeight",
      ],
      ...comfortFeatures,
    ] as const,
    events: [...crashes, ...lines, "offRoute"],
  },
  params: {
    route: 10, // for the whole route
    crash: 3,
    line: 3, // crossed at red, or at a stop sign without having stood
    lost: 3, // for leaving the road or the route for good
    offRoad: 0.02, // a step with the whole car off the road
    lane: 0.01, // a step, for each metre outside the lane
    comfort: 0.01, // a step in which all six limits of comfort are broken
    speeding: 0.01, // a step, for each m/s above the limit
  },
  limits: {
    ...{ route: [0, 1e9], crash: [0, 1e9], line: [0, 1e9], lost: [0, 1e9], offRoad: [0, 1e9] },
    ...{ lane: [0, 1e9], comfort: [0, 1e9], speeding: [0, 1e9] },
  },
  terms: ["progress", "collision", "rules", "offRoad", "lane", "comfort", "speed"],
  create: (params) => ({
    evaluate({ features: now, events, rows }, out) {
      for (let row = 0; row < rows; row++) {
        const lost = Math.min(1, events.offRoute[row]);
        const crossed = Math.min(1, countOf(events, lines, row));
        const crashed = Math.min(1, countOf(events, crashes, row));
        let broken = 0;
        for (const name of comfortFeatures) {
          const [low, high] = comfortable[name];
          if (now[name][row] < low || now[name][row] > high) broken++;
        }
        out.progress[row] = now.progressWeight[row] * params.route * now.gained[row];
        out.collision[row] = -now.collisionWeight[row] * params.crash * crashed;
        out.rules[row] = -now.rulesWeight[row] * params.line * crossed;
        out.offRoad[row] = -now.offRoadWeight[row] * (params.lost * lost + params.offRoad * now.offRoad[row]);
        out.lane[row] = -now.laneWeight[row] * params.lane * now.laneOverstep[row];
        out.comfort[row] = (-now.comfortWeight[row] * params.comfort * broken) / comfortFeatures.length;
        out.speed[row] = -now.speedWeight[row] * params.speeding * now.over[row];
      }
    },
  }),
});
