import { beforeAll, describe, expect, test } from "vitest";
import { hopperBody } from "../../envs/locomotion/bodies/hopper.ts";
import { driftOf } from "../../scripts/results/locomotion/drift.ts";
import {
  type Body,
  engines,
  layoutOf,
  openSimulation,
  prepareEngine,
  type Simulation,
} from "../../src/physics/index.ts";
import { bodies, randomDriver } from "./bodies.ts";

beforeAll(() => Promise.all(engines.map(prepareEngine)));

const open = (engine: Simulation["engine"], body: Body) => openSimulation(engine, body, { varies: false });

describe("joints on Rapier hold under 5 s of full random control", () => {
  const bound = 0.015; // [m]; measured: 10 mm at worst, most below 5

  test.each(bodies.map((body) => ({ name: body.name, body })))("$name", ({ body }) => {
    const simulation = open("rapier", body);
    const drive = randomDriver(body, simulation);
    simulation.reset();
    simulation.place();
    let worst = 0;
    for (let time = 0; time < 5; time += body.physics.timestep) {
      drive(1);
      worst = Math.max(worst, driftOf(body, simulation));
    }
    expect(worst).toBeLessThan(bound);
    simulation.close();
  });

  test("drift is nothing on MuJoCo, and by how much a link was displaced", () => {
    const simulation = open("mujoco", hopperBody);
    randomDriver(hopperBody, simulation)(100);
    expect(driftOf(hopperBody, simulation)).toBeLessThan(1e-12);
    const places = simulation.places.slice();
    places[layoutOf(hopperBody).links.foot * 3 + 1] += 0.01;
    expect(driftOf(hopperBody, { places, turns: simulation.turns })).toBeCloseTo(0.01, 10);
    simulation.close();
  });
});

const seconds = 0.01; // about the first answer to a torque

/** Speed that each motor gives its joint in a moment, from the middle of all ranges, far from the ground. */
function answersOf(engine: Simulation["engine"], body: Body): number[] {
  const simulation = open(engine, body);
  const { joints } = layoutOf(body);
  const hinges = body.links.flatMap((link) => link.joints).filter(({ kind }) => kind === "hinge");
  const speedAfter = (motor: number, control: number): number => {
    simulation.reset();
    for (const { name, range } of hinges)
      if (range) simulation.positions[joints[name].position] = (range[0] + range[1]) / 2;
    if ("root" in joints) simulation.positions[2] += 5;
    if ("rootZ" in joints) simulation.positions[joints.rootZ.position] += 5;
    simulation.place();
    simulation.control[motor] = control;
    simulation.step(Math.ceil(seconds / body.physics.timestep));
    return simulation.speeds[joints[body.motors[motor].joint].speed];
  };
  const answers = body.motors.map((_, motor) => speedAfter(motor, 0.2) - speedAfter(motor, 0));
  simulation.close();
  return answers;
}

describe("motors turn joints the way that they do in MuJoCo, about as fast", () => {
  test.each(bodies.map((body) => ({ name: body.name, body })))("$name", ({ body }) => {
    const theirs = answersOf("mujoco", body);
    answersOf("rapier", body).forEach((answer, motor) => {
      const { joint } = body.motors[motor];
      expect(answer / theirs[motor], joint).toBeGreaterThan(0.6);
      expect(answer / theirs[motor], joint).toBeLessThan(1.5);
    });
  });
});
