import { assert } from "../core/index.ts";
import type { Body, Form, Impedance, Joint, Link, Motor, Physics, Shape, Surface } from "./body.ts";

import { groundName, type Pair, pairsOf, shapeName } from "./pairs.ts";

type Attribute = string | number | readonly number[] | undefined;

/** An element of MJCF. Numbers are written so that reading them gives the same bits. */
function element(tag: string, attributes: { readonly [name: string]: Attribute }, children: readonly string[] = []) {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === "object" ? value.join(" ") : value}"`)
    .join("");
  return children.length ? `<${tag}${written}>${children.join("")}</${tag}>` : `<${tag}${written}/>`;
}

const memory = 512 * 1024; // a simulation's memory for contacts [bytes]
const written = new WeakMap<Body, string>();

/** A body as MuJoCo's model file (format: MuJoCo's XML reference, 3.14). */
export function mjcfOf(body: Body): string {
  const text = written.get(body) ?? write(body);
  written.set(body, text);
  return text;
}

function write(body: Body): string {
  const pairs = pairsOf(body);
  const geom: Geom = (shape, name) => geomOf(shape, body.surface, name, pairs !== undefined);
  const fields = [...body.ground, ...body.links.flatMap(({ shapes }) => shapes)].filter(isField);
  return element("mujoco", { model: body.name }, [
    element("compiler", {
      angle: "radian",
      autolimits: "true",
      inertiafromgeom: "true",
      settotalmass: body.totalMass,
    }),
    element("size", { memory }),
    // a body is one island or a few, and its links have few shapes: searching for more would take
    // time in every step and change nothing
    element("option", optionsOf(body.physics), [element("flag", { island: "disable", midphase: "disable" })]),
    element("asset", {}, fields.map(fieldOf)),
    element("worldbody", {}, [
      ...body.ground.map((shape, i) => geom(shape, shapeName(groundName, i, shape))),
      ...childrenOf(body, undefined, geom),
    ]),
    element("contact", {}, pairs?.map(pairOf)),
    element("actuator", {}, body.motors.map(motorOf)),
  ]);
}

const optionsOf = ({ timestep, integrator, solver = "newton", iterations, gravity, medium }: Physics) => ({
  timestep,
  integrator: integrator === "rk4" ? "RK4" : "Euler",
  solver: solver === "pgs" ? "PGS" : "Newton",
  iterations,
  gravity,
  density: medium?.density,
  viscosity: medium?.viscosity,
});

type Geom = (shape: Shape, name: string) => string;

const childrenOf = (body: Body, parent: string | undefined, geom: Geom): string[] =>
  body.links.filter((link) => link.parent === parent).map((link) => linkOf(body, link, geom));

const linkOf = (body: Body, { name, at, turn, joints, shapes }: Link, geom: Geom): string =>
  element("body", { name, pos: at, quat: turn }, [
    ...joints.map((joint) => jointOf(joint, body.physics.limitImpedance)),
    ...shapes.map((shape, i) => geom(shape, shapeName(name, i, shape))),
    ...childrenOf(body, name, geom),
  ]);

function jointOf(joint: Joint, limitImpedance: Impedance | undefined): string {
  const { name, kind, axis, at, range, reference, damping, armature, stiffness, margin } = joint;
  return element("joint", {
    name,
    type: kind,
    axis: kind === "free" ? undefined : axis,
    pos: at,
    range,
    ref: reference,
    damping,
    armature,
    stiffness,
    margin,
    solimplimit: limitImpedance,
  });
}

/** @param isPaired whether contacts are listed as pairs */
function geomOf(shape: Shape, surface: Surface, name: string, isPaired: boolean): string {
  const { friction, dimensions, is, looksFor, margin, impedance, density } = { ...surface, ...shape };
  return element("geom", {
    name,
    ...formOf(shape),
    pos: shape.at,
    quat: shape.turn,
    friction,
    condim: dimensions,
    contype: isPaired ? 0 : is,
    conaffinity: isPaired ? 0 : looksFor,
    margin,
    solimp: impedance,
    density,
  });
}

const pairOf = ({ shapes, friction: [slide, spin, roll], dimensions, margin, impedance }: Pair): string =>
  element("pair", {
    geom1: shapes[0],
    geom2: shapes[1],
    friction: [slide, slide, spin, roll, roll],
    condim: dimensions,
    margin,
    solimp: impedance,
  });

function formOf({ form, name }: Shape): { readonly [name: string]: Attribute } {
  switch (form.kind) {
    case "sphere":
      return { type: "sphere", size: [form.radius] };
    case "limb":
      return { type: "capsule", size: [form.radius], fromto: [...form.from, ...form.to] };
    case "capsule":
    case "cylinder":
      return { type: form.kind, size: [form.radius, form.halfLength] };
    case "box":
      return { type: "box", size: form.half };
    case "plane":
      return { type: "plane", size: [form.half, form.half, 1] };
    case "heights":
      return { type: "hfield", hfield: name };
  }
}

const isField = (shape: Shape): shape is Shape & { form: Extract<Form, { kind: "heights" }> } =>
  shape.form.kind === "heights";

/** MuJoCo rescales a field's data to [0, 1] and reads its rows from the largest y down. */
function fieldOf({ name, form }: Shape & { form: Extract<Form, { kind: "heights" }> }): string {
  const { rows, columns, heights } = form;
  const highest = heights.reduce((most, height) => Math.max(most, height), 1e-6);
  assert(heights.every((height) => height >= 0) && heights.includes(0), `the lowest of ${name} is at 0`);
  const downwards = Array.from({ length: rows }, (_, i) =>
    heights.slice((rows - 1 - i) * columns, (rows - i) * columns),
  );
  return element("hfield", {
    name,
    nrow: rows,
    ncol: columns,
    size: [...form.half, highest, 1],
    elevation: downwards.flat().map((height) => height / highest),
  });
}

const motorOf = ({ joint, gear, range }: Motor): string =>
  element("motor", { joint, gear: [gear], ctrlrange: range, ctrllimited: "true" });
