import { expect, test } from "vitest";
import { type Body, openSimulation, prepareEngine, type Simulation } from "../../src/physics/index.ts";

/** A block of 1 kg that a motor pushes along x. */
const block: Body = {
  name: "block",
  physics: { timestep: 0.01, integrator: "euler", gravity: [0, 0, 0] },
  surface: { friction: [1, 0, 0], dimensions: 1, is: 0, looksFor: 0 },
  ground: [],
  links: [
    {
      name: "block",
      at: [0, 0, 0],
      joints: [{ name: "along", kind: "slide", axis: [1, 0, 0] }],
      shapes: [{ form: { kind: "box", half: [0.05, 0.05, 0.05] } }],
    },
  ],
  motors: [{ joint: "along", gear: 1e4, range: [-1e8, 1e8] }],
};

async function opened(): Promise<Simulation> {
  await prepareEngine("mujoco");
  const simulation = openSimulation("mujoco", block, { varies: false });
  simulation.reset();
  simulation.place();
  return simulation;
}

/** MuJoCo then begins anew at time 0, where the episode was anyway. */
test("what diverges in an episode's first substep is told", async () => {
  const simulation = await opened();
  simulation.control[0] = 1e7; // 1e11 m/s^2, beyond the 1e10 that MuJoCo takes
  expect(simulation.step(2)).toBe(false);
  simulation.close();
});

/** MuJoCo looks at speeds only when the next step begins. */
test("what diverges in a step's last substep is told", async () => {
  const simulation = await opened();
  simulation.control[0] = 9e5; // 9e9 m/s^2
  const told = Array.from({ length: 200 }, () => simulation.step(1)); // gains 9e7 m/s a substep: 1e10 after 112
  expect(told.indexOf(false)).toBe(111);
  simulation.close();
});
