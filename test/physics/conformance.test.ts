import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Body, engines, openSimulation, prepareEngine, type Simulation } from "../../src/physics/index.ts";
import { bodies, randomDriver, scatter } from "./bodies.ts";

beforeAll(() => Promise.all(engines.map(prepareEngine)));
afterEach(() => {
  for (const simulation of opened.splice(0)) simulation.close();
});

const readable = [
  "positions",
  "speeds",
  "places",
  "turns",
  "centres",
  "inertias",
  "motions",
  "contacts",
  "motorForces",
] as const;

const opened: Simulation[] = [];
function open(engine: Simulation["engine"], body: Body): Simulation {
  const simulation = openSimulation(engine, body, { varies: false });
  opened.push(simulation);
  simulation.reset();
  return simulation;
}

/** Names of arrays in which two simulations differ in any bit. */
const differing = (a: Simulation, b: Simulation): string[] =>
  readable.filter((name) => !a[name].every((value, i) => Object.is(value, b[name][i])));

/** Steps until something touches, where anything can. */
function untilTouching(simulation: Simulation, drive: (steps: number) => void): void {
  for (let i = 0; i < 300; i++) {
    drive(1);
    if (i > 50 && simulation.contacts.some((value) => value !== 0)) return;
  }
}

describe.each(engines)("%s", (engine) => {
  describe.each(bodies.map((body) => ({ name: body.name, body })))("$name", ({ body }) => {
    test("keeps the positions and speeds that it is put at", () => {
      const simulation = open(engine, body);
      scatter(body, simulation);
      const [positions, speeds] = [simulation.positions.slice(), simulation.speeds.slice()];
      simulation.place();
      expect([...simulation.positions]).toEqual([...positions]);
      expect([...simulation.speeds]).toEqual([...speeds]);
    });

    test("starts again as it first did", () => {
      const [used, fresh] = [open(engine, body), open(engine, body)];
      used.place();
      randomDriver(body, used)(100);
      used.reset();
      for (const simulation of [used, fresh]) simulation.place();
      randomDriver(body, used, fresh)(50);
      expect(differing(used, fresh)).toEqual([]);
    });

    test("two do the same, bit for bit", () => {
      const [a, b] = [open(engine, body), open(engine, body)];
      for (const simulation of [a, b]) {
        scatter(body, simulation);
        simulation.place();
      }
      randomDriver(body, a, b)(300);
      expect(differing(a, b)).toEqual([]);
    });

    test("goes on bit for bit from what was captured in contact", () => {
      const [one, other] = [open(engine, body), open(engine, body)];
      one.place();
      other.place();
      const drive = randomDriver(body, one);
      untilTouching(one, drive);
      randomDriver(body, other)(7);
      const state = one.capture();
      other.restore(state);
      expect([...other.positions]).toEqual([...one.positions]);
      randomDriver(body, one, other)(300);
      expect(differing(one, other)).toEqual([]);
      one.restore(state);
      other.restore(state);
      randomDriver(body, one, other)(20);
      expect(differing(one, other)).toEqual([]);
    });

    test("goes on bit for bit from what was captured as it was placed", () => {
      const [one, other] = [open(engine, body), open(engine, body)];
      scatter(body, one);
      one.place();
      other.restore(one.capture());
      randomDriver(body, one, other)(50);
      expect(differing(one, other)).toEqual([]);
    });

    test("says where it diverged, and recovers", () => {
      const [simulation, fresh] = [open(engine, body), open(engine, body)];
      simulation.place();
      expect(simulation.step(20)).toBe(true);
      simulation.pushes[6] = Number.NaN;
      expect(simulation.step(1)).toBe(false);
      for (const one of [simulation, fresh]) {
        one.reset();
        one.place();
      }
      randomDriver(body, simulation, fresh)(20);
      expect(differing(simulation, fresh)).toEqual([]);
    });
  });
});

/** Greatest difference between two arrays. */
const apart = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe.each(bodies.map((body) => ({ name: body.name, body })))("engines agree on $name", ({ body }) => {
  test("masses", () => {
    const [a, b] = [open("mujoco", body), open("rapier", body)];
    expect(apart(a.masses, b.masses)).toBeLessThan(1e-9);
  });

  test("where links are and how they move, wherever joints are", () => {
    const [a, b] = [open("mujoco", body), open("rapier", body)];
    for (const simulation of [a, b]) {
      scatter(body, simulation);
      simulation.place();
    }
    for (const name of ["places", "centres", "inertias", "motions"] as const)
      expect(apart(a[name], b[name]), name).toBeLessThan(1e-5); // single precision
    for (let row = 0; row < a.masses.length; row++) {
      const turn = (of: Simulation) => of.turns.subarray(row * 4, row * 4 + 4);
      const cosine = turn(a).reduce((sum, value, i) => sum + value * turn(b)[i], 0);
      expect(Math.abs(cosine)).toBeCloseTo(1, 6);
    }
  });
});
