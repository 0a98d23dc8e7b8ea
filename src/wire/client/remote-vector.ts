import {
  actionCheck,
  arraysOf,
  type Batch,
  type BoundEnv,
  batchOf,
  bindEnv,
  type Capture,
  canonical,
  type Env,
  type EnvChoice,
  type Fault,
  type Columns as FeatureColumns,
  fail,
  type PackedArray,
  type Params,
  type RewardExpression,
  type Space,
  type VectorEnv,
} from "../../core/index.ts";
import { descriptionOf, type EnvDescription, envOf } from "../describe.ts";
import type { Arrays, ColumnName, Columns } from "../messages.ts";
import type { Connection } from "./connection.ts";

export interface RemoteOptions<E extends Env = Env> {
  readonly connection: Connection;
  readonly env: EnvChoice;
  readonly worlds: number;
  readonly capture?: Capture;
  /** Scored on the server; nothing where nothing is said. */
  readonly reward?: RewardExpression;
  readonly columns?: readonly ColumnName[];
  /** The env's own definition, where it is here: the server must describe the same. */
  readonly known?: E;
  onFault?(fault: Fault): void;
}

type Settled<S> = S extends (...given: never) => infer T ? T : S;
type SpaceOf<S> = Settled<S> extends Space ? Settled<S> : Space;

/** A vector whose worlds live on a server; its arrays are typed by the env's definition, where that is given. */
export type RemoteVectorEnv<E extends Env = Env> = Omit<VectorEnv, "actions" | "observations" | "features"> &
  RemoteColumns & {
    readonly actions: Batch<SpaceOf<E["action"]>>;
    readonly observations: Batch<SpaceOf<E["observation"]>>;
    readonly features: { readonly [K in keyof E["features"]]: Float64Array };
  };

interface RemoteColumns {
  readonly session: string;
  /** `[worlds]` of the last step, by the server's reward; zeros where none was asked for. */
  readonly rewards: Float64Array;
  readonly terms: { readonly [name: string]: Float64Array };
  /** The yardstick of the episodes that ended in the last step, in their rows. */
  readonly scores: Float64Array;
}

interface MadeRemote {
  readonly session: string;
  readonly token: string;
  readonly terms: readonly string[];
  readonly env: EnvDescription;
}

const everything: readonly ColumnName[] = ["observations", "masks", "features", "events", "rewards", "terms", "final"];

/**
 * Opens worlds on a server.
 * @throws what the server throws; `checkpoint/foreign` where the server's env is not the local one
 */
