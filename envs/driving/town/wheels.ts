import { angleOf, arcSine, cosine, fail, sine, snapshot } from "../../../src/core/index.ts";
import { type Car, openCar } from "../../../src/physics/index.ts";
import type { Split } from "../roads/generate/seeds.ts";
import { car, driven } from "./bicycle.ts";
import type { Dynamics } from "./dynamics.ts";
import { type Ground, hillsBegin, pointSpacing } from "./ground.ts";
import { mostNear, nearBodies } from "./obstacles.ts";
import type { TownState } from "./state.ts";
import { axesOf, turnOnSlope } from "./turns.ts";

const timestep = 0.02; // [s]
const middle = 0.55; // [m]: height of the centre of mass over level ground, at rest
const patch = { across: 17, spacing: pointSpacing }; // of ground, moved along with the car
const strayed = 8; // [m] from the middle of the patch, from where it is moved
const down = 0.5; // cosine of a tilt at which a car has fallen over: 60 degrees
const buried = 3; // [m] above or below the ground that no car gets by driving

/**
 * A car of the same size, throttle and brakes as the bicycle. Its springs give 0.1 m under its weight, and oscillate at
 * 1.6 Hz with two fifths of the critical damping.
 */
export const wheeled: Car = {
  timestep,
  gravity: 9.81,
  mass: 1500,
  half: [car.halfLength, car.halfWidth, 0.6],
  raised: 0.25,
  springs: [
    [car.wheelbase / 2, 0.8, 0.03],
    [car.wheelbase / 2, -0.8, 0.03],
    [-car.wheelbase / 2, 0.8, 0.03],
    [-car.wheelbase / 2, -0.8, 0.03],
  ],
  radius: 0.33,
  spring: { length: 0.35, travel: 0.3, stiffness: 24, compression: 2, relaxation: 2.5, most: 30_000 },
  grip: 1, // dry asphalt
  obstacles: mostNear,
};

/** The hills on which a town lies. */
export interface Lie {
  readonly ground: Ground;
  readonly split: Split;
  readonly firstTown: number;
}

/** What besides the car is to be seen of its world. */
export interface Wheels extends Dynamics {
  readonly hills?: Lie;
  /** Writes the pose of the car's box: place of its middle and turn, 7 numbers. */
  pose(out: Float64Array, at: number): void;
  /** Writes height and rise to the east and north of the ground at a place. */
  lie(x: number, y: number, out: Float64Array): void;
  /** Writes where the hills begin [m]. */
  begin(out: Float64Array): void;
}

