import { assert, defineReward, seatMemory } from "../../src/core/index.ts";
import { comfortFeatures, comfortMeter } from "../driving/comfort.ts";
import { countOf } from "../driving/crashes.ts";
import { mostSmoothed } from "../driving/end-of-parabola.ts";

const moving = ["pedestrianCollision", "vehicleCollision"] as const;
const weights = { progress: 5 / 16, risk: 5 / 16, speed: 4 / 16, comfort: 2 / 16 } as const;

/**
 * nuPlan's closed-loop score in [0, 1], paid once, in an episode's last row: a weighted mean of progress (5), time to
 * collision (5), speed limit (4) and comfort (2), times factors for crashes at fault, the drivable area, making progress and
 * driving against traffic. Terms: the four parts, and what each factor took from their sum.
 *
 * The official material contradicts itself twice. Direction is a factor here, as in its settings, not a part of weight 5,
 * as in its table. Progress is the share of the whole route, as there is no expert whose way could be the measure; who
 * comes to less than a fifth of it makes no progress. Source: nuPlan devkit documentation, "Metrics".
 */
export const nuplanScore = defineReward({
  id: "sparse/nuplan-score-v1",
  summary: "nuPlan's closed-loop score, at the episode's end.",
  inputs: {
    features: ["progress", "over", "timeToCollision", "roadOverstep", "against", "atFault", ...comfortFeatures],
    events: [...moving, "staticCollision"],
    history: true,
  },
  params: {
    least: 0.2, // share of the route that counts as progress
    collisionTime: 0.95, // [s]
    overLimit: 2.23, // [m/s]
    overstep: 0.3, // [m] by which a corner may leave the road
    against: 2, // [m] against traffic in a second that halve the score
    farAgainst: 6, // [m] that end it
    smooth: 15, // samples
  },
  limits: {
    ...{ least: [0, 1], collisionTime: [0, 1e9], overLimit: [1e-9, 1e9], overstep: [0, 1e9] },
    ...{ against: [0, 1e9], farAgainst: [0, 1e9], smooth: { whole: [1, mostSmoothed] } },
  },
  terms: ["progress", "risk", "speed", "comfort", "crashes", "area", "standing", "direction"],
  create(params, host) {
    const { seats: many } = host;
    const meter = comfortMeter(many, params.smooth, 0);
    const lived = new Int32Array(many); // steps of the episode
    const over = new Float64Array(many); // sum of what was above the limit [m/s]
    const against = new Float64Array(many); // most in a second [m]
    const faults = new Int32Array(2 * many); // crashes at fault with who moves, and with what stands
    const flags = new Uint8Array(3 * many); // 1 once there was a risk, discomfort, a corner off the road
    function forget(seat: number): void {
      lived[seat] = over[seat] = against[seat] = 0;
      faults.fill(0, 2 * seat, 2 * seat + 2);
      flags.fill(0, 3 * seat, 3 * seat + 3);
      meter.clear(seat);
    }
    return {
      evaluate({ features: now, events, steps, seats, terminated, truncated }, out) {
        assert(seats === many, `rows of ${seats} seats for a reward of ${many}`);
        for (let step = 0, row = 0; step < steps; step++)
          for (let seat = 0; seat < seats; seat++, row++) {
            lived[seat]++;
            over[seat] += now.over[row];
            against[seat] = Math.max(against[seat], now.against[row]);
            if (now.atFault[row] === 1) {
              faults[2 * seat] += countOf(events, moving, row);
              faults[2 * seat + 1] += events.staticCollision[row];
            }
            if (now.timeToCollision[row] < params.collisionTime) flags[3 * seat] = 1;
            if (meter.step(seat, now, row) > 0) flags[3 * seat + 1] = 1;
            if (now.roadOverstep[row] > params.overstep) flags[3 * seat + 2] = 1;
            const isLast = terminated[row] === 1 || truncated[row] === 1;
            const { progress } = now;
            const speeding = over[seat] / (params.overLimit * lived[seat]);
            out.progress[row] = isLast ? weights.progress * Math.min(1, progress[row]) : 0;
            out.risk[row] = isLast && flags[3 * seat] === 0 ? weights.risk : 0;
            out.speed[row] = isLast ? weights.speed * Math.max(0, 1 - speeding) : 0;
            out.comfort[row] = isLast && flags[3 * seat + 1] === 0 ? weights.comfort : 0;
            let left = out.progress[row] + out.risk[row] + out.speed[row] + out.comfort[row];
            const [hit, bumped] = [faults[2 * seat], faults[2 * seat + 1]];
            const far = against[seat];
            left += out.crashes[row] = left * (hit > 0 || bumped > 1 ? -1 : bumped === 1 ? -0.5 : 0);
            left += out.area[row] = left * (1 - flags[3 * seat + 2]) - left;
            left += out.standing[row] = progress[row] < params.least ? -left : 0;
            out.direction[row] = left * (far > params.farAgainst ? -1 : far > params.against ? -0.5 : 0);
            if (isLast) forget(seat);
          }
      },
      ...seatMemory(many, lived, over, against, faults, flags, ...meter.memory),
    };
  },
});
