import {
  assert,
  type Box,
  cosine,
  fail,
  type Json,
  type Rng,
  type SceneDescription,
  type Slot,
  sine,
  type World,
  writePoses,
} from "../../src/core/index.ts";
import {
  type Body,
  type Engine,
  engines,
  layoutOf,
  openSimulation,
  pairsOf,
  prepareEngine,
  type Simulation,
} from "../../src/physics/index.ts";
import { marksOf } from "./marks.ts";
import { pokesOf } from "./poke.ts";
import { mostLatency, randomisedFeatures, randomiseForm, randomiserOf } from "./randomise.ts";
import { painterOf, sceneOf, trackedLink } from "./scene.ts";
import { sentenceOf } from "./sentence.ts";

/** Params of every env whose worlds are bodies. */
export const bodyParams = {
  engine: "mujoco" as Engine,
  randomise: {} as Json,
};
export const bodyLimits = { engine: engines, frameSkip: { whole: [1, 1000] }, randomise: randomiseForm } as const;

export interface BodyParams {
  readonly engine: Engine;
  readonly randomise: Json;
  /** Simulation timesteps per env step. */
  readonly frameSkip: number;
  readonly [name: string]: Json;
}

/** Features of every body. */
export const bodyFeatures = {
  effort: "1", // sum of squares of the action
  actionChange: "1", // sum of squares of its difference from the last action
  power: "W", // of all motors, sum of absolute values
  diverged: "1", // 1 if the simulation became unstable; the episode ends
  ...randomisedFeatures,
} as const;
export const bodyEvents = { diverged: "the simulation left what can be computed" } as const;

export type BodySlot = Slot<Box, Box, keyof typeof bodyFeatures, keyof typeof bodyEvents>;

/** The parts that differ between tasks. */
export interface BodyTask {
  /** Draws positions and speeds of a new episode; before the call they are those of the description, at rest. */
  start(rng: Rng): void;
  /** Writes features and observation, and keeps values that the next call needs. */
  measure(moved: boolean, rng: Rng): void;
  ended(): boolean;
  /** Called when a push begins. */
  pushed?(): void;
  /** The task's memory from one step to the next. */
  readonly memory: readonly Float64Array[];
}

export const prepareBody = ({ engine }: { readonly engine: Engine }): Promise<void> => prepareEngine(engine);

/** @throws `params/invalid` */
export const validateBody = ({ randomise }: BodyParams): void => void randomiserOf(randomise);

/**
 * A world with one body. Actions reach the motors, with a delay if there is latency; randomised values are drawn at
 * every reset; a simulation that diverges ends the episode with the last finite measurements.
 */
