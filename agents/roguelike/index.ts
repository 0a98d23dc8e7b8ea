import { type AgentHost, batchOf, type Choice, fail, type Policy, type Space } from "../../src/core/index.ts";
import { compass, keysIn } from "./keys.ts";
import type { Habits } from "./mind.ts";
import { notesSize } from "./notes.ts";
import { player } from "./player.ts";
import { type Leaves, leafNames } from "./senses.ts";

const habits: Habits = { depthAtFirst: 2, depthPerLevel: 1, diveAfter: 3500, restBelow: 0.7, waitFor: 4 };

/**
 * Plays NetHack-like games by NLE's observations and the names of its actions: explores, fights what comes near, eats,
 * prays and goes down. All that it remembers is in the policy's state.
 * @throws `agent/unsupported` for other spaces
 */
export function roguelike({ env, observation, action }: AgentHost): Policy {
  if (!isReadable(observation) || !isPlayable(action))
    fail("agent/unsupported", {
      given: `${env}, whose observations or actions are not those of NLE`,
      expected: `observations with ${leafNames.join(", ")}, and actions such as ${compass[0]} and search`,
    });
  const decide = player(keysIn(action), habits);
  let state = new Float32Array(0);
  return {
    stateSize: notesSize,
    async act({ rows, observations, starts, state: before }) {
      const actions = batchOf(action, rows);
      if (state.length !== rows * notesSize) state = new Float32Array(rows * notesSize);
      state.set(before);
      for (let row = 0; row < rows; row++)
        actions[row] = decide(observations as unknown as Leaves, row, state, starts[row] === 1);
      return { actions, state };
    },
  };
}

const isReadable = (space: Space) =>
  space.type === "parts" && leafNames.every((name) => Object.hasOwn(space.fields, name));

const isPlayable = (space: Space): space is Choice =>
  space.type === "choice" && compass.every((name) => space.names.includes(name)) && space.names.includes("search");
