import { assert, defineReward, seatMemory } from "../../src/core/index.ts";
import { comfortFeatures, comfortMeter } from "../driving/comfort.ts";
import { mostSmoothed } from "../driving/end-of-parabola.ts";

/**
 * nuPlan's weighted mean as a reward of single steps: progress 5, time to collision 5, speed limit 4, comfort 2, over 16.
 * Eleven sixteenths of it are paid for standing still. Progress is the way gained along the route over what the limit
 * allows in the step. CaRL (arXiv 2504.17838) compares itself with such a sum.
 */
export const nuplanSum = defineReward({
  id: "shaped/nuplan-sum-v1",
  summary: "Each step's weighted mean of progress, time to collision, speed limit and comfort, as nuPlan weighs them.",
  inputs: {
    features: ["gained", "routeLength", "limit", "over", "timeToCollision", ...comfortFeatures],
    history: true,
  },
  params: {
    collisionTime: 0.95, // [s]
    overLimit: 2.23, // [m/s]
    smooth: 15, // samples
  },
  limits: { collisionTime: [0, 1e9], overLimit: [1e-9, 1e9], smooth: { whole: [1, mostSmoothed] } },
  terms: ["progress", "risk", "speed", "comfort"],
  create({ collisionTime, overLimit, smooth }, host) {
    const meter = comfortMeter(host.seats, smooth, 0);
    return {
      evaluate({ features: now, steps, seats, terminated, truncated }, out) {
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            const allowed = now.limit[row] * (host.stepSeconds || 1);
            const way = now.gained[row] * now.routeLength[row];
            out.progress[row] = (5 / 16) * (allowed > 0 ? Math.min(1, Math.max(0, way / allowed)) : 0);
            out.risk[row] = now.timeToCollision[row] >= collisionTime ? 5 / 16 : 0;
            out.speed[row] = (4 / 16) * Math.max(0, 1 - now.over[row] / overLimit);
            out.comfort[row] = meter.step(seat, now, row) === 0 ? 2 / 16 : 0;
            if (terminated[row] || truncated[row]) meter.clear(seat);
          }
      },
      ...seatMemory(host.seats, ...meter.memory),
    };
  },
});
