import { EventQueue, type RigidBody, type SerializationPipeline, type World } from "@dimforge/rapier3d-compat";
import type { Body, Vector } from "../body.ts";
import { condemn, expectWhole, guarded, isCondemned } from "../condemned.ts";
import { noteHeld } from "../memory.ts";
import type { Factors, Simulation, Touch } from "../simulation.ts";
import { advance } from "./advance.ts";
import { type Balance, balanceOf } from "./balance.ts";
import { type Built, build } from "./build.ts";
import { type ContactForces, contactForcesOf } from "./contact-forces.ts";
import { type ContactPoints, contactPointsOf } from "./contact-points.ts";
import { type Drive, driveOf } from "./drive.ts";
import { describe, type Motion, measure, motionOf, pose } from "./kinematics.ts";
import { type Loads, loadsOf } from "./loads.ts";
import { type Readings, readingsOf } from "./readings.ts";
import { times } from "./rotation.ts";
import { isSane } from "./sane.ts";
import { type Skeleton, skeletonOf } from "./skeleton.ts";
import { packState, unpackState, worldFrom } from "./snapshot.ts";
import { readMotion, writeMotion } from "./transfer.ts";
import { weigh } from "./weigh.ts";

const plain = [1, 1, 1, 1]; // friction, gravity, mass, strength
/** A world in Rapier's memory is about this many times as large as its snapshot. */
const heldTimes = 3;

/** Owns a body in a world of Rapier. All values are those at the end of the last step. */
export class RapierSimulation implements Simulation {
  readonly engine = "rapier";
  readonly control: Float64Array;
  readonly positions: Float64Array;
  readonly speeds: Float64Array;
  readonly places: Float64Array;
  readonly turns: Float64Array;
  readonly centres: Float64Array;
  readonly inertias: Float64Array;
  readonly motions: Float64Array;
  readonly contacts: Float64Array;
  readonly motorForces: Float64Array;
  readonly constraintForces: Float64Array;
  readonly masses: Float64Array;
  readonly pushes: Float64Array;
  readonly #pipeline: SerializationPipeline;
  readonly #body: Body;
  readonly #skeleton: Skeleton;
  readonly #built: Built;
  readonly #motion: Motion;
  readonly #drive: Drive;
  readonly #loads: Loads;
  readonly #balance: Balance;
  readonly #readings: Readings;
  readonly #points: ContactPoints;
  readonly #events: EventQueue | undefined;
  readonly #forces: ContactForces;
  /** Friction, gravity, mass and strength: as requested, and as the world has them now. */
  readonly #factors = Float64Array.from(plain);
  readonly #applied = Float64Array.from(plain);
  readonly #numbers: readonly Float64Array[];
  readonly #rest: Uint8Array;
  #gravity: Vector;
  #world: World;
  /** By part; fetched again for every new world. */
  #parts: RigidBody[] = [];
  #closed = false;

