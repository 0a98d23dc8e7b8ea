import { findConflicts } from "../conflicts.ts";
import { beside, curve, poseOn, wrapped } from "../curve.ts";
import type { Lane, Light, StopKind } from "../map.ts";
import { type Arm, arrivingArm, crossingOf, leadingArm, stopLinesOf } from "./arms.ts";
import { type Block, joined, lane, lanesOf, laneWidth, type Site, straightRoad } from "./block.ts";
import { connect } from "./connect.ts";

const approach = 30; // [m]
const corner = 9; // [m] from the kerbs' corner to the junction's edge
const turning = 8.33; // [m/s]

/** A junction of four roads. */
export const fourWay = (site: Site): Block => crossroads(site, [-1, 0, 1]);

/** A junction of three roads: it is reached from the side, or one of the others leads off to a side. */
export const threeWay = (site: Site): Block =>
  crossroads(
    site,
    [
      [-1, 1],
      [-1, 0],
      [0, 1],
    ][site.rng.integer(3)],
  );

/** @param turns the roads that lead on: -1 to the right, 0 straight on, 1 to the left */
function crossroads({ name, socket, rng }: Site, turns: readonly number[]): Block {
  const { pose, out, limit } = socket;
  const counts = turns.map((turn) => (turn === 0 ? out.length : 1 + rng.integer(Math.min(2, out.length + 1))));
  const reach = laneWidth * Math.max(out.length, ...counts) + corner;
  const before = straightRoad(`${name}/south`, pose, approach, out.length, limit);
  const middle = beside(before.end, reach, 0);
  const leading = turns.map((turn, i) => {
    const mouth = beside({ ...middle, heading: middle.heading + (turn * Math.PI) / 2 }, reach, 0);
    return leadingArm(`${name}/${["east", "north", "west"][turn + 1]}`, mouth, approach, counts[i], limit);
  });
  const arms = [arrivingArm(`${name}/south`, before, limit), ...leading.map(({ arm }) => arm)];
  const main = mainRoad(arms, rng.integer(2) === 0);
  const isMain = (arm: Arm) => main.includes(arm);
  const sign = (["light", "light", "stop", "yield"] as const)[rng.integer(4)];
  const { lanes: inside, links, priorities } = movements(name, arms, (arm) => sign === "light" || isMain(arm));
  const lights = sign === "light" ? lightsOf(arms, isMain, 12 + rng.integer(9), rng.integer(40)) : [];
  return {
    lanes: [...lanesOf(before, ...leading.map(({ road }) => road)), ...inside],
    links: [...joined(socket, before), ...links],
    junctions: [
      {
        id: `${name}/junction`,
        kind: "crossing",
        lanes: inside.map(({ id }) => id),
        conflicts: findConflicts(inside, ({ id }) => priorities.get(id)!),
      },
    ],
    lights,
    stopLines: arms.flatMap((arm) => {
      const kind: StopKind | undefined = sign === "light" || !isMain(arm) ? sign : undefined;
      return kind ? stopLinesOf(arm, kind, lights.find(({ id }) => id === lightOf(arm))?.id, lengthOf) : [];
    }),
    crossings: arms.map((arm) => crossingOf(arm, lengthOf)),
    sockets: leading.map(({ socket }) => socket),
  };
}

const lengthOf = ({ start, pieces }: Lane) => curve(start, pieces).length;

/** Where an arm leads to from another: about 0 straight on, positive to the left [rad]. */
const turnTo = (from: Arm, to: Arm) => wrapped(to.mouth.heading - from.mouth.heading - Math.PI);

/** The two arms that are one road: the only such pair, or of two pairs the first or the second. */
function mainRoad(arms: readonly Arm[], isFirst: boolean): readonly Arm[] {
  const through = arms.filter((arm) => arms.some((other) => isOpposite(arm, other)));
  if (through.length <= 2) return through;
  return through.filter((arm) => (arm === arms[0] || isOpposite(arm, arms[0])) === isFirst);
}

const isOpposite = (a: Arm, b: Arm) => a !== b && Math.abs(turnTo(a, b)) < 0.5;

/** The lanes inside: the innermost turns left, the outermost right, and all go straight on where there is a road. */
function movements(name: string, arms: readonly Arm[], goesFirst: (arm: Arm) => boolean) {
  const lanes: Lane[] = [];
  const links: [string, string][] = [];
  const priorities = new Map<string, number>();
  for (const from of arms) {
    const others = arms.filter((arm) => arm !== from);
    const ahead = others.find((arm) => isOpposite(from, arm));
    const aside = (sign: number) => others.find((arm) => arm !== ahead && Math.sign(turnTo(from, arm)) === sign);
    const count = from.entering.length;
    for (const [i, entering] of from.entering.entries()) {
      const add = (to: Arm | undefined, exit: number, rank: number) => {
        if (!to) return;
        const leaving = to.leaving[exit];
        const id = `${name}/${short(from)}${i}-${short(to)}${exit}`;
        const start = poseOn(curve(entering.start, entering.pieces), lengthOf(entering));
        const limit = ahead === to ? from.limit : Math.min(from.limit, turning);
        lanes.push(lane(id, { start, pieces: connect(start, leaving.start) }, limit));
        links.push([entering.id, id], [id, leaving.id]);
        priorities.set(id, rank + (goesFirst(from) ? 2 : 0));
      };
      const [left, right] = [aside(1), aside(-1)];
      const turnsLeft = ahead || !right ? i === 0 : i < count / 2;
      const turnsRight = ahead || !left ? i === count - 1 : i >= Math.floor(count / 2);
      if (ahead) add(ahead, Math.min(i, ahead.leaving.length - 1), 1);
      if (turnsLeft) add(left, 0, 0);
      if (turnsRight) add(right, (right?.leaving.length ?? 1) - 1, 1);
    }
  }
  return { lanes, links, priorities };
}

const short = ({ name }: Arm) => name.slice(name.lastIndexOf("/") + 1)[0];
const lightOf = ({ name }: Arm) => `${name}/light`;
const yellow = 3; // [s]
const allRed = 2; // [s]

/** Lights of the main road and of the others in turn. */
function lightsOf(arms: readonly Arm[], isMain: (arm: Arm) => boolean, green: number, offset: number): Light[] {
  const rest = green + yellow + allRed; // [s] that the others take
  return arms.map((arm) => ({
    id: lightOf(arm),
    offset,
    phases: isMain(arm)
      ? [
          { colour: "green", seconds: green },
          { colour: "yellow", seconds: yellow },
          { colour: "red", seconds: allRed + rest },
        ]
      : [
          { colour: "red", seconds: rest },
          { colour: "green", seconds: green },
          { colour: "yellow", seconds: yellow },
          { colour: "red", seconds: allRed },
        ],
  }));
}
