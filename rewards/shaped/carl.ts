import { assert, defineReward, seatMemory } from "../../src/core/index.ts";
import { comfortFeatures, comfortMeter } from "../driving/comfort.ts";
import { countOf, crashes } from "../driving/crashes.ts";
import { mostSmoothed } from "../driving/end-of-parabola.ts";

const factors = ["lanes", "speed", "risk", "comfort", "centre", "closeness", "slowness", "steadiness"] as const;
const hinted = [...crashes, "redLight"] as const;

/**
 * CaRL's reward of driving: the route gained in the step, in points of which a route is worth 100, times soft factors for how it was gained; a
 * hint of -1 for a crash or a red light. It pays nothing for merely standing, following or staying in the middle. Terms:
 * `progress` is what was gained, each factor's term is what that factor took away from it, so that they sum to the product.
 *
 * A factor's param at 1, or a bound at 0 where it says so, switches it off. Source: Jaeger et al. 2025,
 * arXiv 2504.17838, section 3 and its published settings for CARLA.
 */
export const carl = defineReward({
  id: "shaped/carl-v1",
  summary: "Points of the route gained in the step, times factors for lanes, speed, risk, comfort and position.",
  inputs: {
    features: [
      "gained",
      "over",
      "laneOverstep",
      "lateral",
      "inJunction",
      "timeToCollision",
      "leadGap",
      "speed",
      "steering",
      ...comfortFeatures,
    ],
    before: true,
    events: hinted,
    history: true,
  },
  params: {
    points: 100, // for the whole route
    combine: "product" as "product" | "sum", // a sum is progress less `price` for each factor that is 0
    price: 0.17, // points a step
    lanes: 0, // factor outside the route's lanes
    overLimit: 2.23, // [m/s] above the limit at which the factor is 0
    collisionTime: 1, // [s] below which there is a risk
    risk: 0.5, // factor
    riskHeld: 50, // [s] for which a risk is remembered
    comfort: 0.5, // factor where all six limits are broken
    comfortHeld: 50, // [s]
    smooth: 15, // samples
    offCentre: 0.5, // [m] beside the lane's centre
    offCentreFor: 3, // [s] after which it counts
    centre: 0.5, // factor
    hint: 1, // points
    survival: 0, // points a step, less the last one
    tooClose: 0, // [m] to the car ahead, below which nothing is paid; 0 is off
    slowest: 0, // [m/s] below which pay falls to 0; 0 is off
    steeringChange: 2, // in a step, above which pay is halved; 2 is off
  },
  limits: {
    ...{ points: [0, 1e9], combine: ["product", "sum"], price: [0, 1e9], lanes: [0, 1], overLimit: [1e-9, 1e9] },
    ...{ collisionTime: [0, 1e9], risk: [0, 1], riskHeld: [0, 1e6], comfort: [0, 1], comfortHeld: [0, 1e6] },
    ...{ smooth: { whole: [1, mostSmoothed] }, offCentre: [0, 1e9], offCentreFor: [0, 1e6], centre: [0, 1] },
    ...{ hint: [0, 1e9], survival: [0, 1e9], tooClose: [0, 1e9], slowest: [0, 1e9], steeringChange: [0, 2] },
  },
  terms: ["progress", ...factors, "hint", "survival"],
  create(params, host) {
    const stepsOf = (seconds: number) => Math.round(seconds / (host.stepSeconds || 1));
    const [riskHeld, offCentreFor] = [stepsOf(params.riskHeld), stepsOf(params.offCentreFor)];
    const meter = comfortMeter(host.seats, params.smooth, stepsOf(params.comfortHeld));
    const risky = new Int32Array(host.seats); // steps for which the risk is remembered
    const astray = new Int32Array(host.seats); // steps beside the centre
    const factor = new Float64Array(factors.length);
    return {
      evaluate(batch, out) {
        const { features: now, before, events, steps, seats, terminated, truncated } = batch;
        assert(seats === host.seats, `rows of ${seats} seats for a reward of ${host.seats}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            if (now.timeToCollision[row] < params.collisionTime) risky[seat] = riskHeld + 1;
            const isAstray = Math.abs(now.lateral[row]) > params.offCentre && now.inJunction[row] === 0;
            astray[seat] = isAstray ? astray[seat] + 1 : 0;
            const broken = meter.step(seat, now, row);
            factor[0] = now.laneOverstep[row] > 0 ? params.lanes : 1;
            factor[1] = Math.max(0, 1 - now.over[row] / params.overLimit);
            factor[2] = risky[seat] > 0 ? params.risk : 1;
            factor[3] = 1 - ((1 - params.comfort) * broken) / comfortFeatures.length;
            factor[4] = astray[seat] > offCentreFor ? params.centre : 1;
            factor[5] = params.tooClose > 0 && now.leadGap[row] < params.tooClose ? 0 : 1;
            factor[6] = params.slowest > 0 ? Math.min(1, Math.max(0, now.speed[row]) / params.slowest) : 1;
            const turned = Math.abs(now.steering[row] - before.features.steering[row]);
            factor[7] = turned > params.steeringChange ? 0.5 : 1;

            const progress = params.points * now.gained[row];
            out.progress[row] = progress;
            for (let i = 0, left = progress; i < factors.length; i++) {
              const change = (params.combine === "sum" ? params.price : left) * (factor[i] - 1);
              out[factors[i]][row] = change;
              left += change;
            }
            out.hint[row] = countOf(events, hinted, row) > 0 ? -params.hint : 0;
            out.survival[row] = terminated[row] ? 0 : params.survival;

            if (risky[seat] > 0) risky[seat]--;
            if (terminated[row] || truncated[row]) {
              risky[seat] = astray[seat] = 0;
              meter.clear(seat);
            }
          }
      },
      ...seatMemory(host.seats, risky, astray, ...meter.memory),
    };
  },
});
