import { defineReward } from "../../src/core/index.ts";
import { countOf, crashes } from "../driving/crashes.ts";

const offences = [...crashes, "redLight"] as const;

/**
 * A shaped sum, the usual kind of reward in driving: 1 for the wanted speed, less for being beside the lane's centre, askew or restless with the
 * wheel. The wanted speed falls to 0 before whatever stands ahead, so that standing at a red light pays 1 a step; so does
 * standing behind anything else. Source: the reward of Roach (Zhang et al. 2021, arXiv 2108.08265, section 3.3), by whose
 * published weights.
 */
export const drivingSum = defineReward({
  id: "shaped/driving-sum-v1",
  summary:
    "1 a step for the wanted speed in the middle of the lane, less what differs from it; -1 - speed for a crash.",
  inputs: {
    features: ["speed", "lateral", "headingError", "steering", "hazardGap", "success"],
    before: true,
    events: offences,
    history: true,
  },
  params: {
    topSpeed: 6, // [m/s] wanted where nothing is ahead
    gap: 2, // [m] to what is ahead, at which to stand
    within: 8, // [m] more, from where to slow down
    position: 0.5, // a metre
    heading: 1, // a radian
    restless: 0.1, // for a change of steering
    change: 0.01, // of steering in a step, that counts
  },
  limits: {
    ...{ topSpeed: [1e-9, 1e9], gap: [0, 1e9], within: [1e-9, 1e9], position: [0, 1e9] },
    ...{ heading: [0, 1e9], restless: [0, 1e9], change: [0, 2] },
  },
  terms: ["speed", "position", "heading", "smoothness", "end"],
  create: ({ topSpeed, gap, within, position, heading, restless, change }) => ({
    evaluate({ features: now, before, events, terminated, rows }, out) {
      for (let row = 0; row < rows; row++) {
        const wanted = topSpeed * Math.min(1, Math.max(0, (now.hazardGap[row] - gap) / within));
        const turned = Math.abs(now.steering[row] - before.features.steering[row]);
        out.speed[row] = 1 - Math.abs(now.speed[row] - wanted) / topSpeed;
        out.position[row] = -position * Math.abs(now.lateral[row]);
        out.heading[row] = -heading * Math.abs(now.headingError[row]);
        out.smoothness[row] = turned > change ? -restless : 0;
        const failed = terminated[row] === 1 && now.success[row] !== 1;
        const offended = countOf(events, offences, row) > 0;
        out.end[row] = offended ? -1 - now.speed[row] : failed ? -1 : 0;
      }
    },
  }),
});