export function bodyWorld(
  body: Body,
  { engine, frameSkip, randomise }: BodyParams,
  slot: BodySlot,
  embody: (simulation: Simulation) => BodyTask,
): World {
  const { action, observation, features, events, row } = slot;
  const { effort, actionChange, power, diverged } = features;
  const healthy: Float64Array | undefined = (features as { readonly healthy?: Float64Array }).healthy;
  const randomiser = randomiserOf(randomise);
  const simulation = openSimulation(engine, body, { varies: randomiser.varies });
  const task = embody(simulation);
  const pokes = pokesOf(simulation);
  const layout = layoutOf(body);
  const stepSeconds = body.physics.timestep * frameSkip;
  const motors = body.motors.length;
  const sideways = goesSideways(body);

  // The world's memory, besides those of the simulation and the task.
  const factors = new Float64Array(6); // as drawn: friction, gravity, mass, strength, latency, noise
  const last = new Float64Array(motors); // the action before
  const queue = new Float64Array(motors * mostLatency); // delayed actions, the oldest at `counters[0]`
  const counters = new Float64Array(4); // position in the queue; seconds to the next push; its strength; whether it diverged
  const memory = [factors, last, queue, counters, ...task.memory];
  const size = memory.reduce((sum, { byteLength }) => sum + byteLength, 0);
  let rng: Rng | undefined;
  let scene: SceneDescription | undefined; // made when somebody first looks
  let paint: ReturnType<typeof painterOf> | undefined;
  let mayTouch: boolean | undefined;
  const look = () => {
    scene ??= sceneOf(body, trackedLink(body));
    return scene;
  };

  function vary(): void {
    if (randomiser.varies)
      simulation.vary({ friction: factors[0], gravity: factors[1], mass: factors[2], strength: factors[3] });
  }

  function draw(rng: Rng): void {
    const drawn = randomiser.draw(rng);
    factors.set([drawn.friction, drawn.gravity, drawn.mass, drawn.strength, drawn.latency, drawn.observationNoise]);
    counters.fill(0);
    if (randomiser.pushes) planPush(rng);
    vary();
  }

  /** Writes the episode's randomised values, and whether the simulation diverged. */
  function measureConditions(): void {
    features.frictionFactor[row] = factors[0];
    features.gravityFactor[row] = factors[1];
    features.massFactor[row] = factors[2];
    features.strengthFactor[row] = factors[3];
    features.latency[row] = factors[4];
    features.observationNoise[row] = factors[5];
    diverged[row] = counters[3];
  }

  function planPush(rng: Rng): void {
    const { after, speed } = randomiser.drawPush(rng);
    counters[1] = after;
    counters[2] = speed;
  }

  /** Sets the motors to the action, or with latency to one of some steps ago. */
  function decide(): void {
    const latency = factors[4];
    const { control } = simulation;
    for (let i = 0; i < motors; i++) control[i] = action[i];
    if (latency === 0) return;
    const place = counters[0];
    for (let i = 0; i < motors; i++) {
      control[i] = queue[place * motors + i];
      queue[place * motors + i] = action[i];
    }
    counters[0] = (place + 1) % latency;
  }

  /** Pushes the first link for one step, in a random horizontal direction in which it can move. */
  function push(rng: Rng): void {
    const { pushes, masses } = simulation;
    pushes.fill(0, 6, 12);
    counters[1] -= stepSeconds;
    if (counters[1] > 0) return;
    let mass = 0;
    for (let link = 0; link < masses.length; link++) mass += masses[link];
    const force = (mass * counters[2]) / stepSeconds;
    const angle = rng.uniform(0, 2 * Math.PI);
    pushes[6] = force * (sideways ? cosine(angle) : Math.sign(cosine(angle)));
    pushes[7] = sideways ? force * sine(angle) : 0;
    planPush(rng);
    task.pushed?.();
  }

  function measureMotion(): void {
    const { motorForces, speeds } = simulation;
    let [squares, changes, watts] = [0, 0, 0];
    for (let i = 0; i < motors; i++) {
      squares += action[i] * action[i];
      changes += (action[i] - last[i]) ** 2;
      last[i] = action[i];
    }
    for (let i = 0; i < layout.speeds; i++) watts += Math.abs(motorForces[i] * speeds[i]);
    effort[row] = squares;
    actionChange[row] = changes;
    power[row] = watts;
  }

  function blur(): void {
    const deviation = factors[5];
    if (deviation > 0 && rng) for (let i = 0; i < observation.length; i++) observation[i] += deviation * rng.normal();
  }

  return {
    reset(given) {
      rng = given;
      pokes.clear();
      draw(rng);
      simulation.reset();
      task.start(rng);
      simulation.place();
      last.fill(0);
      queue.fill(0);
      effort[row] = actionChange[row] = power[row] = 0;
      measureConditions();
      task.measure(false, rng);
      blur();
    },
    step() {
      assert(rng, "a world is reset or loaded before it is stepped");
      decide();
      if (randomiser.pushes) push(rng);
      pokes.lay();
      const finite = simulation.step(frameSkip);
      pokes.lift();
      counters[3] = finite ? 0 : 1;
      measureConditions();
      if (!finite) {
        events.diverged[row] = 1;
        if (healthy) healthy[row] = 0;
        return;
      }
      measureMotion();
      task.measure(true, rng);
      blur();
    },
    terminated: () => counters[3] === 1 || task.ended(),
    save() {
      const state = simulation.capture();
      const saved = new Uint8Array(size + state.length);
      let offset = 0;
      for (const part of memory) {
        saved.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
        offset += part.byteLength;
      }
      saved.set(state, offset);
      return saved;
    },
    load(saved, given) {
      rng = given;
      pokes.clear();
      if (saved.length <= size)
        fail("file/corrupt", { given: `a saved body of ${saved.length} bytes`, expected: `more than ${size}` });
      let offset = 0;
      for (const part of memory) {
        new Uint8Array(part.buffer, part.byteOffset, part.byteLength).set(
          saved.subarray(offset, offset + part.byteLength),
        );
        offset += part.byteLength;
      }
      vary();
      simulation.restore(saved.subarray(offset));
    },
    close: () => simulation.close(),
    draw(frame) {
      paint ??= painterOf(look());
      paint(frame, simulation);
    },
    scene: look,
    poses: (out) => writePoses(simulation.places, simulation.turns, out),
    marks() {
      mayTouch ??= pairsOf(body)?.length !== 0; // there are so many that nobody lists them
      return marksOf(simulation, features, row, mayTouch);
    },
    poke: pokes.add,
    text: () => sentenceOf(features, row),
  };
}

/** Whether the first link can move along y; it cannot if it only slides along x and z. */
function goesSideways({ links: [{ joints }] }: Body): boolean {
  const slides = joints.filter(({ kind }) => kind === "slide");
  return slides.length === 0 || slides.some(({ axis }) => axis?.[1]);
}
