import {
  type AgentHost,
  arraysOf,
  batchOf,
  defineAgent,
  fail,
  flatten,
  listing,
  type Space,
  sizeOf,
} from "../src/core/index.ts";

import { followRoute } from "./driver/follow.ts";
import { crossings, followTrack, giveWay, overtake, roads } from "./driver/highway.ts";
import { size as sizeOfDrive, weights as sizeOfWeights } from "./driver/seen.ts";
import { roguelike } from "./roguelike/index.ts";

/** A rule written by hand for one row, and what it has to fit. */
interface Controller {
  /** Numbers of an observation. */
  readonly reads: number;
  /** Among how many options it chooses, or `"number"` for a box with one element. */
  readonly decides: number | "number";
  /** Returns the index of an option, or the number. */
  decide(observation: Float32Array): number;
}

/** A rule that decides several numbers. */
interface Steering {
  readonly reads: number;
  /** Numbers more that an observation may have, which it does not look at. */
  readonly ignores?: number;
  /** Elements of the box. */
  readonly writes: number;
  /** Writes a row of actions, which begins at `at`. */
  write(observation: Float32Array, out: Float32Array, at: number): void;
}

const clip = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value));

const controllers = {
  // for a cart with a pole: pushes after the falling pole, a little more so where that also leads back to the middle
  "catch-the-fall": {
    reads: 4,
    decides: 2,
    decide: ([x, speed, lean, turning]) => (0.1 * x + 0.2 * speed + lean + 0.3 * turning > 0 ? 1 : 0),
  },

  // for a pendulum: pumps energy until it has that of standing upright, then holds on (Astrom and Furuta 2000)
  "pump-and-hold": {
    reads: 3,
    decides: "number",
    decide([cos, sin, turning]) {
      if (cos > 0.85) return clip(-10 * Math.atan2(sin, cos) - 2.5 * turning, 2);
      const missing = 5 * (1 - cos) - (turning * turning) / 6; // [J]
      return clip(5 * missing * turning, 2);
    },
  },

  // for two links: kicks the outer one against the swing of the inner one
  "kick-against": { reads: 6, decides: 3, decide: (observation) => (observation[4] >= 0 ? 0 : 2) },

  // for a car in a valley: pushes the way it rolls
  "push-as-it-rolls": { reads: 2, decides: 3, decide: ([, speed]) => (speed >= 0 ? 2 : 0) },
  "press-as-it-rolls": { reads: 2, decides: "number", decide: ([, speed]) => (speed >= 0 ? 0.6 : -0.6) },
  // for a car in a town
  "follow-the-route": { reads: sizeOfDrive, ignores: sizeOfWeights, writes: 2, write: followRoute },

  // for cars among cars
  overtake: { reads: 25, decides: 5, decide: (observation) => overtake(observation, roads.highway) },
  "pass-the-ramp": { reads: 25, decides: 5, decide: (observation) => overtake(observation, roads.merge) },
  "give-way-in-a-circle": {
    reads: 25,
    decides: 5,
    decide: (observation) => giveWay(observation, crossings.roundabout),
  },
  "give-way": { reads: 105, decides: 3, decide: (observation) => giveWay(observation, crossings.intersection) },
  "follow-the-track": { reads: 288, decides: "number", decide: followTrack },
} as const satisfies { readonly [name: string]: Controller | Steering };

/** Those who remember what they saw: they make the policy themselves. */
const players = { "delve-and-fight": roguelike } as const;

export type ControllerName = keyof typeof controllers | keyof typeof players;

const names = [...Object.keys(controllers), ...Object.keys(players)] as ControllerName[];
const isPlayer = (name: ControllerName): name is keyof typeof players => Object.hasOwn(players, name);

/** Scripted: a controller written by hand, chosen by its name. */
export const scripted = defineAgent({
  id: "baseline/scripted-v1",
  summary: "A controller written by hand, such as one that pumps a pendulum up.",
  params: { controller: "none" as ControllerName | "none" },
  limits: { controller: ["none", ...names] },
  async create({ controller }, host) {
    const { observation, action } = host;
    if (controller === "none")
      fail("agent/unsupported", {
        given: `${host.env} for baseline/scripted-v1`,
        expected: `an env that it is known to play, or --set controller= one of ${listing(names)}`,
        fix: "baseline/random-v1 plays anything.",
      });
    if (isPlayer(controller)) return players[controller](host);
    const rule: Controller | Steering = controllers[controller];
    requireFit(controller, rule, host);
    const seen = new Float32Array(sizeOf(observation));
    const state = new Float32Array(0);
    return {
      stateSize: 0,
      async act({ rows, observations }) {
        const actions = batchOf(action, rows);
        const [decided] = arraysOf(actions);
        for (let row = 0; row < rows; row++) {
          flatten(observation, observations, row, seen);
          if ("decide" in rule) decided[row] = rule.decide(seen);
          else rule.write(seen, decided as Float32Array, row * rule.writes);
        }
        return { actions, state };
      },
    };
  },
});

const kindOf = (action: Space): number | "number" => {
  if (action.type === "choice") return action.names.length;
  return action.type === "box" && sizeOf(action) === 1 ? "number" : 0;
};

/** @throws `agent/unsupported` where the spaces are not those that the controller was written for */
function requireFit(name: string, rule: Controller | Steering, { env, observation, action }: AgentHost): void {
  const fits =
    "decide" in rule
      ? rule.decides === kindOf(action)
      : action.type === "box" && action.dtype === "float32" && sizeOf(action) === rule.writes;
  const more = sizeOf(observation) - rule.reads;
  if ((more === 0 || ("ignores" in rule && more === rule.ignores)) && fits) return;
  fail("agent/unsupported", {
    given: `${env} with observations of ${sizeOf(observation)} numbers and a ${action.type} of actions`,
    expected: `${rule.reads} numbers and ${inWords(rule)} for ${name}`,
  });
}

function inWords(rule: Controller | Steering): string {
  if ("write" in rule) return `a box of ${rule.writes} numbers`;
  return rule.decides === "number" ? "a box of one number" : `a choice of ${rule.decides}`;
}
