import * as v from "valibot";
import type { PackedArray, Params, RewardExpression } from "../core/index.ts";
import { json, recordOf } from "../record/form.ts";

/** The sub-protocol that a socket asks for. */
export const protocol = "rewardgym.v1";

const text = v.pipe(v.string("a text"), v.maxLength(4096, "a text of at most 4096 letters"));
const whole = v.pipe(v.number("a number"), v.safeInteger("a whole number"), v.minValue(0, "a number of at least 0"));
const positive = v.pipe(whole, v.minValue(1, "a number of at least 1"));
const key = v.pipe(
  text,
  v.minLength(16, "a key of at least 16 letters"),
  v.maxLength(64, "a key of at most 64 letters"),
);
const side = v.pipe(positive, v.maxValue(4096, "a side of at most 4096 pixels"));
/** Not `v.record`, which drops params that are named as every object's members are. */
const params = v.custom<Params>(recordOf(json).is, "params by name");
const expression = v.custom<RewardExpression>(
  (input) => typeof input === "string" || (json.is(input) && typeof input === "object" && input !== null),
  "a reward's id or expression",
);
const state = v.custom<Uint8Array | string>(
  (input) => input instanceof Uint8Array || typeof input === "string",
  "bytes; in text base64",
);

/** The columns that a session can send after every step, besides `terminated` and `truncated`. */
export const columnNames = ["observations", "masks", "features", "events", "rewards", "terms", "final"] as const;
/** What a session sends only where it is asked for. */
export const extraColumnNames = ["poses"] as const;
export type ColumnName = (typeof columnNames | typeof extraColumnNames)[number];

const frames = v.strictObject({
  width: side,
  height: side,
  camera: v.optional(text),
  every: v.optional(positive),
  at: v.optional(v.literal("end", "end")),
});
const capture = v.strictObject({
  text: v.optional(v.boolean()),
  goals: v.optional(v.boolean()),
  frames: v.optional(frames),
});

const request = <const O extends string, const E extends v.ObjectEntries>(op: O, entries: E) =>
  v.strictObject({ id: whole, op: v.literal(op), ...entries }, ({ expected }) =>
    expected === "never" ? `no other keys than ${["id", "op", ...Object.keys(entries)].join(", ")}` : "a value for it",
  );

/** The form of each request. */
export const requestSchemas = {
  hello: request("hello", { client: v.optional(text) }),
  ping: request("ping", {}),
  list: request("list", {}),
  describe: request("describe", { env: text, params: v.optional(params) }),
  make: request("make", {
    env: text,
    params: v.optional(params),
    reward: v.optional(v.nullable(expression)),
    worlds: v.optional(positive),
    group: v.optional(positive),
    columns: v.optional(
      v.array(v.picklist([...columnNames, ...extraColumnNames], "names of columns"), "a list of columns"),
    ),
    autoReset: v.optional(v.picklist(["same-step", "off"], "same-step or off")),
    capture: v.optional(capture),
    seed: v.optional(whole),
    key: v.optional(key),
    watchable: v.optional(v.boolean("true or false")),
  }),
  watch: request("watch", { session: text, world: v.optional(whole), since: v.optional(whole) }),
  resume: request("resume", { session: text, token: text }),
  reset: request("reset", {
    session: text,
    seed: v.optional(v.union([whole, v.array(whole)], "a seed, or a list of seeds")),
    worlds: v.optional(v.array(whole, "a list of worlds")),
    hash: v.optional(v.boolean("true or false")),
  }),
  step: request("step", { session: text, actions: v.unknown(), hash: v.optional(v.boolean("true or false")) }),
  save: request("save", { session: text, world: v.optional(whole) }),
  load: request("load", { session: text, world: v.optional(whole), state }),
  branch: request("branch", { session: text, world: whole, copies: positive, key: v.optional(key) }),
  render: request("render", {
    session: text,
    world: v.optional(whole),
    width: side,
    height: side,
    camera: v.optional(text),
    format: v.optional(v.picklist(["png", "rgb"], "png or rgb")),
  }),
  scene: request("scene", { session: text, world: v.optional(whole) }),
  text: request("text", { session: text, world: v.optional(whole) }),
  close: request("close", { session: text }),
} as const;

