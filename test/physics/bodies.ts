import { antBody } from "../../envs/locomotion/bodies/ant.ts";
import { halfCheetahBody } from "../../envs/locomotion/bodies/half-cheetah.ts";
import { hopperBody } from "../../envs/locomotion/bodies/hopper.ts";
import { humanoidBody, lyingHumanoidBody } from "../../envs/locomotion/bodies/humanoid.ts";
import { invertedDoublePendulumBody } from "../../envs/locomotion/bodies/inverted-double-pendulum.ts";
import { invertedPendulumBody } from "../../envs/locomotion/bodies/inverted-pendulum.ts";
import { pusherBody } from "../../envs/locomotion/bodies/pusher.ts";
import { reacherBody } from "../../envs/locomotion/bodies/reacher.ts";
import { swimmerBody } from "../../envs/locomotion/bodies/swimmer.ts";
import { walker2dBody } from "../../envs/locomotion/bodies/walker2d.ts";
import { generator } from "../../src/core/index.ts";
import { type Body, layoutOf, type Simulation } from "../../src/physics/index.ts";

export const bodies: readonly Body[] = [
  antBody,
  halfCheetahBody,
  hopperBody,
  humanoidBody,
  invertedDoublePendulumBody,
  invertedPendulumBody,
  lyingHumanoidBody,
  pusherBody,
  reacherBody,
  swimmerBody,
  walker2dBody,
];

/** Tells motors something else every five steps, from least to most, the same for all simulations. */
export function randomDriver({ motors }: Body, ...simulations: readonly Simulation[]): (steps: number) => void {
  const rng = generator(7, "controls");
  let step = 0;
  return (steps) => {
    for (let i = 0; i < steps; i++, step++) {
      if (step % 5 === 0)
        motors.forEach(({ range }, motor) => {
          const control = rng.uniform(...range);
          for (const simulation of simulations) simulation.control[motor] = control;
        });
      for (const simulation of simulations) simulation.step(1);
    }
  };
}

/** Puts a body somewhere within reach, moving; not normalised turns included. */
export function scatter(body: Body, { positions, speeds }: Simulation): void {
  const rng = generator(11, "scatter");
  const spread = () => rng.uniform(-1, 1);
  const { joints } = layoutOf(body);
  for (const { name, kind } of body.links.flatMap((link) => link.joints)) {
    const { position, speed } = joints[name];
    if (kind === "free") {
      for (let i = 0; i < 7; i++) positions[position + i] += spread() / 2;
      positions[position + 2] += 3;
      for (let i = 0; i < 6; i++) speeds[speed + i] = spread();
      continue;
    }
    positions[position] += spread() / 2;
    speeds[speed] = spread();
  }
}
