import {
  actionCheck,
  type Batch,
  type BoundEnv,
  bindEnv,
  type Capture,
  type ColumnNames,
  canonical,
  type Env,
  type EnvChoice,
  type Fault,
  fail,
  type Params,
  type RewardExpression,
  type SceneDescription,
  type Space,
  type VectorEnv,
} from "../../core/index.ts";
import { array, bytes, count, doubles, fields, json, listOf, readForm, text } from "../../record/form.ts";
import { descriptionOf, type EnvDescription, envOf } from "../describe.ts";
import type { ColumnName, StepColumns } from "../messages.ts";
import { type Connection, carriedOut } from "./connection.ts";
import { readAnswer, reading } from "./reading.ts";
import { remoteColumns } from "./remote-columns.ts";

export interface RemoteOptions<E extends Env = Env> {
  readonly connection: Connection;
  readonly env: EnvChoice;
  readonly worlds: number;
  /** As in `openVector`. */
  readonly group?: number;
  readonly capture?: Capture;
  /** Scored on the server; without it nothing is scored. */
  readonly reward?: RewardExpression;
  /** All that a step is told with, besides `poses`, unless given; with them `poses()` asks nobody. */
  readonly columns?: readonly ColumnName[];
  /** Whether others may watch it; by default they may not. */
  readonly watchable?: boolean;
  /** The local definition of the env, if there is one: the server's must match it. */
  readonly known?: E;
  onFault?(fault: Fault): void;
}

type Settled<S> = S extends (...given: never) => infer T ? T : S;
type SpaceOf<S> = Settled<S> extends Space ? Settled<S> : Space;

/** A vector whose worlds live on a server; its arrays are typed by the env's definition, if given. */
export type RemoteVectorEnv<E extends Env = Env> = Omit<VectorEnv, "actions" | "observations" | "features"> &
  RemoteColumns & {
    readonly actions: Batch<SpaceOf<E["action"]>>;
    readonly observations: Batch<SpaceOf<E["observation"]>>;
    readonly features: { readonly [K in ColumnNames<E["features"]>]: Float64Array };
  };

interface RemoteColumns {
  readonly session: string;
  /** `[rows]` of the last step, by the server's reward; zeros without one. */
  readonly rewards: Float64Array;
  readonly terms: { readonly [name: string]: Float64Array };
  /** The yardstick of the episodes that ended in the last step, in their rows; NaN if the server did not see all of one. */
  readonly scores: Float64Array;
}

const madeForm = { session: text, token: text, terms: listOf(text), env: json };

const mendedForm = { step: count, faults: listOf(fields({ worlds: listOf(count), message: text })) };

const everything: readonly ColumnName[] = ["observations", "masks", "features", "events", "rewards", "terms", "final"];

/**
 * Opens worlds on a server.
 * @throws what the server throws; `checkpoint/foreign` if the server's env differs from the local one
 */
