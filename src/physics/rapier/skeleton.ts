import { assert } from "../../core/index.ts";
import type { Body, Joint, Link, Turn, Vector } from "../body.ts";
import { type Layout, layoutOf } from "../layout.ts";
import { joined, type Mass, massesOf, moved, scaled, without } from "./mass.ts";
import { noTurn, plus, product, rotated, unit, unitTurn } from "./rotation.ts";

/**
 * A body in the form that Rapier can simulate: moving parts, each with one impulse joint to its parent. Links without
 * joints belong to their parent's part. A link with several hinges follows carriers, one for each hinge but the last.
 */
export interface Skeleton {
  /** Parents before children; 0 is the world. */
  readonly parts: readonly Part[];
  /** By row; 0 is the world. */
  readonly links: readonly LinkPlace[];
  readonly coordinates: readonly Coordinate[];
  readonly layout: Layout;
}

export interface Part {
  readonly parent: number;
  /** Row of the first link of the tree that it belongs to; 0 for the world. */
  readonly tree: number;
  /** Its frame in the parent part's frame, in the pose of the description. */
  readonly at: Vector;
  readonly turn: Turn;
  /** First position and speed of a free joint. */
  readonly free?: { readonly position: number; readonly speed: number };
  readonly slides: readonly Coordinate[];
  /** Turns after the slides. */
  readonly hinge?: Coordinate;
  /** Where the hinge's axis passes through, in the part's frame. */
  readonly anchor: Vector;
  /** In the part's frame. */
  readonly mass: Mass;
}

/** One way in which a part moves. */
export interface Coordinate {
  readonly joint: Joint;
  readonly part: number;
  readonly position: number;
  readonly speed: number;
  /** Unit vector in the part's frame. */
  readonly axis: Vector;
  readonly reference: number;
}

export interface LinkPlace {
  readonly part: number;
  readonly tree: number;
  /** In the part's frame. */
  readonly at: Vector;
  readonly turn: Turn;
  /** In the link's frame. */
  readonly mass: Mass;
}

/**
 * A carrier's share of its link's mass. With less, anchors drift; with more, the link weighs on its parent. At this
 * share a humanoid's hips respond to a torque within a few percent of MuJoCo's.
 */
const carrierShare = 0.1;

const nothing: Mass = { mass: 0, centre: [0, 0, 0], inertia: [0, 0, 0, 0, 0, 0] };

export function skeletonOf(body: Body): Skeleton {
  const layout = layoutOf(body);
  const masses = massesOf(body);
  const world = { at: [0, 0, 0], turn: noTurn } as const;
  const parts: Part[] = [{ parent: 0, tree: 0, ...world, slides: [], anchor: [0, 0, 0], mass: nothing }];
  const links: LinkPlace[] = [{ part: 0, tree: 0, ...world, mass: nothing }];
  body.links.forEach((link, i) => {
    const parent = links[link.parent === undefined ? 0 : layout.links[link.parent]];
    const tree = parent.tree || i + 1;
    const at = plus(parent.at, rotated(parent.turn, link.at));
    const turn = product(parent.turn, unitTurn(link.turn ?? noTurn));
    if (link.joints.length === 0) {
      links.push({ part: parent.part, tree, at, turn, mass: masses[i] });
      return;
    }
    const stages = stagesOf(link);
    const shares = sharesOf(masses[i], link.joints[0].at ?? [0, 0, 0], stages.length - 1);
    stages.forEach((stage, k) => {
      const place = k === 0 ? { parent: parent.part, at, turn } : { parent: parts.length - 1, ...world };
      const mass = k === stages.length - 1 ? shares.own : shares.carrier;
      parts.push({ tree, mass, ...place, ...movesOf(stage, parts.length, layout) });
    });
    links.push({ part: parts.length - 1, tree, ...world, mass: masses[i] });
  });
  // a part without joints of its own is weighed together with the part that it is fixed to
  const whole = parts.map((part, p) => {
    const fixed = links.filter((link, row) => row > 0 && link.part === p && body.links[row - 1].joints.length === 0);
    return { ...part, mass: joined([part.mass, ...fixed.map(({ mass, at, turn }) => moved(mass, at, turn))]) };
  });
  const coordinates = whole.flatMap(({ slides, hinge }) => (hinge ? [...slides, hinge] : slides));
  return { parts: whole, links, coordinates, layout };
}

/**
 * Splits a link's mass into its own and its carriers', which sits where the hinges cross. The total mass, its centre and,
 * as far as possible, its inertia stay the same.
 */
function sharesOf(whole: Mass, at: Vector, carriers: number): { readonly own: Mass; readonly carrier: Mass } {
  if (carriers === 0) return { own: whole, carrier: nothing };
  const [xx, yy, zz] = whole.inertia;
  const moment = (carrierShare * (xx + yy + zz)) / 3;
  const carrier: Mass = { mass: carrierShare * whole.mass, centre: at, inertia: [moment, moment, moment, 0, 0, 0] };
  return { own: without(whole, scaled(carrier, carriers)), carrier };
}

/** A link's joints in groups that fit one impulse joint: slides and then a hinge, or free. */
function stagesOf({ name, joints }: Link): Joint[][] {
  const stages: Joint[][] = [];
  for (const joint of joints) {
    const last = stages.at(-1);
    assert(joint.kind !== "free" || joints.length === 1, `${name}: a free joint stands alone`);
    if (last && last.at(-1)?.kind === "slide") last.push(joint);
    else stages.push([joint]);
  }
  return stages;
}

function movesOf(stage: readonly Joint[], part: number, { joints }: Layout) {
  const [first] = stage;
  if (first.kind === "free") return { free: joints[first.name], slides: [], anchor: [0, 0, 0] as const };
  const coordinates = stage.map(
    (joint): Coordinate => ({
      joint,
      part,
      ...joints[joint.name],
      axis: unit(joint.axis ?? [0, 0, 1]),
      reference: joint.reference ?? 0,
    }),
  );
  const hinge = coordinates.find(({ joint }) => joint.kind === "hinge");
  return {
    slides: coordinates.filter(({ joint }) => joint.kind === "slide"),
    hinge,
    anchor: hinge?.joint.at ?? ([0, 0, 0] as const),
  };
}
