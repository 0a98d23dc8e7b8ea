import {
  type Collider,
  Cuboid,
  type DynamicRayCastVehicleController,
  EventQueue,
  HeightFieldFlags,
  Heightfield,
  QueryFilterFlags,
  type RigidBody,
  type SerializationPipeline,
  type World,
} from "@dimforge/rapier3d-compat";
import { type Car, type CarSimulation, carSize, obstacleSize } from "../car.ts";
import { condemn, expectWhole, guarded, isCondemned } from "../condemned.ts";
import { advance } from "./advance.ts";
import { type BuiltCar, buildCar, mountWheels } from "./build-car.ts";
import { packState, unpackState, worldFrom } from "./snapshot.ts";

const farthest = 1e6; // with larger values the motion has diverged [m, rad/s]
const fastest = 350; // Rapier silently clamps speeds at 400 [m/s]

/** Owns a car in a world of Rapier. Snapshots do not hold wheels, which are mounted again on the body that was restored. */
export class RapierCar implements CarSimulation {
  readonly motion = new Float64Array(carSize);
  readonly control = new Float64Array(3);
  readonly obstacles: Float64Array;
  readonly touched: Float64Array;
  readonly #pipeline: SerializationPipeline;
  readonly #car: Car;
  readonly #built: BuiltCar;
  readonly #events = new EventQueue(true);
  readonly #rest: Uint8Array;
  /** `[obstacles, 3]`: halves as the world has them now, 0 where there is none. */
  readonly #halves: Float64Array;
  readonly #touching: Float64Array;
  readonly #numbers: readonly Float64Array[];
  readonly #read = new Float32Array(4);
  readonly #before = new Float64Array(carSize);
  #world: World;
  // Fetched again for every new world.
  #body!: RigidBody;
  #wheels!: DynamicRayCastVehicleController;
  #things: { readonly body: RigidBody; readonly collider: Collider }[] = [];
  #closed = false;

  constructor(pipeline: SerializationPipeline, car: Car) {
    this.#pipeline = pipeline;
    this.#car = car;
    this.#built = buildCar(car);
    this.#world = this.#built.world;
    this.obstacles = new Float64Array(car.obstacles * obstacleSize);
    this.touched = new Float64Array(car.obstacles);
    this.#touching = new Float64Array(car.obstacles);
    this.#halves = new Float64Array(car.obstacles * 3);
    this.#numbers = [this.motion, this.control, this.touched, this.#touching, this.#halves];
    this.#fetch();
    this.#rest = this.#world.takeSnapshot();
  }

