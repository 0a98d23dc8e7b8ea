import { bridge } from "../approximate.ts";
import { findConflicts } from "../conflicts.ts";
import { beside, curve } from "../curve.ts";
import type { Lane, Pose } from "../map.ts";
import { type Arm, arrivingArm, crossingOf, leadingArm, stopLinesOf } from "./arms.ts";
import { type Block, joined, lane, lanesOf, laneWidth, middleOf, type Site, straightRoad } from "./block.ts";

const approach = 25; // [m]
const mouthBeyond = 14; // [m] from the ring's outer edge to where roads end
const opening = 0.56; // [rad] along the ring, from a road's middle to where its lanes join and leave
const ringLimit = 8.33; // [m/s]

/** A roundabout: a ring that goes round to the left, with as many lanes as the road, and two or three roads besides. */
export function roundabout({ name, socket, rng }: Site): Block {
  const { pose, out, limit } = socket;
  const count = out.length;
  const inner = rng.uniform(14, 20); // [m]
  const reach = inner + count * laneWidth + mouthBeyond;
  const before = straightRoad(`${name}/south`, pose, approach, count, limit);
  const middle = beside(before.end, reach, 0);
  const turns =
    rng.integer(2) === 0
      ? [-1, 0, 1]
      : [
          [-1, 0],
          [0, 1],
          [-1, 1],
        ][rng.integer(3)];
  const leading = turns.map((turn) => {
    const mouth = beside({ ...middle, heading: middle.heading + (turn * Math.PI) / 2 }, reach, 0);
    return leadingArm(`${name}/${["east", "north", "west"][turn + 1]}`, mouth, approach, count, limit);
  });
  const arms = [arrivingArm(`${name}/south`, before, limit), ...leading.map(({ arm }) => arm)];
  const { lanes: inside, links, priorities } = ring(name, arms, middle, inner, count);
  return {
    lanes: [...lanesOf(before, ...leading.map(({ road }) => road)), ...inside],
    links: [...joined(socket, before), ...links],
    junctions: [
      {
        id: `${name}/roundabout`,
        kind: "roundabout",
        lanes: inside.map(({ id }) => id),
        conflicts: findConflicts(inside, ({ id }) => priorities.get(id)!).filter(
          ({ lanes: [a, b] }) => !areInTurn(links, a, b),
        ),
      },
    ],
    stopLines: arms.flatMap((arm) => stopLinesOf(arm, "yield", undefined, lengthOf)),
    crossings: arms.map((arm) => crossingOf(arm, lengthOf)),
    sockets: leading.map(({ socket }) => socket),
  };
}

type Links = readonly (readonly [string, string])[];
const areInTurn = (links: Links, a: string, b: string) =>
  links.some(([from, to]) => (from === a && to === b) || (from === b && to === a));

const lengthOf = ({ start, pieces }: Lane) => curve(start, pieces).length;

function ring(name: string, arms: readonly Arm[], middle: Pose, inner: number, count: number) {
  const angles = arms.map(({ mouth }, i) => (i === 0 ? mouth.heading : mouth.heading + 2 * Math.PI)); // the first looks back
  const order = arms.map((arm, i) => ({ arm, angle: angles[i] })).sort((a, b) => a.angle - b.angle);
  const lanes: Lane[] = [];
  const links: [string, string][] = [];
  const priorities = new Map<string, number>();
  const add = (built: Lane, priority: number, ...after: readonly string[]) => {
    lanes.push(built);
    priorities.set(built.id, priority);
    for (const id of after) links.push([built.id, id]);
  };
  for (let i = 0; i < count; i++) {
    const radius = inner + middleOf(i);
    const at = (angle: number): Pose => {
      const { x, y } = beside({ ...middle, heading: angle }, radius, 0);
      return { x, y, heading: angle + Math.PI / 2 };
    };
    const arc = (part: string, from: number, to: number): Lane => ({
      ...lane(
        `${name}/${part}${i}`,
        { start: at(from), pieces: [{ kind: "arc", length: radius * (to - from), curvature: 1 / radius }] },
        ringLimit,
      ),
      ...(i > 0 && { left: `${name}/${part}${i - 1}` }),
      ...(i < count - 1 && { right: `${name}/${part}${i + 1}` }),
    });
    for (const [k, { arm, angle }] of order.entries()) {
      const after = order[(k + 1) % order.length];
      const end = after.angle + (k + 1 === order.length ? 2 * Math.PI : 0);
      const exit = `${name}/exit-${short(after.arm)}${i}`;
      const [past, on] = [`past-${short(arm)}`, `on-${short(arm)}`];
      add(arc(past, angle - opening, angle + opening), 2, `${name}/${on}${i}`);
      add(arc(on, angle + opening, end - opening), 2, `${name}/past-${short(after.arm)}${i}`, exit);
      const [entering, leaving] = [arm.entering[i], arm.leaving[i]];
      const mouth = curve(entering.start, entering.pieces).end;
      const entry = `${name}/entry-${short(arm)}${i}`;
      links.push([entering.id, entry]);
      add(
        lane(entry, { start: mouth, pieces: [bridge(mouth, at(angle + opening))] }, ringLimit),
        0,
        `${name}/${on}${i}`,
      );
      const off = at(angle - opening);
      add(
        lane(`${name}/exit-${short(arm)}${i}`, { start: off, pieces: [bridge(off, leaving.start)] }, ringLimit),
        1,
        leaving.id,
      );
    }
  }
  return { lanes, links, priorities };
}

const short = ({ name }: Arm) => name.slice(name.lastIndexOf("/") + 1)[0];
