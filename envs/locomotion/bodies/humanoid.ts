import {
  type Body,
  degrees,
  type Joint,
  type Link,
  type Motor,
  type Shape,
  type Vector,
} from "../../../src/physics/index.ts";

type Range = readonly [number, number]; // [degrees]

const hinge = (name: string, axis: Vector, range: Range, rest: Partial<Joint>): Joint => ({
  name,
  kind: "hinge",
  axis,
  range: [degrees(range[0]), degrees(range[1])],
  ...rest,
});

const limb = (radius: number, from: Vector, to: Vector): Shape => ({ form: { kind: "limb", radius, from, to } });
const across = (radius: number, half: number, x = 0, z = 0): Shape => limb(radius, [x, -half, z], [x, half, z]);
const ball = (radius: number, at: Vector): Shape => ({ at, form: { kind: "sphere", radius } });

const trunk = { stiffness: 10, damping: 5, armature: 0.02 };
const hip = { stiffness: 10, damping: 5, armature: 0.01 };
const knee = { damping: 1, armature: 0.006 };
const shoulder = { stiffness: 1, damping: 1 };

/** Positions that differ between the body standing and lying on its back, head towards -x. */
const postures = {
  standing: {
    torso: [0, 0, 1.4],
    head: [0, 0, 0.19],
    waist: [-0.01, -0.12], // x and z of the upper waist
    lowerWaist: [-0.01, 0, -0.26],
    pelvis: [0, 0, -0.165],
    thighDrop: -0.04,
    thigh: [0, -0.34], // x and z of its end
    shin: [0, -0.403],
    shinEnd: [0, 0, -0.3],
    foot: [0, 0, -0.45],
    leftHip: -110, // limit of the hip's swing [degrees]
  },
  lying: {
    torso: [0, 0, 0.105],
    head: [-0.15, 0, 0],
    waist: [0.11, 0],
    lowerWaist: [0.21, 0, 0],
    pelvis: [0.165, 0, 0],
    thighDrop: 0,
    thigh: [0.34, 0],
    shin: [0.403, 0],
    shinEnd: [0.3, 0, 0],
    foot: [0.35, 0, -0.1],
    leftHip: -120,
  },
} as const;
type Posture = (typeof postures)[keyof typeof postures];

function legOf(side: "right" | "left", posture: Posture): Link[] {
  const sign = side === "right" ? 1 : -1; // hips turn about axes that mirror each other
  return [
    {
      name: `${side}Thigh`,
      parent: "pelvis",
      at: [0, -0.1 * sign, posture.thighDrop],
      joints: [
        hinge(`${side}HipX`, [sign, 0, 0], [-25, 5], hip),
        hinge(`${side}HipZ`, [0, 0, sign], [-60, 35], hip),
        side === "right"
          ? hinge("rightHipY", [0, 1, 0], [-110, 20], { stiffness: 20, damping: 5, armature: 0.008 })
          : hinge("leftHipY", [0, 1, 0], [posture.leftHip, 20], { stiffness: 20, damping: 5, armature: 0.01 }),
      ],
      shapes: [limb(0.06, [0, 0, 0], [posture.thigh[0], 0.01 * sign, posture.thigh[1]])],
    },
    {
      name: `${side}Shin`,
      parent: `${side}Thigh`,
      at: [posture.shin[0], 0.01 * sign, posture.shin[1]],
      joints: [
        // only the left knee has a spring, as in the source
        hinge(`${side}Knee`, [0, -1, 0], [-160, -2], { at: [0, 0, 0.02], stiffness: side === "left" ? 1 : 0, ...knee }),
      ],
      shapes: [limb(0.049, [0, 0, 0], posture.shinEnd)],
    },
    { name: `${side}Foot`, parent: `${side}Shin`, at: posture.foot, joints: [], shapes: [ball(0.075, [0, 0, 0.1])] },
  ];
}