export async function openRemote<E extends Env>(options: RemoteOptions<E>): Promise<RemoteVectorEnv<E>> {
  const { connection, worlds, group, capture = {}, reward = null, columns = everything, watchable, known } = options;
  const { id, params = {} } = options.env;
  const answer = await connection.ask("make", {
    env: id,
    key: freshKey(),
    params: params as Params,
    worlds,
    ...(group !== undefined && { group }),
    ...(watchable && { watchable }),
    reward,
    columns: [...columns],
    capture: capture.text || capture.goals || capture.frames ? capture : undefined,
  });
  const { session, token, terms, env: described } = readAnswer("make", answer, madeForm);
  connection.keep(session, token);
  const close = async () => {
    connection.forget(session);
    await connection.ask("close", { session }).catch(() => undefined); // the session may be gone already
  };
  const local = known && bindEnv(known, params);
  const { env, arrays, take, takeEnded } = await orClose(close, () =>
    reading("an env", () => {
      const env = envHere(described as unknown as EnvDescription, local);
      const { columns: arrays, ...taking } = remoteColumns(env, { worlds, group, capture }, terms);
      return { env, arrays, ...taking };
    }),
  );
  const faults: Fault[] = [];
  const check = actionCheck(env, arrays.actions, arrays.masks);
  let ended = 0;
  let busy = false;
  let shownPoses: Float64Array | undefined; // of all worlds, where they came with the last step
  const scenes = new Map<number, SceneDescription>(); // the same for the life of a world

  function hear(told: StepColumns, isStep: boolean): void {
    shownPoses = undefined;
    reading(`columns of ${worlds} worlds`, () => {
      take(told);
      if (told.poses instanceof Float64Array && told.poses.length % worlds === 0) shownPoses = told.poses;
      ended = isStep && told.ended ? told.ended.rows.length : 0;
      if (ended > 0) takeEnded(told.ended!);
    });
    if (!told.faults) return;
    const mended = reading("faults", () => readForm(told, mendedForm, "an answer"));
    for (const { worlds: rows, message } of mended.faults) {
      const fault = { step: mended.step, worlds: rows, cause: new Error(message), message };
      faults.push(fault);
      options.onFault?.(fault);
    }
  }

  async function move(op: "reset" | "step", given: object): Promise<void> {
    if (busy) fail("vector/busy", { given: `${op}()`, expected: "none before the last call is done" });
    busy = true;
    try {
      hear((await connection.ask(op, { session, ...given } as never)) as unknown as StepColumns, op === "step");
    } catch (thrown) {
      const moved = carriedOut.get(Object(thrown));
      if (moved) hear(moved as unknown as StepColumns, true); // it is only its reward that failed
      throw thrown;
    } finally {
      busy = false;
    }
  }

  async function lookAt(world: number) {
    const answer = readAnswer("scene", await connection.ask("scene", { session, world }), {
      scene: json,
      poses: doubles,
    });
    const scene = answer.scene as unknown as SceneDescription;
    scenes.set(world, scene);
    return { ...answer, scene };
  }

  const remote = {
    session,
    env,
    worlds,
    rows: worlds * env.seats,
    ...arrays,
    get ended() {
      return ended;
    },
    capture,
    savable: true,
    faults,
    reset: (seed) => move("reset", { seed }),
    restart: (world, seed, alone = false) => move("reset", { seed: alone ? [seed] : seed, worlds: [world] }),
    async step() {
      check(); // clips boxes like the server does, so that `actions` holds what was carried out
      await move("step", { actions: arrays.actions });
    },
    async save(world) {
      return readAnswer("save", await connection.ask("save", { session, world }), { state: bytes }).state;
    },
    async load(world, state) {
      hear((await connection.ask("load", { session, world, state })) as unknown as StepColumns, false);
    },
    async branch(world, copies) {
      const state = await remote.save(world);
      const branched = await openRemote({ ...options, worlds: copies, group: undefined, watchable: false });
      await orClose(branched.close, async () => {
        for (let copy = 0; copy < copies; copy++) await branched.load(copy, state);
      });
      return branched;
    },
    async scene(world) {
      return scenes.get(world) ?? (await lookAt(world)).scene;
    },
    async poses(world, out) {
      const size = (shownPoses?.length ?? 0) / worlds;
      const poses = shownPoses?.subarray(world * size, (world + 1) * size) ?? (await lookAt(world)).poses;
      if (poses.length !== out.length)
        fail("wire/frame", { given: `${poses.length} numbers as poses`, expected: `${out.length}` });
      out.set(poses);
    },
    async text(world) {
      return readAnswer("text", await connection.ask("text", { session, world }), { text }).text;
    },
    async draw(world, { width, height, camera, pixels }) {
      const asked = { session, world, width, height, format: "rgb" as const, ...(camera && { camera }) };
      const { image } = readAnswer("render", await connection.ask("render", asked), {
        image: array("uint8", pixels.length),
      });
      pixels.set(image);
    },
    close,
  } satisfies VectorEnv & RemoteColumns;
  return remote as unknown as RemoteVectorEnv<E>;
}

/** A key that nobody guesses, so that asking again after a cut makes no second session. */
const freshKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Closes the session if opening fails half-way. */
async function orClose<T>(close: () => Promise<void>, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** The local code of the env, after checking that it matches the server's description. */
function envHere(described: EnvDescription, local: BoundEnv | undefined): BoundEnv {
  const remote = envOf(described);
  if (!local) return remote;
  const saying = ({ id, params, maxSteps, seats, observation, action, features }: BoundEnv) =>
    canonical({ id, params, maxSteps, seats, observation, action, features });
  if (saying(remote) !== saying(envOf(JSON.parse(JSON.stringify(descriptionOf(local))))))
    fail("checkpoint/foreign", {
      given: `the server's ${remote.id}`,
      expected: "the env that this version of the package has under that id, with the same params",
      fix: "Run the same version on both sides.",
    });
  return local;
}
