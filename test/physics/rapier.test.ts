import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { antBody } from "../../envs/locomotion/bodies/ant.ts";
import { heldBytes } from "../../src/check/heap.ts";
import {
  type Body,
  engines,
  type Joint,
  openSimulation,
  type Physics,
  prepareEngine,
  type Shape,
  type Simulation,
} from "../../src/physics/index.ts";

beforeAll(() => Promise.all(engines.map(prepareEngine)));
afterEach(() => {
  for (const simulation of opened.splice(0)) simulation.close();
});

const opened: Simulation[] = [];
const factors = { friction: 1, gravity: 1, mass: 1, strength: 1 };

function open(body: Body, engine: Simulation["engine"] = "rapier"): Simulation {
  const simulation = openSimulation(engine, body, { varies: true });
  opened.push(simulation);
  simulation.reset();
  simulation.place();
  return simulation;
}

/** Sets it going from where it is. */
function launch(simulation: Simulation, speeds: readonly number[]): void {
  simulation.speeds.set(speeds);
  simulation.place();
}

const floor: Shape = { form: { kind: "plane", half: 10 } };
const ball: Shape = { form: { kind: "sphere", radius: 0.1 } };
const cube: Shape = { form: { kind: "box", half: [0.1, 0.1, 0.1] } }; // 8 kg

/** One free link at a height of 1 m; gravity is 10 m/s^2, friction a half. */
const loose = (shape: Shape, ground: readonly Shape[] = [floor], medium?: Physics["medium"]): Body => ({
  name: "loose",
  physics: { timestep: 0.005, integrator: "euler", gravity: [0, 0, -10], medium },
  surface: { friction: [0.5, 0.005, 0.0001], dimensions: 3, is: 1, looksFor: 1 },
  ground,
  links: [{ name: "thing", at: [0, 0, 1], joints: [{ name: "root", kind: "free" }], shapes: [shape] }],
  motors: [],
});

/** A cube of 6 kg and edge 1 m, so of 1 kg m^2, on a hinge through its middle, with a motor of 1 N m. */
const wheel = (joint: Partial<Joint>): Body => ({
  name: "wheel",
  physics: { timestep: 0.01, integrator: "euler", gravity: [0, 0, 0] },
  surface: { friction: [1, 0, 0], dimensions: 3, is: 0, looksFor: 0 },
  ground: [],
  links: [
    {
      name: "wheel",
      at: [0, 0, 0],
      joints: [{ name: "hinge", kind: "hinge", axis: [0, 0, 1], ...joint }],
      shapes: [{ form: { kind: "box", half: [0.5, 0.5, 0.5] }, density: 6 }],
    },
  ],
  motors: [{ joint: "hinge", gear: 1, range: [-1, 1] }],
});

/** What a second of full control does. */
function spun(joint: Partial<Joint>, strength = 1): Simulation {
  const simulation = open(wheel(joint));
  simulation.vary({ ...factors, strength });
  simulation.control[0] = 1;
  expect(simulation.step(100)).toBe(true);
  return simulation;
}

