import { type Body, degrees, type Link, type Motor, type Vector } from "../../../src/physics/index.ts";

/** The corner of each leg: signs of x and y. */
const corners = {
  frontLeft: [1, 1],
  frontRight: [-1, 1],
  backLeft: [-1, -1],
  backRight: [1, -1],
} as const;
type Leg = keyof typeof corners;

const along = ([x, y]: readonly [number, number], length: number): Vector => [x * length, y * length, 0];

function legOf(leg: Leg): Link[] {
  const corner = corners[leg];
  const outwards = leg === "frontLeft" || leg === "backRight"; // ankles of the others bend the other way round
  const bend: readonly [number, number] = outwards ? [30, 70] : [-70, -30];
  const limb = (length: number) => ({
    form: { kind: "limb", radius: 0.08, from: [0, 0, 0], to: along(corner, length) } as const,
  });
  return [
    { name: `${leg}Root`, parent: "torso", at: [0, 0, 0], joints: [], shapes: [limb(0.2)] },
    {
      name: `${leg}Hip`,
      parent: `${leg}Root`,
      at: along(corner, 0.2),
      joints: [
        {
          name: `${leg}Hip`,
          kind: "hinge",
          axis: [0, 0, 1],
          range: [degrees(-30), degrees(30)],
          damping: 1,
          armature: 1,
        },
      ],
      shapes: [limb(0.2)],
    },
    {
      name: `${leg}Foot`,
      parent: `${leg}Hip`,
      at: along(corner, 0.2),
      joints: [
        {
          name: `${leg}Ankle`,
          kind: "hinge",
          axis: [-corner[0] * corner[1], 1, 0],
          range: [degrees(bend[0]), degrees(bend[1])],
          damping: 1,
          armature: 1,
        },
      ],
      shapes: [limb(0.4)],
    },
  ];
}

const motorsOf = (leg: Leg): Motor[] => [
  { joint: `${leg}Hip`, gear: 150, range: [-1, 1] },
  { joint: `${leg}Ankle`, gear: 150, range: [-1, 1] },
];

/**
 * A ball with four legs of two joints each, free in space. Figures: Gymnasium's Ant-v5 (after Schulman et al. 2015).
 */
export const antBody: Body = {
  name: "ant",
  physics: { timestep: 0.01, integrator: "rk4", gravity: [0, 0, -9.81] },
  surface: { friction: [1, 0.5, 0.5], dimensions: 3, is: 1, looksFor: 0, margin: 0.01, density: 5 },
  ground: [{ name: "floor", form: { kind: "plane", half: 40 }, looksFor: 1 }],
  links: [
    {
      name: "torso",
      at: [0, 0, 0.75],
      joints: [{ name: "root", kind: "free" }],
      shapes: [{ form: { kind: "sphere", radius: 0.25 } }],
    },
    ...legOf("frontLeft"),
    ...legOf("frontRight"),
    ...legOf("backLeft"),
    ...legOf("backRight"),
  ],
  motors: [...motorsOf("backRight"), ...motorsOf("frontLeft"), ...motorsOf("frontRight"), ...motorsOf("backLeft")],
};