export async function openRemote<E extends Env>(options: RemoteOptions<E>): Promise<RemoteVectorEnv<E>> {
  const { connection, worlds, capture = {}, reward = null, columns = everything, known } = options;
  const { id, params = {} } = options.env;
  const made = (await connection.ask("make", {
    env: id,
    params: params as Params,
    worlds,
    reward,
    columns: [...columns],
    capture: capture.text || capture.frames ? capture : undefined,
  })) as unknown as MadeRemote;
  const { session, token } = made;
  connection.keep(session, token);
  const env = envHere(made.env, known && bindEnv(known, params));
  const actions = batchOf(env.action, worlds);
  const observations = batchOf(env.observation, worlds);
  const finalObservations = batchOf(env.observation, worlds);
  const doubles = (names: readonly string[]): FeatureColumns =>
    Object.fromEntries(names.map((name) => [name, new Float64Array(worlds)]));
  const features = doubles(Object.keys(env.features));
  const finalFeatures = doubles(Object.keys(env.features));
  const terms = doubles(made.terms);
  const events = Object.fromEntries(Object.keys(env.events).map((name) => [name, new Int32Array(worlds)]));
  const masks = new Uint8Array(worlds * env.maskSize);
  const bytes = () => new Uint8Array(worlds);
  const [terminated, truncated, broken] = [bytes(), bytes(), bytes()];
  const [rewards, scores] = [new Float64Array(worlds), new Float64Array(worlds)];
  const { width = 0, height = 0 } = capture.frames ?? {};
  const frames = new Uint8Array(worlds * width * height * 3);
  const texts: string[] = capture.text ? Array.from({ length: worlds }, () => "") : [];
  const endedRows = new Int32Array(worlds);
  const faults: Fault[] = [];
  const check = actionCheck(env, actions, masks);
  let ended = 0;
  let busy = false;

  function take(told: Columns, isStep: boolean): void {
    setAll(observations, told.observations);
    if (told.masks) masks.set(told.masks);
    setColumns(features, told.features);
    setColumns(events, told.events);
    setColumns(terms, told.terms);
    if (told.rewards) rewards.set(told.rewards);
    terminated.set(told.terminated);
    truncated.set(told.truncated);
    if (told.broken) broken.set(told.broken);
    else broken.fill(0);
    if (told.frames) frames.set(told.frames);
    for (const [row, text] of (told.texts ?? []).entries()) texts[row] = text;
    ended = isStep && told.ended ? told.ended.rows.length : 0;
    if (ended > 0) takeEnded(told.ended!);
    for (const { worlds: rows, message } of told.faults ?? []) {
      const fault = { step: told.step, worlds: rows, cause: new Error(message), message };
      faults.push(fault);
      options.onFault?.(fault);
    }
  }

  function takeEnded(told: NonNullable<Columns["ended"]>): void {
    endedRows.set(told.rows);
    for (const [place, row] of told.rows.entries()) {
      scores[row] = told.scores[place];
      for (const [name, column] of Object.entries(told.features ?? {})) finalFeatures[name][row] = column[place];
    }
    if (!told.observations) return;
    const from = arraysOf(told.observations as Batch<Space>);
    for (const [i, array] of arraysOf(finalObservations).entries()) {
      const size = array.length / worlds;
      for (const [place, row] of told.rows.entries())
        array.set(from[i].subarray(place * size, (place + 1) * size), row * size);
    }
  }

  async function move(op: "reset" | "step", given: object): Promise<void> {
    if (busy) fail("vector/busy", { given: `${op}()`, expected: "none before the last call is done" });
    busy = true;
    try {
      take((await connection.ask(op, { session, ...given } as never)) as unknown as Columns, op === "step");
    } finally {
      busy = false;
    }
  }

  return {
    session,
    env,
    worlds,
    actions,
    observations,
    masks,
    features,
    finalObservations,
    finalFeatures,
    events,
    terminated,
    truncated,
    broken,
    endedRows,
    get ended() {
      return ended;
    },
    rewards,
    terms,
    scores,
    texts,
    frames,
    capture,
    faults,
    reset: (seed) => move("reset", { seed }),
    async step() {
      check(); // as the server does, which clips boxes too: what was done is known here as well
      await move("step", { actions });
    },
    async save(world) {
      return ((await connection.ask("save", { session, world })) as { state: Uint8Array }).state;
    },
    async load(world, state) {
      take((await connection.ask("load", { session, world, state })) as unknown as Columns, false);
    },
    async branch(world, copies) {
      const state = ((await connection.ask("save", { session, world })) as { state: Uint8Array }).state;
      const branched = await openRemote({ ...options, worlds: copies });
      for (let copy = 0; copy < copies; copy++) await branched.load(copy, state);
      return branched;
    },
    async text(world) {
      return ((await connection.ask("text", { session, world })) as { text: string }).text;
    },
    async draw(world, { width, height, camera, pixels }) {
      const asked = { session, world, width, height, format: "rgb" as const, ...(camera && { camera }) };
      pixels.set(((await connection.ask("render", asked)) as { image: Uint8Array }).image);
    },
    async close() {
      connection.forget(session);
      await connection.ask("close", { session }).catch(() => undefined); // gone is gone
    },
  } satisfies VectorEnv & RemoteColumns as unknown as RemoteVectorEnv<E>;
}

/** The env's own code where it is here and says the same as the server. */
function envHere(described: EnvDescription, local: BoundEnv | undefined): BoundEnv {
  const remote = envOf(described);
  if (!local) return remote;
  const saying = ({ id, params, maxSteps, observation, action, features }: BoundEnv) =>
    canonical({ id, params, maxSteps, observation, action, features });
  if (saying(remote) !== saying(envOf(JSON.parse(JSON.stringify(descriptionOf(local))))))
    fail("checkpoint/foreign", {
      given: `the server's ${remote.id}`,
      expected: "what this version of the package has under that id, with the same params",
      fix: "Run the same version on both sides.",
    });
  return local;
}

const setAll = (batch: Batch<Space>, told: Arrays | undefined): void => {
  if (told === undefined) return;
  const from = arraysOf(told as Batch<Space>);
  for (const [i, array] of arraysOf(batch).entries()) array.set(from[i] as never);
};

function setColumns(
  columns: { readonly [name: string]: PackedArray },
  told: { readonly [name: string]: PackedArray } | undefined,
): void {
  for (const [name, column] of Object.entries(told ?? {})) columns[name].set(column as never);
}