describe("a joint", () => {
  test("is sped up by torque over inertia: 1 N m on 1 kg m^2 for 1 s", () => {
    const { speeds, positions, motorForces } = spun({});
    expect(speeds[0]).toBeCloseTo(1, 3);
    expect(positions[0]).toBeCloseTo(0.5, 2);
    expect(motorForces[0]).toBe(1);
    expect(spun({}, 2).speeds[0]).toBeCloseTo(2, 3);
  });

  test("control beyond its range counts as its end", () => {
    const simulation = open(wheel({}));
    simulation.control[0] = 5;
    simulation.step(100);
    expect(simulation.speeds[0]).toBeCloseTo(1, 3);
  });

  test("a rotor of 1 kg m^2 halves that", () => {
    expect(spun({ armature: 1 }).speeds[0]).toBeCloseTo(0.5, 3);
  });

  test("a damper of 0.5 N m s leaves 2 (1 - exp(-0.5)) rad/s", () => {
    expect(spun({ damping: 0.5 }).speeds[0]).toBeCloseTo(0.787, 2);
  });

  test("a spring of 10 N m/rad gives 0.1 rad to 1 N m", () => {
    const simulation = open(wheel({ stiffness: 10, damping: 10 }));
    simulation.control[0] = 1;
    simulation.step(1000);
    expect(simulation.positions[0]).toBeCloseTo(0.1, 4);
  });

  test("a limit gives by torque over 3 x inertia / 0.02^2 = 7500 N m/rad, and says what it bears", () => {
    const simulation = open(wheel({ range: [-0.3, 0.3], damping: 1 }));
    simulation.control[0] = 1;
    simulation.step(1000);
    expect(simulation.positions[0]).toBeCloseTo(0.30013, 5);
    expect(simulation.constraintForces[0]).toBeCloseTo(-1, 2);
  });

  test("counts whole turns, also across a capture", () => {
    const simulation = open(wheel({ reference: 0.25 }));
    launch(simulation, [10]);
    simulation.step(100);
    expect(simulation.positions[0]).toBeCloseTo(10.25, 2);
    const other = open(wheel({ reference: 0.25 }));
    other.restore(simulation.capture());
    other.step(100);
    expect(other.positions[0]).toBeCloseTo(20.25, 2);
  });
});