export type Op = keyof typeof requestSchemas;
export const ops = Object.keys(requestSchemas) as readonly Op[];

/** A request of one kind. */
export type Request<O extends Op = Op> = { [K in O]: v.InferOutput<(typeof requestSchemas)[K]> }[O];

/** Ops that concern one session; they are answered by the thread that has its worlds. */
export const sessionOps = ["reset", "step", "save", "load", "render", "scene", "text"] as const satisfies readonly Op[];
export type SessionOp = (typeof sessionOps)[number];
export const isSessionOp = (op: Op): op is SessionOp => (sessionOps as readonly Op[]).includes(op);

/** Ops that a session's thread performs: those of its owner, and what others may ask. */
export type PerformedOp = SessionOp | "watch";

/** Arrays in the structure of a space: one, or a record of them. */
export type Arrays = PackedArray | { readonly [name: string]: Arrays };

/** The answer to `reset` and `step`. */
export interface StepColumns {
  /** Steps of the session since it was reset. */
  readonly step: number;
  /** `[rows, ...]`, of the next episode where one ended; with `autoReset: "off"` of the last. */
  readonly observations?: Arrays;
  readonly masks?: PackedArray;
  readonly features?: { readonly [name: string]: PackedArray };
  readonly events?: { readonly [name: string]: PackedArray };
  readonly rewards?: PackedArray;
  readonly terms?: { readonly [name: string]: PackedArray };
  readonly terminated: PackedArray;
  readonly truncated: PackedArray;
  /** 1 where a seat takes part in the next step; left away where all do. */
  readonly present?: PackedArray;
  /** Rows whose episodes began from one state share a number; left away where worlds are not grouped. */
  readonly groups?: PackedArray;
  /** Absent if no world failed. */
  readonly broken?: PackedArray;
  /** Of the rows that ended in this step, one row each; absent if none did. */
  readonly ended?: Ended;
  readonly texts?: readonly string[];
  /** What the present episodes are to achieve, if captured. */
  readonly goals?: readonly string[];
  /** `[worlds, rows, 7]`: where the rows of every world's scene are now, after the restart where a world ended. */
  readonly poses?: PackedArray;
  readonly frames?: PackedArray;
  /** 1 where a frame is new; absent if all are. */
  readonly framed?: PackedArray;
  readonly faults?: readonly { readonly worlds: readonly number[]; readonly message: string }[];
  readonly hash?: string;
}

/** The answer to `watch`: where one world is now, a row for every seat of it. */
export interface Moment {
  /** Another number whenever the session's worlds have moved. */
  readonly moment: number;
  /** Steps of the session since it was reset. */
  readonly step: number;
  /** Another number for another episode. */
  readonly episode: number;
  /** Steps of the present episodes, and the sums of their rewards, since the session saw them begin. */
  readonly lengths: PackedArray;
  readonly returns: PackedArray;
  readonly observations: Arrays;
  readonly features: { readonly [name: string]: PackedArray };
  /** Of the last step. */
  readonly rewards: PackedArray;
  readonly terms: { readonly [name: string]: PackedArray };
  /** `[rows, 7]` of the world's scene, if it has one. */
  readonly poses?: PackedArray;
}

export interface Ended {
  readonly rows: PackedArray;
  /** Before the restart. */
  readonly observations?: Arrays;
  readonly features?: { readonly [name: string]: PackedArray };
  /** The yardstick in [0, 1]; -1 if the beginning of the episode is unknown. */
  readonly scores: PackedArray;
  readonly returns: PackedArray;
  readonly lengths: PackedArray;
}
