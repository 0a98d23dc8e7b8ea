import { antBody } from "../../../envs/locomotion/bodies/ant.ts";
import { halfCheetahBody } from "../../../envs/locomotion/bodies/half-cheetah.ts";
import { hopperBody } from "../../../envs/locomotion/bodies/hopper.ts";
import { humanoidBody, lyingHumanoidBody } from "../../../envs/locomotion/bodies/humanoid.ts";
import { invertedDoublePendulumBody } from "../../../envs/locomotion/bodies/inverted-double-pendulum.ts";
import { invertedPendulumBody } from "../../../envs/locomotion/bodies/inverted-pendulum.ts";
import { pusherBody } from "../../../envs/locomotion/bodies/pusher.ts";
import { reacherBody } from "../../../envs/locomotion/bodies/reacher.ts";
import { swimmerBody } from "../../../envs/locomotion/bodies/swimmer.ts";
import { walker2dBody } from "../../../envs/locomotion/bodies/walker2d.ts";
import { generator } from "../../../src/core/index.ts";
import { type Body, type Engine, engines, openSimulation, prepareEngine } from "../../../src/physics/index.ts";
import { driftOf } from "./drift.ts";

/** Prints the speed of each body on each engine in timesteps per second, and the drift of joints over 10,000 timesteps. */
const bodies: readonly Body[] = [
  invertedPendulumBody,
  invertedDoublePendulumBody,
  reacherBody,
  pusherBody,
  swimmerBody,
  hopperBody,
  halfCheetahBody,
  walker2dBody,
  antBody,
  humanoidBody,
  lyingHumanoidBody,
];
const steps = 10_000;
const held = 5; // steps for which motors keep a random control
const episode = 1000; // steps

interface Motion {
  readonly body: string;
  readonly engine: Engine;
  readonly stepsPerSecond: number;
  readonly driftMm: number;
}

function motionOf(body: Body, engine: Engine): Motion {
  const simulation = openSimulation(engine, body, { varies: false });
  const rng = generator(1, "engines");
  const play = (after: () => void) => {
    for (let step = 0; step < steps; step += held) {
      if (step % episode === 0) {
        simulation.reset();
        simulation.place();
      }
      for (const [motor, { range }] of body.motors.entries()) simulation.control[motor] = rng.uniform(...range);
      if (!simulation.step(held)) throw new Error(`${body.name} diverged on ${engine} at step ${step}`);
      after();
    }
  };
  let drift = 0;
  play(() => {
    drift = Math.max(drift, driftOf(body, simulation));
  });
  const start = performance.now();
  play(() => undefined);
  const seconds = (performance.now() - start) / 1000;
  simulation.close();
  return { body: body.name, engine, stepsPerSecond: Math.round(steps / seconds), driftMm: drift * 1000 };
}

await Promise.all(engines.map(prepareEngine));
const motions = bodies.flatMap((body) => engines.map((engine) => motionOf(body, engine)));
for (const { body, engine, stepsPerSecond, driftMm } of motions)
  console.log(
    `${body.padEnd(26)} ${engine.padEnd(8)} ${String(stepsPerSecond).padStart(7)} steps/s ${driftMm.toFixed(3).padStart(8)} mm`,
  );
console.log(JSON.stringify(motions));
