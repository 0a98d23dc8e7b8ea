import { assert } from "../core/index.ts";
import type { Body, Joint } from "./body.ts";

/** The indices of a body's parts in the arrays of a simulation. */
export interface Layout {
  readonly positions: number;
  readonly speeds: number;
  /** The index of a joint's first position and first speed. */
  readonly joints: { readonly [name: string]: { readonly position: number; readonly speed: number } };
  /** Row of a link. */
  readonly links: { readonly [name: string]: number };
}

const positionsOf = ({ kind }: Joint) => (kind === "free" ? 7 : 1);
const speedsOf = ({ kind }: Joint) => (kind === "free" ? 6 : 1);

export function layoutOf(body: Body): Layout {
  let [positions, speeds] = [0, 0];
  const joints: { [name: string]: { position: number; speed: number } } = {};
  for (const joint of body.links.flatMap((link) => link.joints)) {
    assert(!(joint.name in joints), `${body.name}: two joints named ${joint.name}`);
    joints[joint.name] = { position: positions, speed: speeds };
    positions += positionsOf(joint);
    speeds += speedsOf(joint);
  }
  const links: { [name: string]: number } = { world: 0 };
  body.links.forEach(({ name, parent }, i) => {
    assert(!(name in links), `${body.name}: two links named ${name}`);
    assert(parent === undefined || parent in links, `${body.name}: ${name} comes before its parent ${parent}`);
    links[name] = i + 1;
  });
  return { positions, speeds, joints, links };
}