function armOf(side: "right" | "left"): Link[] {
  const sign = side === "right" ? 1 : -1;
  const range: Range = side === "right" ? [-85, 60] : [-60, 85];
  return [
    {
      name: `${side}UpperArm`,
      parent: "torso",
      at: [0, -0.17 * sign, 0.06],
      joints: [
        hinge(`${side}Shoulder1`, [2, sign, 1], range, { ...shoulder, armature: 0.0068 }),
        hinge(`${side}Shoulder2`, [0, -sign, 1], range, { ...shoulder, armature: 0.0051 }),
      ],
      shapes: [limb(0.04, [0, 0, 0], [0.16, -0.16 * sign, -0.16])],
    },
    {
      name: `${side}LowerArm`,
      parent: `${side}UpperArm`,
      at: [0.18, -0.18 * sign, -0.18],
      joints: [hinge(`${side}Elbow`, [0, -1, sign], [-90, 50], { damping: 1, armature: 0.0028 })],
      shapes: [
        limb(0.031, [0.01, 0.01 * sign, 0.01], [0.17, 0.17 * sign, 0.17]),
        ball(0.04, [0.18, 0.18 * sign, 0.18]),
      ],
    },
  ];
}

const gears = {
  abdomenY: 100,
  abdomenZ: 100,
  abdomenX: 100,
  rightHipX: 100,
  rightHipZ: 100,
  rightHipY: 300,
  rightKnee: 200,
  leftHipX: 100,
  leftHipZ: 100,
  leftHipY: 300,
  leftKnee: 200,
  rightShoulder1: 25,
  rightShoulder2: 25,
  rightElbow: 25,
  leftShoulder1: 25,
  leftShoulder2: 25,
  leftElbow: 25,
} as const;

const bodyIn = (name: string, posture: Posture): Body => ({
  name,
  physics: { timestep: 0.003, integrator: "rk4", solver: "pgs", iterations: 50, gravity: [0, 0, -9.81] },
  surface: { friction: [1, 0.005, 0.0001], dimensions: 1, is: 1, looksFor: 1, margin: 0.001 },
  ground: [{ name: "floor", form: { kind: "plane", half: 20 }, friction: [1, 0.1, 0.1], dimensions: 3 }],
  links: [
    {
      name: "torso",
      at: posture.torso,
      joints: [{ name: "root", kind: "free" }],
      shapes: [across(0.07, 0.07), ball(0.09, posture.head), across(0.06, 0.06, ...posture.waist)],
    },
    {
      name: "lowerWaist",
      parent: "torso",
      at: posture.lowerWaist,
      turn: [1, 0, -0.002, 0],
      joints: [
        hinge("abdomenZ", [0, 0, 1], [-45, 45], { at: [0, 0, 0.065], ...trunk, stiffness: 20 }),
        hinge("abdomenY", [0, 1, 0], [-75, 30], { at: [0, 0, 0.065], ...trunk }),
      ],
      shapes: [across(0.06, 0.06)],
    },
    {
      name: "pelvis",
      parent: "lowerWaist",
      at: posture.pelvis,
      turn: [1, 0, -0.002, 0],
      joints: [hinge("abdomenX", [1, 0, 0], [-35, 35], { at: [0, 0, 0.1], ...trunk })],
      shapes: [across(0.09, 0.07, -0.02)],
    },
    ...legOf("right", posture),
    ...legOf("left", posture),
    ...armOf("right"),
    ...armOf("left"),
  ],
  motors: Object.entries(gears).map(([joint, gear]): Motor => ({ joint, gear, range: [-0.4, 0.4] })),
});

/**
 * A person of 13 links and 17 hinges, free in space.
 * Figures: Gymnasium's Humanoid-v5 (after Tassa, Erez and Todorov 2012).
 */
export const humanoidBody: Body = bodyIn("humanoid", postures.standing);

/** The same person, lying on the back. Figures: Gymnasium's HumanoidStandup-v5. */
export const lyingHumanoidBody: Body = bodyIn("humanoid-lying", postures.lying);