describe("a loose thing", () => {
  test("falls: after 20 steps of 5 ms at 10 m/s^2, 1 m/s, and 0.05 m to 0.0525 m by the order of integration", () => {
    const simulation = open(loose(ball));
    simulation.step(20);
    expect(simulation.speeds[2]).toBeCloseTo(-1, 5);
    expect(1 - simulation.positions[2]).toBeGreaterThan(0.0499);
    expect(1 - simulation.positions[2]).toBeLessThan(0.0526);
    expect([...simulation.contacts]).toEqual(new Array(12).fill(0));
  });

  test("comes to rest on its radius and is borne with its weight", () => {
    const simulation = open(loose(ball));
    simulation.step(400);
    expect(simulation.positions[2]).toBeCloseTo(0.1, 3);
    const weight = (10 * 1000 * 4 * Math.PI * 0.001) / 3;
    expect(simulation.contacts[11] / weight).toBeCloseTo(1, 2);
  });

  test("rubs with friction times weight, 0.5 x 80 N, and slides v^2 / (2 x 0.5 x 10) = 0.4 m", () => {
    const simulation = open(loose(cube));
    simulation.positions[2] = 0.1;
    simulation.place();
    simulation.step(50);
    launch(simulation, [2, 0, 0, 0, 0, 0]);
    simulation.step(20);
    expect(simulation.contacts[9]).toBeCloseTo(-40, 0);
    simulation.step(80);
    expect(simulation.positions[0]).toBeCloseTo(0.4, 1);
    expect(simulation.speeds[0]).toBeCloseTo(0, 2);
  });

  test("slides on where friction is varied to nothing", () => {
    const simulation = open(loose(cube));
    simulation.vary({ ...factors, friction: 0 });
    simulation.positions[2] = 0.1;
    launch(simulation, [2, 0, 0, 0, 0, 0]);
    simulation.step(100);
    expect(simulation.speeds[0]).toBeCloseTo(2, 2);
    simulation.vary(factors);
    simulation.step(100);
    expect(simulation.speeds[0]).toBeCloseTo(0, 2);
  });

  test("weighs what factors say, also after a reset", () => {
    const simulation = open(loose(ball));
    const mass = simulation.masses[1];
    simulation.vary({ ...factors, mass: 3, gravity: 0.5 });
    simulation.reset();
    simulation.place();
    expect(simulation.masses[1]).toBeCloseTo(3 * mass, 10);
    expect(simulation.inertias[10]).toBeCloseTo(3 * 0.4 * mass * 0.01, 6); // 2/5 m r^2
    simulation.step(20);
    expect(simulation.speeds[2]).toBeCloseTo(-0.5, 5);
    simulation.pushes.set([3 * mass, 0, 0, 0, 0, 0], 6); // 1 m/s^2
    simulation.step(20);
    expect(simulation.speeds[0]).toBeCloseTo(0.1, 5);
  });

  test("falls through what it does not look for, nor is looked for by", () => {
    const simulation = open(loose({ ...ball, is: 2, looksFor: 4 }));
    simulation.step(200);
    expect(simulation.positions[2]).toBeLessThan(-1);
  });

  test("is slowed by a medium as in MuJoCo", () => {
    const body = loose({ form: { kind: "box", half: [0.2, 0.1, 0.05] } }, [], { density: 800, viscosity: 3 });
    const [ours, theirs] = engines.map((engine) => {
      const simulation = open(body, engine);
      launch(simulation, [1, -2, 0.5, 3, -1, 2]);
      simulation.step(100);
      return simulation.speeds.slice();
    });
    for (const [i, speed] of ours.entries()) expect(speed).toBeCloseTo(theirs[i], 1);
  });

  test.each([
    { x: 1.5, y: -1, height: 0.8 }, // last column, first row: a corner at height 1.6 there, half of it midway
    { x: -1.5, y: -1, height: 0 },
    { x: 1.5, y: 1, height: 0 },
  ])("lies on a field of heights where it is at ($x, $y)", ({ x, y, height }) => {
    // x grows along a row, y from row to row; bilinear or two triangles, the middle of an edge is the mean of its ends
    const heights = [0, 0, 0, 1.6, 0, 0, 0, 1.6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const field: Shape = { name: "field", form: { kind: "heights", rows: 5, columns: 4, half: [2.25, 2], heights } };
    for (const engine of engines) {
      const simulation = open(loose(ball, [field]), engine);
      simulation.positions.set([x, y, height + 0.25], 0);
      simulation.place();
      let touched = Number.NaN;
      for (let i = 0; i < 100 && Number.isNaN(touched); i++) {
        simulation.step(1);
        if (simulation.contacts.some((value) => value !== 0)) touched = simulation.positions[2];
      }
      // the ball's middle is a radius from the surface, along its normal: at most 0.1 * sqrt(1 + slope^2) above it
      expect(touched, engine).toBeGreaterThan(height + 0.05);
      expect(touched, engine).toBeLessThan(height + 0.2);
    }
  });
});

test("no step asks for the time", () => {
  const { now } = performance;
  let calls = 0;
  performance.now = () => {
    calls++;
    return now.call(performance);
  };
  try {
    open(antBody).step(10);
  } finally {
    performance.now = now;
  }
  expect(calls).toBe(0);
});

describe("an ant", () => {
  test("stands on the floor, which bears its weight", () => {
    const simulation = open(antBody);
    simulation.step(200);
    let force = 0;
    for (let i = 0; i < 100; i++) {
      simulation.step(1);
      for (let row = 1; row < simulation.masses.length; row++) force += simulation.contacts[row * 6 + 5] / 100;
    }
    const weight = 9.81 * simulation.masses.reduce((sum, mass) => sum + mass, 0);
    expect(force / weight).toBeGreaterThan(0.97);
    expect(force / weight).toBeLessThan(1.03);
  });

  test("has diverged where a speed is beyond all sense, at once", () => {
    const simulation = open(antBody);
    launch(simulation, [1e20]);
    expect(simulation.step(1)).toBe(false);
    simulation.reset();
    simulation.place();
    simulation.control[0] = Number.NaN;
    expect(simulation.step(1)).toBe(false);
    simulation.reset();
    simulation.place();
    expect(simulation.step(1)).toBe(true);
  });
});

/** How much more memory is reachable after more rounds, the engine's included [bytes]. */
function growth(rounds: number, round: () => void): number {
  for (let i = 0; i < rounds; i++) round();
  const before = heldBytes();
  for (let i = 0; i < rounds; i++) round();
  return heldBytes() - before;
}

describe("memory stays", () => {
  const slack = 3e6; // [bytes]: compiled code and other things made once; worlds that leak weigh 65 kB each

  test("over 200 openings", () => {
    const opening = () => {
      const simulation = openSimulation("rapier", antBody, { varies: false });
      simulation.step(1);
      simulation.close();
      simulation.close();
    };
    expect(growth(200, opening)).toBeLessThan(slack);
  });

  test("over 2,000 resets", () => {
    const simulation = open(antBody);
    expect(growth(2000, () => simulation.reset())).toBeLessThan(slack); // Rapier's own restore leaks 2 kB each
  });
});