  constructor(pipeline: SerializationPipeline, body: Body) {
    this.#pipeline = pipeline;
    this.#body = body;
    this.#gravity = body.physics.gravity;
    this.#skeleton = skeletonOf(body);
    this.#built = build(body, this.#skeleton);
    this.#world = this.#built.world;
    this.#motion = motionOf(this.#skeleton);
    this.#drive = driveOf(body, this.#skeleton, this.#built);
    this.#loads = loadsOf(body, this.#skeleton);
    this.#balance = balanceOf(this.#skeleton);
    this.#readings = readingsOf(this.#skeleton);
    this.#forces = contactForcesOf(this.#skeleton);
    this.#points = contactPointsOf(this.#built);
    this.#events = this.#built.colliders.some(({ isField }) => isField) ? new EventQueue(true) : undefined;
    const rows = body.links.length + 1;
    this.control = new Float64Array(body.motors.length);
    this.positions = new Float64Array(this.#skeleton.layout.positions);
    this.speeds = new Float64Array(this.#skeleton.layout.speeds);
    this.pushes = new Float64Array(rows * 6);
    this.places = this.#readings.places;
    this.turns = this.#readings.turns;
    this.centres = this.#readings.centres;
    this.inertias = this.#readings.inertias;
    this.motions = this.#readings.motions;
    this.masses = this.#readings.masses;
    this.contacts = this.#forces.contacts;
    this.motorForces = this.#drive.motorForces;
    this.constraintForces = this.#drive.constraintForces;
    this.#numbers = [
      this.#applied,
      this.positions,
      this.speeds,
      this.control,
      this.pushes,
      this.contacts,
      this.motorForces,
      this.constraintForces,
    ];
    this.#fetch();
    describe(this.#skeleton, this.positions);
    this.place();
    this.#rest = this.capture();
    noteHeld(heldTimes * this.#rest.length);
  }

  reset(): void {
    this.restore(this.#rest);
  }

  place(): void {
    guarded("rapier", () => {
      pose(this.#skeleton, this.positions, this.speeds, this.#motion);
      writeMotion(this.#skeleton, this.#motion, this.#parts);
      this.#look();
    });
  }

  step(count: number): boolean {
    expectWhole("rapier");
    try {
      return this.#step(count);
    } catch (thrown) {
      return condemn("rapier", thrown); // whatever it was, objects may still count as in use
    }
  }

  #step(count: number): boolean {
    const mass = this.#factors[2];
    const strength = this.#factors[3];
    const motion = this.#motion;
    for (let i = 0; i < count; i++) {
      this.#drive.apply(this.#world, this.control, this.positions, this.speeds, strength);
      this.#loads.lay(this.#parts, motion, this.pushes, this.centres);
      if (!isSane(motion, this.motorForces, this.#loads.values)) return false;
      if (i === count - 1) this.#balance.begin(motion);
      advance(this.#world, this.#events);
      this.#loads.lift(this.#parts);
      readMotion(this.#skeleton, this.#world, this.#built.bodies, this.#motion);
      if (!isSane(motion, this.motorForces, this.#loads.values)) return false;
      measure(this.#skeleton, motion, this.positions, this.speeds);
      this.#readings.place(motion);
    }
    this.#drive.settle(this.speeds);
    this.#readings.weigh(motion, mass);
    this.#feel();
    return true;
  }

  vary(factors: Factors): void {
    this.#factors.set([factors.friction, factors.gravity, factors.mass, factors.strength]);
    guarded("rapier", () => this.#apply());
  }

  touches(): Touch[] {
    const { count, points, pressures } = this.#points;
    return Array.from({ length: count }, (_, i) => {
      const [x, y, z] = points.subarray(i * 3);
      const [across, along, up] = pressures.subarray(i * 3);
      return { at: [x, y, z], force: [across, along, up] };
    });
  }

  capture(): Uint8Array {
    return guarded("rapier", () => packState(this.#numbers, this.#world.takeSnapshot()));
  }

  restore(state: Uint8Array): void {
    guarded("rapier", () => {
      const snapshot = unpackState(state, this.#numbers);
      const world = worldFrom(this.#pipeline, snapshot);
      this.#free();
      this.#world = world;
      this.#fetch();
      this.#apply();
      this.#look();
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    noteHeld(-heldTimes * this.#rest.length);
    if (isCondemned("rapier")) return; // what was in use when it failed cannot be freed
    try {
      this.#free();
      this.#events?.free();
    } catch {
      // the engine is condemned now; whoever uses it next says so
    }
  }

  #free(): void {
    try {
      this.#world.free();
    } catch (thrown) {
      condemn("rapier", thrown);
    }
  }

  /** Reads the world's values in single precision, so that a restored simulation sees the same bits. */
  #look(): void {
    readMotion(this.#skeleton, this.#world, this.#built.bodies, this.#motion);
    this.#readings.place(this.#motion);
    this.#readings.weigh(this.#motion, this.#applied[2]);
  }

  #fetch(): void {
    this.#parts = this.#built.bodies.map((handle) => this.#world.getRigidBody(handle));
  }

  /** Applies those factors that have changed, so that equal factors change no bit. */
  #apply(): void {
    const [friction, gravity, mass] = this.#factors;
    const [frictionNow, gravityNow, massNow] = this.#applied;
    this.#gravity = times(this.#body.physics.gravity, gravity);
    const [x, y, z] = this.#gravity;
    if (gravity !== gravityNow) this.#world.gravity = { x, y, z };
    if (friction !== frictionNow)
      for (const collider of this.#built.colliders)
        this.#world.getCollider(collider.handle).setFriction(collider.friction * friction);
    if (mass !== massNow) {
      this.#built.bodies.forEach((handle, p) => {
        if (p > 0) weigh(this.#world, handle, this.#skeleton.parts[p].mass, this.#built.burdens[p], mass);
      });
    }
    this.#skeleton.links.forEach((link, row) => {
      this.masses[row] = link.mass.mass * mass;
    });
    this.#applied.set(this.#factors);
  }

  /** Forces by contacts on links, including pushes, as MuJoCo counts. */
  #feel(): void {
    const { middles } = this.#readings;
    this.#balance.end(this.#motion, this.#loads.values, this.#gravity, this.#factors[2], this.#body.physics.timestep);
    this.#points.read(this.#world, this.#motion, this.#events);
    this.#forces.sum(this.#points, middles, this.#balance);
    this.#forces.addPushes(this.pushes, this.centres, middles);
  }
}