/** A car on Rapier's ray-cast wheels, on level ground or on hills. Bodies near it move as the town says, and push it. */
export function wheels(state: TownState, hills?: Lie): Wheels {
  const { driven: self, own, asked } = state;
  const simulation = openCar(hills ? { ...wheeled, patch } : wheeled);
  const { motion, control } = simulation;
  /** Acceleration by the pedal [m/s^2], speed before the step [m/s], 1 once it cannot go on, where hills begin, middle of the patch. */
  const memory = new Float64Array(7);
  const axes = new Float64Array(6);
  const slopes = new Float64Array(2);
  const heights = new Float32Array(patch.across ** 2);

  function lie(x: number, y: number, out: Float64Array): void {
    out.fill(0, 0, 3);
    if (!hills) return;
    const [east, north] = [x - pointSpacing * memory[3], y - pointSpacing * memory[4]];
    out[0] = hills.ground.heightAt(east, north);
    hills.ground.slopesAt(east, north, slopes);
    out[1] = slopes[0];
    out[2] = slopes[1];
  }

  const near = nearBodies(state, simulation, lie);
  const { save, load } = snapshot(memory, near.who, near.was, near.felt);
  const size = save().length;
  const ground = new Float64Array(3);

  /** Lays the ground about the car, on whole points. */
  function layGround(): void {
    if (!hills) return;
    const half = (patch.across - 1) / 2;
    const column = Math.round(motion[0] / pointSpacing);
    const row = Math.round(motion[1] / pointSpacing);
    memory[5] = column * pointSpacing;
    memory[6] = row * pointSpacing;
    hills.ground.copy(column - memory[3] - half, row - memory[4] - half, patch.across, heights);
    simulation.ground(memory[5], memory[6], heights);
  }

  /** Reads where the car is and how it moves. */
  function look(): void {
    axesOf(motion, 3, axes);
    self[driven.x] = motion[0];
    self[driven.y] = motion[1];
    self[driven.heading] = angleOf(axes[1], axes[0]);
    self[driven.speed] = axes[0] * motion[7] + axes[1] * motion[8] + axes[2] * motion[9];
    self[driven.yawRate] = motion[12];
    self[driven.sideways] = self[driven.speed] * motion[12];
  }

  function show(): void {
    const heading = self[driven.heading];
    own[0] = self[driven.x];
    own[1] = self[driven.y];
    own[2] = cosine(heading);
    own[3] = sine(heading);
    own[4] = motion[7];
    own[5] = motion[8];
  }

  /** One timestep, with pedal and wheel on their way to what is asked. @returns whether it could be computed */
  function advance(pedal: number, wheel: number): boolean {
    const speed = self[driven.speed];
    memory[0] += limited(pedal - memory[0], car.pedalRate * timestep);
    self[driven.steering] += limited(wheel - self[driven.steering], car.steeringRate * timestep);
    control[0] = self[driven.steering];
    control[1] = memory[0] > 0 && speed < car.topSpeed ? memory[0] * wheeled.mass : 0;
    control[2] = memory[0] < 0 ? -memory[0] * wheeled.mass : 0;
    if (!simulation.step()) return false;
    look();
    return true;
  }

  return {
    hills,
    place(town) {
      memory.fill(0);
      near.clear();
      if (hills) [memory[3], memory[4]] = hillsBegin(hills.split, hills.firstTown + town);
      const { [driven.heading]: heading, [driven.speed]: speed } = self;
      lie(self[driven.x], self[driven.y], ground);
      motion.fill(0);
      motion[0] = self[driven.x];
      motion[1] = self[driven.y];
      motion[2] = ground[0] + middle;
      turnOnSlope(cosine(heading), sine(heading), ground[1], ground[2], motion, 3);
      if (speed > 0) {
        axesOf(motion, 3, axes);
        for (let i = 0; i < 3; i++) motion[7 + i] = speed * axes[i];
      }
      simulation.place();
      layGround();
      look();
      show();
    },
    drive(seconds) {
      const before = self[driven.speed];
      memory[1] = before;
      if (memory[2] === 1) return;
      const aside = Math.max(Math.abs(motion[0] - memory[5]), Math.abs(motion[1] - memory[6]));
      if (aside > strayed) layGround();
      near.lay(seconds);
      const pedal = asked[0] * (asked[0] >= 0 ? car.throttle : car.brake);
      for (let i = 0; i < Math.round(seconds / timestep); i++)
        if (!advance(pedal, asked[1] * car.mostSteering)) {
          memory[2] = 1;
          motion.fill(0, 7);
          self[driven.speed] = self[driven.yawRate] = self[driven.sideways] = 0;
          break;
        }
      show();
      near.feel();
      self[driven.acceleration] = (self[driven.speed] - before) / seconds;
      if (memory[2] === 1) return;
      lie(motion[0], motion[1], ground);
      if (axes[5] < down || Math.abs(motion[2] - ground[0] - middle) > buried) memory[2] = 1;
    },
    felt: near.felt,
    impact: () => Math.max(Math.abs(memory[1]), Math.abs(self[driven.speed])),
    stop() {}, // what it has touched has stopped it
    isDown: () => memory[2] === 1,
    pitch: () => arcSine(Math.min(1, Math.max(-1, axes[2]))),
    // The left side is up by 2 (y z + w x).
    roll: () => angleOf(2 * (motion[5] * motion[6] + motion[3] * motion[4]), axes[5]),
    pose(out, at) {
      for (let i = 0; i < 3; i++) out[at + i] = motion[i] + axes[3 + i] * wheeled.raised;
      for (let i = 0; i < 4; i++) out[at + 3 + i] = motion[3 + i];
    },
    lie,
    begin(out) {
      out[0] = pointSpacing * memory[3];
      out[1] = pointSpacing * memory[4];
    },
    save() {
      const mine = save();
      const state = simulation.capture();
      const saved = new Uint8Array(mine.length + state.length);
      saved.set(mine);
      saved.set(state, mine.length);
      return saved;
    },
    load(bytes) {
      if (bytes.length <= size)
        fail("file/corrupt", { given: `a saved car of ${bytes.length} bytes`, expected: `more than ${size}` });
      load(bytes.subarray(0, size));
      simulation.restore(bytes.subarray(size));
      near.find();
      axesOf(motion, 3, axes);
    },
    close: () => simulation.close(),
  };
}

const limited = (change: number, most: number): number => Math.min(most, Math.max(-most, change));