  place(): void {
    guarded("rapier", () => {
      this.#enter(this.#rest);
      for (const cleared of [this.control, this.obstacles, this.touched, this.#touching, this.#halves]) cleared.fill(0);
      const [x, y, z, w, i, j, k, vx, vy, vz, wx, wy, wz] = this.motion;
      this.#body.setTranslation({ x, y, z }, true);
      this.#body.setRotation({ w, x: i, y: j, z: k }, true);
      this.#body.setLinvel({ x: vx, y: vy, z: vz }, true);
      this.#body.setAngvel({ x: wx, y: wy, z: wz }, true);
      this.#look();
    });
  }

  ground(x: number, y: number, heights: Float32Array): void {
    guarded("rapier", () => {
      const { patch } = this.#car;
      if (!patch) return;
      const { across, spacing } = patch;
      const side = (across - 1) * spacing;
      // Rapier's field is column-major with rows along its z, which points against our y once the field is turned upright.
      const field = new Float32Array(heights.length);
      for (let row = 0; row < across; row++)
        for (let column = 0; column < across; column++)
          field[column * across + (across - 1 - row)] = heights[row * across + column];
      const scale = { x: side, y: 1, z: side };
      const ground = this.#world.getCollider(this.#built.ground);
      ground.setShape(new Heightfield(across - 1, across - 1, field, scale, HeightFieldFlags.FIX_INTERNAL_EDGES));
      ground.setTranslation({ x, y, z: 0 });
    });
  }

  lay(): void {
    guarded("rapier", () => {
      this.touched.set(this.#touching);
      for (let i = 0; i < this.#things.length; i++) this.#layOne(i);
    });
  }

  step(): boolean {
    expectWhole("rapier");
    try {
      const { timestep } = this.#car;
      const steering = this.control[0];
      const force = this.control[1];
      const brake = this.control[2];
      for (let wheel = 0; wheel < 4; wheel++) {
        if (wheel < 2) this.#wheels.setWheelSteering(wheel, steering);
        this.#wheels.setWheelEngineForce(wheel, brake > 0 ? 0 : force / 4);
        this.#wheels.setWheelBrake(wheel, (brake * timestep) / 4); // an impulse
      }
      this.#wheels.updateVehicle(timestep, QueryFilterFlags.ONLY_FIXED);
      advance(this.#world, this.#events);
      this.#events.drainCollisionEvents(this.#meet);
      this.#before.set(this.motion);
      this.#look();
      if (this.#isSane()) return true;
      this.motion.set(this.#before);
      return false;
    } catch (thrown) {
      return condemn("rapier", thrown); // whatever it was, objects may still count as in use
    }
  }

  capture(): Uint8Array {
    return guarded("rapier", () => packState(this.#numbers, this.#world.takeSnapshot()));
  }

  restore(state: Uint8Array): void {
    guarded("rapier", () => {
      this.#enter(unpackState(state, this.#numbers));
      this.obstacles.fill(0);
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (isCondemned("rapier")) return; // what was in use when it failed cannot be freed
    try {
      this.#free();
      this.#events.free();
    } catch {
      // the engine is condemned now; whoever uses it next says so
    }
  }

  #enter(snapshot: Uint8Array): void {
    const world = worldFrom(this.#pipeline, snapshot);
    this.#free();
    this.#world = world;
    this.#fetch();
    this.#events.clear();
  }

  #fetch(): void {
    const { chassis, things } = this.#built;
    this.#body = this.#world.getRigidBody(chassis);
    this.#wheels = mountWheels(this.#world, this.#body, this.#car);
    this.#things = things.map(({ body, collider }) => ({
      body: this.#world.getRigidBody(body),
      collider: this.#world.getCollider(collider),
    }));
  }

  #free(): void {
    try {
      this.#world.free();
    } catch (thrown) {
      condemn("rapier", thrown);
    }
  }

  #layOne(i: number): void {
    const { obstacles } = this;
    const halves = this.#halves;
    const { body, collider } = this.#things[i];
    const at = i * obstacleSize;
    const isThere = obstacles[at] > 0;
    if (!isThere) {
      if (halves[3 * i] === 0) return;
      body.setEnabled(false);
      halves.fill(0, 3 * i, 3 * i + 3);
      this.touched[i] = this.#touching[i] = 0;
      return;
    }
    const wasThere = halves[3 * i] > 0;
    if (obstacles[at] !== halves[3 * i] || obstacles[at + 1] !== halves[3 * i + 1]) {
      collider.setShape(new Cuboid(obstacles[at], obstacles[at + 1], obstacles[at + 2]));
      for (let k = 0; k < 3; k++) halves[3 * i + k] = obstacles[at + k];
    }
    if (!wasThere) body.setEnabled(true);
    body.setTranslation({ x: obstacles[at + 3], y: obstacles[at + 4], z: obstacles[at + 5] }, true);
    body.setRotation({ w: obstacles[at + 6], x: obstacles[at + 7], y: obstacles[at + 8], z: obstacles[at + 9] }, true);
    body.setLinvel({ x: obstacles[at + 10], y: obstacles[at + 11], z: obstacles[at + 12] }, true);
    body.setAngvel({ x: 0, y: 0, z: obstacles[at + 13] }, true);
  }

  readonly #meet = (first: number, second: number, isBeginning: boolean): void => {
    const i = this.#built.thingOf.get(first) ?? this.#built.thingOf.get(second);
    if (i === undefined) return;
    this.#touching[i] = Number(isBeginning);
    if (isBeginning) this.touched[i] = 1;
  };

  #look(): void {
    const { motion } = this;
    const from = this.#read;
    const raw = this.#world.bodies.raw; // writes into an array of ours; the wrapper's getters go through objects
    const { chassis } = this.#built;
    raw.rbTranslation(chassis, from);
    for (let i = 0; i < 3; i++) motion[i] = from[i];
    raw.rbRotation(chassis, from);
    motion[3] = from[3];
    for (let i = 0; i < 3; i++) motion[4 + i] = from[i];
    raw.rbLinvel(chassis, from);
    for (let i = 0; i < 3; i++) motion[7 + i] = from[i];
    raw.rbAngvel(chassis, from);
    for (let i = 0; i < 3; i++) motion[10 + i] = from[i];
  }

  #isSane(): boolean {
    for (let i = 0; i < carSize; i++)
      if (!(Math.abs(this.motion[i]) < (i >= 7 && i < 10 ? fastest : farthest))) return false;
    return true;
  }
}
