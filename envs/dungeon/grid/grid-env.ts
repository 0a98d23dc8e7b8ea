import {
  type Choice,
  type Codes,
  choice,
  codes,
  defineEnv,
  fail,
  generator,
  type Id,
  type Limits,
  type Params,
  parts,
  type Rng,
  snapshot,
  type Text,
  text,
} from "../../../src/core/index.ts";
import { levelLimits, levelParams, startPools } from "../starts.ts";
import { act, actions, nothing } from "./act.ts";
import {
  carried,
  clear,
  createBoard,
  discovered,
  facing,
  failed,
  limit,
  outcome,
  place,
  playing,
  progress,
  steps,
  succeeded,
} from "./board.ts";
import { directions, goal as goalCode, lava, objects } from "./codes.ts";
import { distanceToGo } from "./distance.ts";
import { count, events, features } from "./measures.ts";
import { missionForms, vocabulary, writeText, writeWords } from "./mission.ts";
import { paint } from "./paint.ts";
import { sentence } from "./sentence.ts";
import type { GridTask } from "./task.ts";
import { looker, viewSizes, writeWhole } from "./view.ts";

/** What people press. */
const keys = { ArrowLeft: 0, ArrowRight: 1, ArrowUp: 2, p: 3, d: 4, " ": 5, Enter: 6 };

const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** The longest time limit of any task [steps]; each episode has its own. */
const maxSteps = 20_000;
const mostDraws = 10_000;

const observed = ["view", "whole"] as const;
const ownParams = { observe: "view" as (typeof observed)[number], view: 7, ...levelParams };

/**
 * Makes an environment of a task. What all of them share:
 *
 * The agent sees `view` x `view` cells before it, or with `observe: "whole"` all of the grid, as MiniGrid's indices of
 * object, colour and state (`image`), and which way it faces (`direction`). With `mission: "text"` it reads the
 * instruction, with `"words"` the numbers of its words. `levels` says how many different levels there are; 0 is no end of
 * them. An episode ends when the task is solved, when it can no longer be,
 * or, truncated, after as many steps as MiniGrid gives.
 */
