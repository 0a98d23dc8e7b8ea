import {
  ActiveEvents,
  ColliderDesc,
  type DynamicRayCastVehicleController,
  HalfSpace,
  HeightFieldFlags,
  Heightfield,
  type RigidBody,
  RigidBodyDesc,
  World,
} from "@dimforge/rapier3d-compat";
import type { Car } from "../car.ts";

/** A car in a world of Rapier. Handles stay the same through every snapshot. */
export interface BuiltCar {
  readonly world: World;
  readonly chassis: number;
  /** The collider of the ground. */
  readonly ground: number;
  /** Obstacles, in their order. */
  readonly things: readonly { readonly body: number; readonly collider: number }[];
  /** The obstacle that a collider belongs to. */
  readonly thingOf: ReadonlyMap<number, number>;
}

const substeps = 2;
const friction = 0.3; // of metal on metal; bodies give way and do not spring back

export function buildCar(car: Car): BuiltCar {
  const world = new World({ x: 0, y: 0, z: -car.gravity });
  world.timestep = car.timestep;
  world.numSolverIterations = substeps;
  const ground = world.createCollider(groundOf(car));
  const [a, b, c] = car.half;
  const third = car.mass / 3;
  const chassis = world.createRigidBody(
    RigidBodyDesc.dynamic()
      .setCanSleep(false)
      .setAdditionalMassProperties(
        car.mass,
        { x: 0, y: 0, z: 0 },
        { x: third * (b * b + c * c), y: third * (a * a + c * c), z: third * (a * a + b * b) }, // of the box
        { w: 1, x: 0, y: 0, z: 0 },
      ),
  );
  const hull = ColliderDesc.cuboid(a, b, c)
    .setTranslation(0, 0, car.raised)
    .setDensity(0)
    .setFriction(friction)
    .setRestitution(0)
    .setActiveEvents(ActiveEvents.COLLISION_EVENTS);
  world.createCollider(hull, chassis);
  const things = Array.from({ length: car.obstacles }, () => {
    const body = world.createRigidBody(RigidBodyDesc.kinematicVelocityBased().setEnabled(false));
    const shape = ColliderDesc.cuboid(1, 1, 1).setFriction(friction).setRestitution(0);
    return { body: body.handle, collider: world.createCollider(shape, body).handle };
  });
  const thingOf = new Map(things.map(({ collider }, i) => [collider, i]));
  return { world, chassis: chassis.handle, ground: ground.handle, things, thingOf };
}

function groundOf({ patch }: Car): ColliderDesc {
  if (!patch) return new ColliderDesc(new HalfSpace({ x: 0, y: 0, z: 1 }));
  const parts = patch.across - 1;
  const side = parts * patch.spacing;
  const level = new Float32Array(patch.across ** 2);
  const scale = { x: side, y: 1, z: side };
  return new ColliderDesc(new Heightfield(parts, parts, level, scale, HeightFieldFlags.FIX_INTERNAL_EDGES)).setRotation(
    { w: Math.SQRT1_2, x: Math.SQRT1_2, y: 0, z: 0 },
  ); // it rises along y, ours along z
}

/** Mounts wheels on a body. Between steps they remember nothing but their controls, which every step sets. */
export function mountWheels(world: World, body: RigidBody, car: Car): DynamicRayCastVehicleController {
  const wheels = world.createVehicleController(body);
  wheels.indexUpAxis = 2;
  wheels.setIndexForwardAxis = 0;
  const { length, travel, stiffness, compression, relaxation, most } = car.spring;
  for (const [i, [x, y, z]] of car.springs.entries()) {
    // with an axle along -y, a positive force drives along x
    wheels.addWheel({ x, y, z }, { x: 0, y: 0, z: -1 }, { x: 0, y: -1, z: 0 }, length, car.radius);
    wheels.setWheelMaxSuspensionTravel(i, travel);
    wheels.setWheelSuspensionStiffness(i, stiffness);
    wheels.setWheelSuspensionCompression(i, compression);
    wheels.setWheelSuspensionRelaxation(i, relaxation);
    wheels.setWheelMaxSuspensionForce(i, most);
    wheels.setWheelFrictionSlip(i, car.grip);
  }
  return wheels;
}
