import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { wheeled } from "../../envs/driving/town/wheels.ts";
import {
  type Car,
  type CarSimulation,
  carSize,
  obstacleSize,
  openCar,
  prepareEngine,
} from "../../src/physics/index.ts";

beforeAll(() => prepareEngine("rapier"));
afterEach(() => {
  for (const simulation of opened.splice(0)) simulation.close();
});

const opened: CarSimulation[] = [];
const [atRest, aSecond] = [0.55, 50]; // [m] of the centre of mass over the ground; [steps]

function open(car: Car = wheeled): CarSimulation {
  const simulation = openCar(car);
  opened.push(simulation);
  return simulation;
}

/** Puts the car over the middle, facing along x. */
function place(simulation: CarSimulation, speed = 0): void {
  simulation.motion.fill(0);
  simulation.motion[2] = atRest;
  simulation.motion[3] = 1;
  simulation.motion[7] = speed;
  simulation.place();
}

function run(simulation: CarSimulation, steps: number): void {
  for (let i = 0; i < steps; i++) expect(simulation.step()).toBe(true);
}

describe("a car", () => {
  test("stands on its springs: 9.81 / (4 x 24) m shorter than without load", () => {
    const simulation = open();
    place(simulation);
    run(simulation, 4 * aSecond);
    // springs begin 0.03 m over the centre of mass and end in a wheel of 0.33 m
    expect(simulation.motion[2]).toBeCloseTo(0.35 - 9.81 / 96 + 0.33 - 0.03, 2);
    expect(Math.abs(simulation.motion[7])).toBeLessThan(1e-3);
  });

  test("is sped up by force over mass, and stopped by its brakes", () => {
    const simulation = open();
    place(simulation);
    run(simulation, 1); // wheels find the ground at the end of the first step
    simulation.control[1] = 4500;
    run(simulation, 2 * aSecond);
    expect(simulation.motion[7]).toBeCloseTo(6, 1); // 4500 N on 1500 kg for 2 s
    simulation.control[2] = 9000;
    run(simulation, aSecond / 2);
    expect(simulation.motion[7]).toBeCloseTo(3, 1); // 6 m/s^2 for half a second
    run(simulation, aSecond);
    expect(Math.abs(simulation.motion[7])).toBeLessThan(0.05);
  });

  test("turns to the left by a positive angle, about as a bicycle does", () => {
    const simulation = open();
    place(simulation, 8);
    simulation.control[0] = 0.1;
    run(simulation, aSecond);
    const speed = Math.hypot(simulation.motion[7], simulation.motion[8]);
    const bicycle = (speed * Math.tan(0.1)) / 2.7; // [rad/s]
    expect(simulation.motion[12] / bicycle).toBeGreaterThan(0.9);
    expect(simulation.motion[12] / bicycle).toBeLessThan(1.1);
  });

  test("takes a bend no faster than its tyres bear", () => {
    const simulation = open();
    place(simulation, 20);
    simulation.control[0] = 0.4;
    run(simulation, aSecond / 2);
    const speed = Math.hypot(simulation.motion[7], simulation.motion[8]);
    expect(speed * Math.abs(simulation.motion[12])).toBeLessThan(1.15 * 9.81); // a grip of 1
  });

  test("is stopped by what stands, which says so, and goes on once that is gone", () => {
    const simulation = open();
    place(simulation, 10);
    simulation.obstacles.set([2.25, 0.95, 0.75, 8, 0, 0.75, 1]);
    simulation.lay();
    run(simulation, aSecond);
    expect(simulation.touched[0]).toBe(1);
    expect(simulation.motion[0]).toBeLessThan(8 - 2 * 2.25 + 0.1); // bumper to bumper
    simulation.obstacles.fill(0);
    simulation.lay();
    simulation.control[1] = 4500;
    run(simulation, 3 * aSecond);
    expect(simulation.touched[0]).toBe(0);
    expect(simulation.motion[0]).toBeGreaterThan(8);
  });

  test("is pushed by what drives into it", () => {
    const simulation = open();
    place(simulation);
    simulation.obstacles.set([2.25, 0.95, 0.75, -8, 0, 0.75, 1, 0, 0, 0, 10]);
    simulation.lay();
    run(simulation, aSecond);
    expect(simulation.touched[0]).toBe(1);
    expect(simulation.motion[7]).toBeGreaterThan(3);
  });

  test("that diverges says so, and keeps its last motion", () => {
    const simulation = open();
    place(simulation, 1e5);
    const before = [...simulation.motion];
    expect(simulation.step()).toBe(false);
    expect([...simulation.motion]).toEqual(before);
  });
});

describe("over bumps", () => {
  const across = 17;
  const bumpy: Car = { ...wheeled, patch: { across, spacing: 2 } };
  const bumps = Float32Array.from({ length: across * across }, (_, i) => 0.15 * Math.sin(i * 1.7) * Math.sin(i * 0.31));

  function start(): CarSimulation {
    const simulation = open(bumpy);
    place(simulation, 6);
    simulation.ground(0, 0, bumps);
    return simulation;
  }

  /** One step of a ride in circles, with somebody crossing its way. */
  function ride(simulation: CarSimulation, i: number): number[] {
    if (i % 5 === 0) {
      const at = (i % 7) * obstacleSize;
      simulation.obstacles.fill(0);
      simulation.obstacles.set([2.25, 0.95, 0.75, 5 - i / 40, 4, 0.75, 1, 0, 0, 0, -1.25, 0, 0, 0], at);
      simulation.lay();
    }
    simulation.control[0] = 0.5 * Math.sin(i / 30);
    simulation.control[1] = i % 90 < 60 ? 3000 : 0;
    simulation.control[2] = i % 90 < 60 ? 0 : 6000;
    expect(simulation.step()).toBe(true);
    return [...simulation.motion, ...simulation.touched];
  }

  const steps = 350;

  test("wheels go on bit for bit on a body that was restored, for 350 steps", () => {
    const whole = start();
    for (let i = 0; i < 55; i++) ride(whole, i);
    const saved = whole.capture();
    const trace = Array.from({ length: steps }, (_, i) => ride(whole, 55 + i));
    const tilt = trace.map((row) => Math.abs(row[4]) + Math.abs(row[5]));
    expect(Math.max(...tilt)).toBeGreaterThan(0.02); // the bumps are felt
    expect(trace.some((row) => row.slice(carSize).includes(1))).toBe(true); // and so is the other car

    const fresh = open(bumpy);
    fresh.restore(saved);
    expect(Array.from({ length: steps }, (_, i) => ride(fresh, 55 + i))).toEqual(trace);

    const stubborn = open(bumpy);
    stubborn.restore(saved);
    for (let i = 0; i < steps; i++) {
      expect(ride(stubborn, 55 + i)).toEqual(trace[i]);
      stubborn.restore(stubborn.capture()); // before every step
    }
  });

  test("a start forgets all that was", () => {
    const one = start();
    const first = Array.from({ length: 60 }, (_, i) => ride(one, i));
    place(one, 6);
    one.ground(0, 0, bumps);
    expect(Array.from({ length: 60 }, (_, i) => ride(one, i))).toEqual(first);
  });
});
