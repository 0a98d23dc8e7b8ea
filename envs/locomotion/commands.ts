import { angleOf, anyNumber, cosine, type Json, type Rng, sine } from "../../src/core/index.ts";
import { type Exercise, type FeatureRow, unfallen } from "./exercise.ts";
import { spreadForm, spreadOf } from "./spread.ts";

const margins = { speed: 1, heading: 1 }; // [m/s], [rad], at which closeness is 0.1

export const speedFeatures = {
  commandedSpeed: "m/s", // during the step
  speedError: "m/s", // size of the difference from the commanded motion
  tracking: "1", // closeness of speed, and of heading if one is commanded
} as const;
export const courseFeatures = {
  ...speedFeatures,
  commandedHeading: "rad", // from x, seen from above
} as const;

export const speedParams = {
  commandedSpeed: [0, 3] as Json, // [m/s], drawn evenly from this range
  standShare: 0.2, // share of commands to stand still
  commandEvery: [2, 5] as Json, // [s]
  fallenHeight: 0.7, // [m]
};
export const courseParams = { ...speedParams, commandedHeading: [-Math.PI, Math.PI] as Json }; // [rad]

const least = { speed: -100, heading: -100, every: 0.01 }; // [m/s], [rad], [s]

export const speedLimits = {
  commandedSpeed: spreadForm(least.speed),
  standShare: [0, 1],
  commandEvery: spreadForm(least.every),
  fallenHeight: anyNumber,
} as const;
export const courseLimits = { ...speedLimits, commandedHeading: spreadForm(least.heading) } as const;

export const speedLabels = ["commanded speed [m/s]"];
export const courseLabels = [...speedLabels, "cosine of heading error [1]", "sine of heading error [1]"];

interface CommandParams {
  readonly commandedSpeed: Json;
  readonly commandedHeading?: Json;
  readonly standShare: number;
  readonly commandEvery: Json;
  readonly fallenHeight: number;
}

const spreadsOf = ({ commandedSpeed, commandedHeading = 0, commandEvery }: CommandParams) => ({
  speed: spreadOf("commandedSpeed", commandedSpeed, least.speed),
  heading: spreadOf("commandedHeading", commandedHeading, least.heading),
  every: spreadOf("commandEvery", commandEvery, least.every),
});

/** @throws `params/invalid` */
export const validateCommands = (params: CommandParams): void => void spreadsOf(params);

/** The current command; a new one is drawn every few seconds. */
function commander(params: CommandParams, stepSeconds: number) {
  const { speed, heading, every } = spreadsOf(params);
  const memory = new Float64Array(3); // speed; heading; seconds left
  function draw(rng: Rng): void {
    memory[0] = rng.uniform() < params.standShare ? 0 : speed.draw(rng);
    memory[1] = heading.draw(rng);
    memory[2] = every.draw(rng);
  }
  return {
    memory,
    draw,
    /** Call it after the step under this command has been measured. */
    pass(rng: Rng): void {
      memory[2] -= stepSeconds;
      if (memory[2] <= 0) draw(rng);
    },
  };
}

const closeness = (error: number, margin: number) => 0.1 ** ((error / margin) ** 2);

type Row<Name extends string> = FeatureRow<Name | "forwardSpeed" | "height"> & { readonly observation: Float32Array };

/** Keeping a commanded speed along x. The observation ends with the command of the next step. */
export function keepingSpeed(
  params: CommandParams,
  stepSeconds: number,
  slot: Row<keyof typeof speedFeatures>,
): Exercise {
  const { observation, features, row } = slot;
  const { memory, draw, pass } = commander(params, stepSeconds);
  return {
    ...unfallen(params.fallenHeight, slot),
    memory,
    start: (_, rng) => draw(rng),
    measure(_, moved, rng) {
      const error = Math.abs(features.forwardSpeed[row] - memory[0]);
      features.commandedSpeed[row] = memory[0];
      features.speedError[row] = error;
      features.tracking[row] = closeness(error, margins.speed);
      if (moved) pass(rng);
    },
    observe(_, from) {
      observation[from] = memory[0];
    },
  };
}

/** Keeping a commanded speed along a commanded heading, and facing there. */
export function keepingCourse(
  params: CommandParams,
  stepSeconds: number,
  slot: Row<keyof typeof courseFeatures | "lateralSpeed" | "headingError">,
): Exercise {
  const { observation, features, row } = slot;
  const { memory, draw, pass } = commander(params, stepSeconds);
  let facing = 0; // [rad] from x, of the present measurement
  return {
    ...unfallen(params.fallenHeight, slot),
    memory,
    start: (_, rng) => draw(rng),
    measure(_, moved, rng) {
      const [speed, heading] = memory;
      facing = features.headingError[row];
      const turn = facing - heading;
      const error = Math.hypot(
        features.forwardSpeed[row] - speed * cosine(heading),
        features.lateralSpeed[row] - speed * sine(heading),
      );
      features.commandedSpeed[row] = speed;
      features.commandedHeading[row] = heading;
      features.speedError[row] = error;
      features.headingError[row] = angleOf(sine(turn), cosine(turn));
      features.tracking[row] = closeness(error, margins.speed) * closeness(features.headingError[row], margins.heading);
      if (moved) pass(rng);
    },
    observe(_, from) {
      observation[from] = memory[0];
      observation[from + 1] = cosine(facing - memory[1]);
      observation[from + 2] = sine(facing - memory[1]);
    },
  };
}
