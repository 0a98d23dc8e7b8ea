import type { World } from "@dimforge/rapier3d-compat";
import { assert } from "../../core/index.ts";
import type { Body } from "../body.ts";
import type { Built } from "./build.ts";
import { reluctancesOf } from "./reluctance.ts";
import type { Skeleton } from "./skeleton.ts";

/** Applies motors, springs, dampers, rotors and limits to joints, in every step of the world. */
export interface Drive {
  /** `[speeds]` [N m or N] */
  readonly motorForces: Float64Array;
  /** `[speeds]`: by limits alone. */
  readonly constraintForces: Float64Array;
  /** Sets every joint's motor for the next step. */
  apply(world: World, control: Float64Array, positions: Float64Array, speeds: Float64Array, strength: number): void;
  /** To be called after the step: computes the forces of limits. */
  settle(speeds: Float64Array): void;
}

/** The law of one coordinate: the joint's constants, and the moment of inertia that its limits brake. */
interface Law {
  readonly joint: number;
  readonly axis: number;
  readonly sign: number;
  readonly position: number;
  readonly speed: number;
  readonly damping: number;
  readonly armature: number;
  readonly stiffness: number;
  readonly low: number;
  readonly high: number;
  readonly limitStiffness: number;
  readonly limitDamping: number;
}

interface Told {
  readonly speed: number;
  readonly gear: number;
  readonly low: number;
  readonly high: number;
}

const limitSeconds = 0.02; // time constant of limits, MuJoCo's default solref [s]
const limitHardness = 3; // relative to a free joint, because limits carry the weight of bodies; as soft as MuJoCo's
const leastFactor = 1e-6; // Rapier takes a motor of factor 0 for a lock

/**
 * Every joint is driven by one of Rapier's velocity motors, which pushes with `factor * (target - speed)` at the end of
 * each substep. With `factor = damping + armature / dt + stiffness * dt` and `target = (force + armature / dt * present
 * speed - stiffness * present position) / factor` it acts as motor, damper, rotor and spring at once, all implicit. The
 * rotor's inertia is kept, so gears need no rescaling. A limit is a stiffer spring and damper in the same law, active
 * while the joint is beyond the limit or about to be. Rapier's own limits fight a stiff motor for many iterations.
 */
export function driveOf(body: Body, skeleton: Skeleton, built: Built): Drive {
  const { timestep } = body.physics;
  const { speeds, joints } = skeleton.layout;
  const motorForces = new Float64Array(speeds);
  const constraintForces = new Float64Array(speeds);
  const motors = body.motors.map(({ joint, gear, range }): Told => {
    assert(joint in joints, `${body.name}: motor of an unknown joint ${joint}`);
    return { speed: joints[joint].speed, gear, low: range[0], high: range[1] };
  });
  const pushed = new Set(motors.map(({ speed }) => speed));
  const laws = lawsOf(body, skeleton, built).filter((law) => pushed.has(law.speed) || !isIdle(law));
  /** Distance and braking factor of the limit that acts in this step; 0 if none does. */
  const bounds = new Float64Array(laws.length);
  const brakes = new Float64Array(laws.length);

  return {
    motorForces,
    constraintForces,
    apply(world, control, positions, speeds, strength) {
      motorForces.fill(0);
      for (let i = 0; i < motors.length; i++) {
        const { speed, gear, low, high } = motors[i];
        motorForces[speed] += gear * strength * Math.min(Math.max(control[i], low), high);
      }
      const raw = world.impulseJoints.raw;
      for (let i = 0; i < laws.length; i++) {
        const law = laws[i];
        const q = positions[law.position];
        const w = speeds[law.speed];
        const inertia = law.armature / timestep;
        let factor = law.damping + inertia + law.stiffness * timestep;
        let push = motorForces[law.speed] + inertia * w - law.stiffness * q;
        const next = q + w * timestep;
        const side = q < law.low || next < law.low ? -1 : q > law.high || next > law.high ? 1 : 0;
        const bound = (side < 0 ? law.low : law.high) - q;
        const holds = side !== 0 && (law.limitStiffness * bound - law.limitDamping * w) * side < 0;
        bounds[i] = holds ? bound : 0;
        brakes[i] = holds ? law.limitStiffness * timestep + law.limitDamping : 0;
        if (holds) push += law.limitStiffness * bound;
        factor += brakes[i];
        factor = Math.max(factor, leastFactor);
        raw.jointConfigureMotorVelocity(law.joint, law.axis, (law.sign * push) / factor, factor);
      }
    },
    settle(speeds) {
      for (let i = 0; i < laws.length; i++) {
        const { speed, limitStiffness } = laws[i];
        constraintForces[speed] = limitStiffness * bounds[i] - brakes[i] * speeds[speed];
      }
    },
  };
}

const isIdle = ({ damping, armature, stiffness, low, high }: Law): boolean =>
  damping === 0 && armature === 0 && stiffness === 0 && low === -Infinity && high === Infinity;

/**
 * The armature to use in the law so that a torque changes the speed by torque * dt / (carried + armature) over a whole
 * step. Correction is needed because all substeps see the speed at the start of the step.
 */
function rotorOf(armature: number, carried: number, substeps: number): number {
  if (armature === 0 || carried === 0) return armature;
  const wanted = carried / (carried + armature);
  let [low, high] = [0, armature / carried]; // bounds of the armature's share in a substep, at most twice as large
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if ((1 - (1 + middle) ** -substeps) / (substeps * middle) > wanted) low = middle;
    else high = middle;
  }
  return low * carried * substeps;
}

function lawsOf({ physics }: Body, skeleton: Skeleton, { axes, burdens, world }: Built): Law[] {
  const seconds = Math.max(limitSeconds, 2 * physics.timestep);
  const reluctances = reluctancesOf(skeleton);
  return skeleton.coordinates.map((coordinate, i) => {
    const { joint, part, position, speed } = coordinate;
    const { damping = 0, stiffness = 0, range = [-Infinity, Infinity] } = joint;
    const carried = reluctances[i];
    const armature = burdens[part].dragged > 0 ? 0 : rotorOf(joint.armature ?? 0, carried, world.numSolverIterations);
    const reluctance = carried + (joint.armature ?? 0);
    return {
      ...axes[i],
      position,
      speed,
      damping,
      armature,
      stiffness,
      low: range[0],
      high: range[1],
      limitStiffness: (limitHardness * reluctance) / seconds ** 2,
      limitDamping: (2 * limitHardness * reluctance) / seconds,
    };
  });
}
