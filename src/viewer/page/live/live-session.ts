import {
  arraysOf,
  evaluationSeed,
  type PackedArray,
  type Poke,
  poseSize,
  type SceneDescription,
  type SceneMarks,
  sceneRows,
} from "../../../core/index.ts";
import { type Acting, acting } from "../../live/acting.ts";
import { type Hands, handsOf } from "../../live/hands.ts";
import type { LiveWorlds } from "../../live/live-worlds.ts";
import type { Played } from "../../live/played.ts";
import type { Driver, LiveSetting } from "../../live/setting.ts";
import { type History, historyOf } from "./history.ts";

/** An episode that is lived now, or many of them. */
export interface LiveSession {
  readonly worlds: LiveWorlds;
  readonly scene: SceneDescription | undefined;
  readonly history: History;
  readonly hands: Hands | undefined;
  /** Whether worlds wait for a person to press something, instead of going by a clock. */
  readonly isTurnBased: boolean;
  readonly driver: Driver;
  readonly return: number;
  /** Episodes that ended, and the mean of their returns and scores. */
  readonly ended: { readonly count: number; readonly return: number; readonly score: number };
  /** How the last episode ended, until the next one begins. */
  readonly outcome: string | undefined;
  /** `[worlds, rows, 7]`, as of the last step. */
  readonly poses: Float64Array;
  /** What the world says of this moment, where somebody wants to see it. */
  readonly marks: SceneMarks | undefined;
  /** Rows whose episodes ended in the last step. */
  readonly fresh: ReadonlySet<number>;
  /** What was done in the present episode, to live it again; of a single world here. */
  readonly played: Played | undefined;
  drive(driver: Driver, actor: Acting | undefined): Promise<void>;
  begin(): Promise<void>;
  /** Asks something of the vector while it does nothing else, such as a picture: it takes one call at a time. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** One step of everybody. */
  step(pokes: readonly Poke[]): Promise<void>;
  close(): Promise<void>;
}

/** @param wantsMarks whether contacts or goals are drawn now */
export async function openSession(
  worlds: LiveWorlds,
  { env: choice, seed }: LiveSetting,
  wantsMarks: () => boolean,
): Promise<LiveSession> {
  const { vector, env } = worlds;
  const alone = oneByOne();
  const hands = worlds.vector.worlds === 1 ? handsOf(env) : undefined;
  const termNames = Object.keys(worlds.terms);
  let episode = -1;
  const seedNow = () => evaluationSeed(seed + episode);
  await vector.reset(seedNow() + 1);
  const scene = await vector.scene(0).catch(() => undefined); // the stage then shows what else there is
  const rows = scene ? sceneRows(scene) : 0;
  const poses = new Float64Array(vector.worlds * rows * poseSize);
  const history = historyOf(vector.worlds === 1 ? rows : 0, env.maxSteps, termNames.length);
  const sums = new Float64Array(vector.rows);
  const fresh = new Set<number>();
  const given = arraysOf(vector.actions);
  let driver: Driver = "person";
  let actor: Acting | undefined;
  let marks: SceneMarks | undefined;
  let outcome: string | undefined;
  let actions: PackedArray[] = [];
  let pokesDone: (readonly Poke[])[] = [];
  let isOver = false;
  const ended = { count: 0, return: 0, score: 0 };

  const look = async (isFinal: boolean) => {
    if (!scene) return;
    if (wantsMarks()) marks = isFinal ? undefined : await vector.marks?.(0).catch(() => undefined);
    const size = rows * poseSize;
    for (let world = 0; world < vector.worlds; world++) {
      const out = poses.subarray(world * size, (world + 1) * size);
      if (isFinal && vector.finalPoses) await vector.finalPoses(world, out);
      else await vector.poses(world, out);
    }
  };
  const settle = () => {
    fresh.clear();
    for (let row = 0; row < vector.rows; row++) sums[row] += worlds.rewards[row];
    for (let i = 0; i < vector.ended; i++) {
      const row = vector.endedRows[i];
      fresh.add(row);
      const score = worlds.score(row);
      ended.count++;
      ended.return += (sums[row] - ended.return) / ended.count;
      if (Number.isFinite(score)) ended.score += (score - ended.score) / ended.count;
      if (vector.worlds === 1) outcome = outcomeOf(vector.terminated[row] === 1, score);
      else sums[row] = 0;
    }
  };

  const session: LiveSession = {
    alone,
    worlds,
    scene,
    history,
    hands,
    isTurnBased: env.stepSeconds === 0,
    get driver() {
      return driver;
    },
    get return() {
      return sums[0];
    },
    ended,
    get outcome() {
      return outcome;
    },
    poses,
    get marks() {
      return marks;
    },
    fresh,
    get played() {
      if (vector.worlds > 1 || worlds.isRemote || actions.length === 0) return undefined;
      return { env: choice, seed: seedNow(), actions, pokes: pokesDone, isOver };
    },
    async drive(next, by) {
      await actor?.close();
      driver = next;
      actor = by;
      actor?.settled(true);
      hands?.letGo();
    },
    begin: () =>
      alone(async () => {
        episode++;
        await worlds.reset(seedNow());
        actor?.settled(true);
        [actions, pokesDone, isOver, outcome] = [[], [], false, undefined];
        sums.fill(0);
        fresh.clear();
        await look(false);
        history.begin(vector.worlds === 1 ? poses : none);
      }),
    step: (pokes) =>
      alone(async () => {
        if (actor) await actor.decide();
        else hands?.write(given[0]);
        const asked = given[0].slice();
        for (const poke of pokes) await vector.poke?.(0, poke);
        await worlds.step();
        if (vector.worlds === 1) {
          actions.push(asked);
          pokesDone.push(pokes);
          isOver = vector.ended > 0;
        }
        settle();
        actor?.settled(false);
        await look(vector.ended > 0 && vector.worlds === 1);
        history.add(
          vector.worlds === 1 ? poses : none,
          worlds.rewards[0],
          termNames.map((name) => worlds.terms[name][0]),
        );
      }),
    async close() {
      await actor?.close();
      await worlds.close();
    },
  };
  await session.begin();
  return session;
}

const none = new Float64Array(0);

/** Returns a function that lets each work wait for the ones before it. */
function oneByOne() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** Lets a policy act in a session's worlds. */
export const actingIn = ({ vector }: LiveWorlds, policy: Parameters<typeof acting>[1]): Acting =>
  acting(vector, policy);

function outcomeOf(terminated: boolean, score: number): string {
  const how = terminated ? "The task ends it" : "Time runs out";
  return Number.isFinite(score) ? `${how}: score ${score.toFixed(3)}.` : `${how}.`;
}
