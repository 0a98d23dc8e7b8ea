import type { EventQueue, TempContactForceEvent, World } from "@dimforge/rapier3d-compat";
import type { Built, BuiltCollider } from "./build.ts";
import type { Motion } from "./kinematics.ts";
import { rotateInto } from "./rotation.ts";

type RawContactPair = NonNullable<ReturnType<World["narrowPhase"]["raw"]["contact_pair"]>>;

/** The points where links were pressed in the last step; a contact gives one point for either side. */
export interface ContactPoints {
  count: number;
  /** Rows of links. */
  readonly rows: Int32Array;
  /** `[count, 3]` in the world [m]. */
  readonly points: Float64Array;
  /** `[count, 3]`: force on the link, along the contact's normal [N]. */
  readonly pressures: Float64Array;
  /** @param events of the last step; needed for height fields */
  read(world: World, motion: Motion, events: EventQueue | undefined): void;
}

const room = 512; // more points than any of our bodies has; further ones are dropped

export function contactPointsOf({ colliders, world: { timestep } }: Built): ContactPoints {
  const rows = new Int32Array(room);
  const points = new Float64Array(room * 3);
  const pressures = new Float64Array(room * 3);
  const byHandle = new Map(colliders.map((collider) => [collider.handle, collider]));
  const ofLinks = colliders.filter(({ row, touches }) => row > 0 && touches.length > 0);
  const scratch = new Float32Array(3);
  const total = { x: 0, y: 0, z: 0 };
  const local: [number, number, number] = [0, 0, 0];
  const point = new Float64Array(3);
  // set during a reading, so that a reading allocates nothing
  const now: { world?: World; motion?: Motion; one?: BuiltCollider } = {};

  const found: ContactPoints = {
    count: 0,
    rows,
    points,
    pressures,
    read(world, motion, events) {
      found.count = 0;
      now.world = world;
      now.motion = motion;
      for (const one of ofLinks) {
        now.one = one;
        world.narrowPhase.raw.contact_pairs_with(one.handle, meet);
      }
      events?.drainContactForceEvents(meetField);
    },
  };
  return found;

  /** Of two links that touch, only the one that was built first is read. */
  function meet(handle: number): void {
    const other = byHandle.get(handle);
    const { world, motion, one } = now;
    if (!world || !motion || !one || !other || other.isField || (other.row > 0 && other.index < one.index)) return;
    const pair = world.narrowPhase.raw.contact_pair(one.handle, handle);
    if (!pair) return;
    const isFirst = pair.collider1() === one.handle;
    const sign = (isFirst ? -1 : 1) / timestep; // the normal looks from the first to the second
    for (let m = 0; m < pair.numContactManifolds(); m++) {
      const manifold = pair.contactManifold(m);
      if (!manifold) continue;
      manifold.normal(scratch);
      const x = sign * scratch[0];
      const y = sign * scratch[1];
      const z = sign * scratch[2];
      for (let k = 0; k < manifold.num_contacts(); k++) {
        const impulse = manifold.contact_impulse(k);
        if (!(impulse > 0)) continue;
        if (isFirst) manifold.contact_local_p1(k, scratch);
        else manifold.contact_local_p2(k, scratch);
        locate(one, motion);
        keep(one.row, impulse * x, impulse * y, impulse * z);
        if (other.row > 0) keep(other.row, -impulse * x, -impulse * y, -impulse * z);
      }
      manifold.free();
    }
    pair.free();
  }

  /** For contacts with a height field, Rapier only reports the sum of forces, as an event. */
  function meetField(event: TempContactForceEvent): void {
    const first = byHandle.get(event.collider1());
    const second = byHandle.get(event.collider2());
    const { world, motion } = now;
    if (!world || !motion || !first || !second || first.isField === second.isField) return;
    const one = first.isField ? second : first;
    const pair = world.narrowPhase.raw.contact_pair(one.handle, (first.isField ? first : second).handle);
    if (!pair) return;
    event.totalForce(total); // on the second
    const sign = first.isField ? 1 : -1;
    deepest(pair, pair.collider1() === one.handle);
    pair.free();
    locate(one, motion);
    keep(one.row, sign * total.x, sign * total.y, sign * total.z);
  }

  /** Writes to `scratch` the link's point that lies deepest in the other. */
  function deepest(pair: RawContactPair, isFirst: boolean): void {
    let least = Number.POSITIVE_INFINITY;
    for (let m = 0; m < pair.numContactManifolds(); m++) {
      const manifold = pair.contactManifold(m);
      if (!manifold) continue;
      for (let k = 0; k < manifold.num_contacts(); k++) {
        if (manifold.contact_dist(k) >= least) continue;
        least = manifold.contact_dist(k);
        if (isFirst) manifold.contact_local_p1(k, scratch);
        else manifold.contact_local_p2(k, scratch);
      }
      manifold.free();
    }
  }

  /** Writes to `point` the world position of `scratch`, which is in the collider's frame. */
  function locate({ part, at, turn }: BuiltCollider, motion: Motion): void {
    const w = turn[0];
    const a = turn[1];
    const b = turn[2];
    const c = turn[3];
    const d = 2 * (b * scratch[2] - c * scratch[1]);
    const e = 2 * (c * scratch[0] - a * scratch[2]);
    const f = 2 * (a * scratch[1] - b * scratch[0]);
    local[0] = at[0] + scratch[0] + w * d + b * f - c * e;
    local[1] = at[1] + scratch[1] + w * e + c * d - a * f;
    local[2] = at[2] + scratch[2] + w * f + a * e - b * d;
    rotateInto(motion.turns, part * 4, local, point, 0);
    for (let i = 0; i < 3; i++) point[i] += motion.places[part * 3 + i];
  }

  function keep(row: number, x: number, y: number, z: number): void {
    if (found.count === room) return;
    const at = found.count * 3;
    rows[found.count++] = row;
    points.set(point, at);
    pressures[at] = x;
    pressures[at + 1] = y;
    pressures[at + 2] = z;
  }
}
