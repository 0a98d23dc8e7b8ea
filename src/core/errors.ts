/** The codes of all errors in input from outside; the part before the slash names the area. */
export const errorCodes = {
  "ablate/changed": "The folder holds the runs of another question.",
  "ablate/failed": "Some runs of a question failed.",
  "ablate/question": "A question is incomplete, contradicts itself, or asks what cannot be answered.",
  "action/illegal": "An action is outside its space, not a number, or masked out.",
  "agent/diverged": "A loss, gradient or weight is no longer finite.",
  "agent/unsupported": "The agent cannot work with these spaces or settings.",
  "checkpoint/foreign": "The checkpoint belongs to another run, version or plug-in.",
  "checkpoint/missing": "There is no checkpoint to go on from.",
  "cli/usage": "The command line does not say what it must.",
  "demonstration/changed": "A demonstration is not the one that the run began with.",
  "demonstration/foreign": "A data set's observations or actions are not those of the env.",
  "demonstration/incomplete": "A recorded episode lacks what an agent learns from.",
  "demonstration/none": "No episode is as good as asked for.",
  "device/unavailable": "No session opens on the device asked for.",
  "env/conformance": "An environment breaks its contract.",
  "env/invalid": "An environment's definition contradicts itself.",
  "env/unsupported": "An environment cannot do what is asked: say its state in words, draw itself.",
  "episode/imported": "An imported episode is asked for what only a recorded one has.",
  "episode/mismatch": "A recorded episode does not replay to the same bytes.",
  "file/corrupt": "A file is truncated, altered or not of the kind expected.",
  "file/full": "The disk is full or the quota is used up.",
  "file/unusable": "A file or folder cannot be read or written.",
  "input/json": "A text is not the JSON that is expected here.",
  "labels/empty": "There are no labels to learn from.",
  "labels/invalid": "A label contradicts itself, or is of a pair that was never asked for.",
  "labels/mismatch": "Clips or labels belong to another env, or lack what is asked of them.",
  "level/invalid": "A level's description contradicts itself, does not fit, or names what there is not.",
  "level/unreachable": "The goal of a level cannot be reached.",
  "map/invalid": "A road map contradicts itself, has gaps, or names what there is not.",
  "map/opendrive": "A file is not OpenDRIVE, or of a kind that cannot be read.",
  "map/route": "No lanes lead from one place to another.",
  "map/unsolved": "No map with the blocks asked for was found for a seed.",
  "package/missing": "An optional package is not installed.",
  "params/invalid": "A parameter is unknown, of the wrong type or out of its limits.",
  "registry/duplicate": "Two plug-ins share one id.",
  "registry/unknown": "No plug-in has this id.",
  "reward/expression": "A reward expression is not of a known form.",
  "reward/file": "The file of a learned reward is missing, or does not fit the env that it is to be paid in.",
  "reward/input": "A reward asks for something that the environment does not measure.",
  "reward/value": "A reward is not a finite number.",
  "run/exists": "The folder holds a run or other files already.",
  "run/invalid": "A run's description is incomplete or out of limits.",
  "run/locked": "Another process is writing this run.",
  "space/invalid": "A space is impossible.",
  "space/length": "A list has more rows than its space allows.",
  "statistics/scores": "Scores are missing, not finite, or too few for what is asked of them.",
  "tracker/unreachable": "A tracking server cannot be reached, or does not answer as it must.",
  "vector/busy": "A vector is asked for something while its worlds are still stepping.",
  "vector/closed": "The vector of worlds is closed.",
  "vector/failed": "A world or its worker failed again and again.",
  "vector/unready": "A world is asked for something before it was reset or loaded.",
  "vector/unsavable": "Worlds that cannot be saved are asked to branch, or to go back to where they were.",
  "weights/incompatible": "The weights of a run do not fit the networks or spaces of another.",
  "wire/busy": "A session, socket or server is asked for more at once than its limits allow.",
  "wire/closed": "The connection or session is closed.",
  "wire/dropped": "A request that was carried out is repeated, and its answer is no longer kept.",
  "wire/forbidden": "The token or origin is not one that the server takes.",
  "wire/frame": "A frame is too large, truncated, or not of the protocol's form.",
  "wire/limit": "A session would be larger than the server's limits allow.",
  "wire/lost": "A session's worlds are lost, and what they were is not known.",
  "wire/request": "A request is not of a known form.",
  "wire/session": "There is no such session, or another connection has it.",
  "wire/state": "A saved world was not saved by this server, or was changed since.",
  "wire/unreachable": "No server answers at an address.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** The content of a coded error: what was given, what was expected, the likely fix. */
export interface Complaint {
  readonly given: string;
  readonly expected: string;
  readonly fix?: string;
  readonly cause?: unknown;
}

/** The one error type for input from outside. Thrown before anything changes. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly given: string;
  readonly expected: string;
  readonly fix: string | undefined;

  constructor(code: ErrorCode, { given, expected, fix, cause }: Complaint) {
    super(`${code}: got ${given}; expected ${expected}.${fix ? ` ${fix}` : ""}`, { cause });
    this.name = "CodedError";
    this.code = code;
    this.given = given;
    this.expected = expected;
    this.fix = fix;
  }
}

/** Throws the coded error. */
export function fail(code: ErrorCode, complaint: Complaint): never {
  throw new CodedError(code, complaint);
}

/** Asserts an internal invariant; a failure is a bug in this package, not in its input. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${what}`);
}

/** The message of anything thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/** `"a", "b" or "c"`: a short list for messages. */
export function listing(names: readonly string[], most = 12): string {
  const shown = names.slice(0, most).map((name) => JSON.stringify(name));
  if (names.length > most) return `${shown.join(", ")} and ${names.length - most} more`;
  return shown.length < 2 ? (shown[0] ?? "nothing") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}