export function defineGrid<const I extends Id, P extends Params>(task: Omit<GridTask<P>, "id"> & { readonly id: I }) {
  const { varies, letters, words } = task.mission;
  type All = P & typeof ownParams & { readonly mission: (typeof missionForms)[number] };
  const params: All = { ...task.params, ...ownParams, mission: varies ? "text" : "none" };
  const verbs = actions.slice(0, task.actions ?? actions.length);
  const [inText, inWords] = [text(letters), codes({ dtype: "uint8", shape: [words], count: vocabulary.length + 1 })];
  const startsFor = startPools();
  const definition = defineEnv({
    id: task.id,
    goal: task.goal,
    observation: (settled: Params) => {
      const { observe, view, mission } = settled as All;
      const { width, height } = task.size(settled as All);
      const image = codes({
        dtype: "uint8",
        shape: observe === "view" ? [view, view, 3] : [width, height, 3],
        count: objects.length,
      });
      const shown: { image: Codes<"uint8">; direction: Choice; mission?: Text | Codes<"uint8"> } = {
        image,
        direction: choice(...directions),
      };
      if (mission !== "none") shown.mission = mission === "text" ? inText : inWords;
      return parts(shown as { image: Codes<"uint8">; direction: Choice; mission: Text });
    },
    action: choice(...verbs),
    features,
    events,
    params: params as Params,
    limits: {
      ...task.limits,
      observe: observed,
      view: { whole: [3, 9] },
      ...levelLimits,
      mission: missionForms,
    } as Limits<Params>,
    maxSteps,
    stepSeconds: 0,
    validate(settled) {
      const { view, observe } = settled as All;
      if (!viewSizes.includes(view as 7))
        fail("params/invalid", {
          given: `view = ${view} for ${task.id}`,
          expected: `${viewSizes.join(", ")}: the agent stands in the middle of a row`,
        });
      if (observe === "whole" && view !== ownParams.view)
        fail("params/invalid", {
          given: `view = ${view} with observe = "whole" for ${task.id}`,
          expected: "a view only where one is observed",
        });
      task.validate?.(settled as All);
    },
    score: ({ features: { success, elapsed } }) => (success.last === 1 ? 1 - 0.9 * elapsed.last : 0),
    yardsticks: { success: ({ features: { success } }) => success.last },
    keys: Object.fromEntries(Object.entries(keys).filter(([, action]) => action < verbs.length)),
    cameras: ["whole", "view"],
    create(settled, { action, observation, features, events, row }) {
      const { observe, view, mission, levels } = settled as All;
      const { width, height } = task.size(settled as All);
      const drawn = levels > 0 ? startsFor(settled) : [];
      const board = createBoard(width, height, view - 1);
      const { facts, bytes } = board;
      const level = task.plan(settled as All, board);
      const { image, direction } = observation;
      const isWhole = observe === "whole";
      const seen = new Uint8Array(view * view * 3);
      const shown = isWhole ? new Uint8Array(image.length) : seen;
      const look = looker(board, view, task.seesThroughWalls ?? false);
      const instruction = new Uint8Array(mission === "none" ? 0 : observation.mission.length);
      const saved = snapshot(bytes);
      let random: Rng;
      const instruct = mission === "words" ? writeWords : writeText;
      const learnTask = () => {
        if (mission !== "none") instruct(level.mission(), instruction);
      };
      let isStale = true; // what is shown may differ from the board
      const show = () => {
        if (isStale) {
          look(seen);
          if (isWhole) writeWhole(board, shown);
          isStale = false;
        }
        image.set(shown);
        direction[0] = facts[facing];
        if (mission !== "none") observation.mission.set(instruction);
        features.success[row] = facts[outcome] === succeeded ? 1 : 0;
        features.failed[row] = facts[outcome] === failed ? 1 : 0;
        features.elapsed[row] = facts[steps] / facts[limit];
        features.distance[row] = distanceToGo(board);
        features.carrying[row] = facts[carried] === 0 ? 0 : 1;
        features.seen[row] = facts[discovered];
        features.progress[row] = facts[progress] || (facts[outcome] === succeeded ? 1 : 0);
      };
      function draw(rng: Rng): void {
        let draws = 0;
        do {
          if (draws++ === mostDraws) throw new Error(`${task.id} found no level in ${mostDraws} draws`);
          clear(board);
          level.draw(rng);
        } while (facts[outcome] !== playing);
      }
      /** Begins a level by its number; it is drawn when it is first met. */
      function take(number: number): void {
        const known = drawn[number];
        if (known) saved.load(known);
        else {
          draw(generator(number, "level"));
          drawn[number] = saved.save();
        }
      }
      return {
        reset(rng: Rng) {
          random = rng;
          if (levels > 0) take(rng.integer(levels));
          else draw(rng);
          learnTask();
          isStale = true;
          show();
        },
        step() {
          const chosen = action[0];
          const [from, found] = [facts[place], facts[discovered]];
          facts[steps]++;
          level.move?.(random, chosen);
          const done = level.allows?.(chosen) === false ? nothing : act(board, chosen);
          isStale ||= done !== nothing || level.move !== undefined;
          count(events, row, done);
          if (facts[place] !== from) {
            events.moved[row] = 1;
            const under = board.cells[facts[place]];
            if (under === goalCode) facts[outcome] = succeeded;
            else if (under === lava) facts[outcome] = failed;
          }
          level.judge?.(chosen, done);
          show();
          events.discovered[row] = facts[discovered] - found;
        },
        terminated: () => facts[outcome] !== playing,
        truncated: () => facts[outcome] === playing && facts[steps] >= facts[limit],
        save: saved.save,
        load(state: Uint8Array, rng: Rng) {
          saved.load(state);
          random = rng;
          isStale = true;
          learnTask();
        },
        goal: () => `${capital(level.mission())}.`,
        text: () => sentence(board),
        draw: (frame) => paint(frame, board, view, task.seesThroughWalls ?? false),
      };
    },
  });
  return definition;
}
