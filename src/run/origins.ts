import {
  type Agent,
  type AgentHost,
  type Batch,
  type BlobStore,
  type BoundEnv,
  canonical,
  type Demonstration,
  fail,
  flatten,
  type Packable,
  pack,
  type Reward,
  type RewardHost,
  type RunSpec,
  type ShownEpisode,
  type Space,
  sizeOf,
  type TrainedWeights,
  unpack,
} from "../core/index.ts";
import { bytes, json, readForm, text } from "../record/form.ts";
import { demonstrationOf, parseStoredEpisode } from "../record/index.ts";
import { fileDigests } from "./reward-files.ts";

/** What a run's description says that it begins from. */
export type NamedOrigins = Pick<RunSpec, "from" | "anchor" | "demonstrations">;

/** Something that a run begins from, and where it was found, for messages. */
export interface Origin {
  readonly bytes: Uint8Array;
  readonly place: string;
}

/** Everything that a run begins from, by digest. */
export type Origins = ReadonlyMap<string, Origin>;

/** Those parts of a description that name origins; without the ones that are left away. */
export const namedOrigins = ({ from, anchor, demonstrations }: RunSpec): NamedOrigins => ({
  ...(from && { from }),
  ...(anchor && { anchor }),
  ...(demonstrations && { demonstrations }),
});

/** Digests of everything that a description names, each once: its rewards' files, too. */
export function digestsOf(spec: RunSpec): string[] {
  const { from, anchor, demonstrations = [] } = spec;
  const named = [from?.digest, anchor?.digest, ...demonstrations, ...fileDigests(spec)];
  return [...new Set(named.filter((digest) => digest !== undefined))];
}

/** Reads the origins of a run that has begun from its own folder. @throws `file/corrupt`, `file/unusable` */
export async function storedOrigins(spec: RunSpec, blobs: BlobStore): Promise<Origins> {
  const found = new Map<string, Origin>();
  for (const digest of digestsOf(spec)) found.set(digest, { bytes: await blobs.get(digest), place: `blob ${digest}` });
  return found;
}

/** The parts of a run that may make use of its origins. */
export interface Takers {
  readonly agent: Agent;
  readonly rewards: readonly Pick<Reward, "id" | "takes">[];
}

/**
 * What a run's agent and rewards are given of its origins: demonstrations to whoever takes them.
 * @throws `agent/unsupported` where it would make no use of them, `weights/incompatible`, `episode/mismatch`,
 *   `demonstration/incomplete`, `file/corrupt`
 */
export function originsFor(spec: RunSpec, { agent, rewards }: Takers, env: BoundEnv, origins: Origins): GivenOrigins {
  const { takes = {} } = agent;
  const shownTo = rewards.filter(({ takes }) => takes?.demonstrations);
  const requireUse = (isTaken: boolean, what: string) => {
    if (!isTaken)
      fail("agent/unsupported", {
        given: `${what} for ${agent.id}, which makes no use of that`,
        expected: "an agent that does",
        fix: "Leave it away, or choose another agent.",
      });
  };
  const originOf = (name: keyof NamedOrigins, digest: string): Origin =>
    origins.get(digest) ??
    fail("run/invalid", {
      given: `a description with the digest ${digest} under ${name}, and nothing that has it`,
      expected: "the run or the episode that it is of",
      fix: `Name its folder or file in \`${name}\` as well.`,
    });
  const { from, anchor, demonstrations } = spec;
  if (from) requireUse(takes.weights ?? false, "weights to begin with");
  if (anchor) requireUse(takes.anchor ?? false, "an anchor");
  if (demonstrations) requireUse(takes.demonstrations !== undefined || shownTo.length > 0, "demonstrations");
  const [learner] = [...(takes.demonstrations?.required ? [agent] : []), ...shownTo];
  if (!demonstrations && learner)
    fail("agent/unsupported", {
      given: `${learner.id} without demonstrations`,
      expected: "recorded episodes to learn from",
      fix: "`--demonstrations FOLDER`: `demos record` keeps such episodes.",
    });
  const watching = [agent, ...shownTo].find(({ takes }) => takes?.demonstrations?.observations);
  const shown = demonstrations?.map((digest) => demonstrationIn(originOf("demonstrations", digest), watching, env));
  return {
    agent: {
      ...(from && { from: weightsIn(originOf("from", from.digest), env) }),
      ...(anchor && { anchor: weightsIn(originOf("anchor", anchor.digest), env) }),
      ...(shown && takes.demonstrations && { demonstrations: shown }),
    },
    rewards: shown && shownTo.length > 0 ? { demonstrations: shown.map((each) => flattened(each, env)) } : {},
  };
}

/** What agent and rewards are given of a run's origins. */
export interface GivenOrigins {
  readonly agent: Pick<AgentHost, "from" | "anchor" | "demonstrations">;
  readonly rewards: Pick<RewardHost, "demonstrations">;
}

/** A demonstration as rewards see rows. */
function flattened(
  { steps, observations, actions, features }: Demonstration,
  { observation, action }: Pick<BoundEnv, "observation" | "action">,
): ShownEpisode {
  const rowsOf = (space: Space, batch: Batch<Space>, rows: number) => {
    const size = sizeOf(space);
    const flat = new Float32Array(rows * size);
    for (let row = 0; row < rows; row++) flatten(space, batch, row, flat, row * size);
    return flat;
  };
  return {
    steps,
    observations: observations ? rowsOf(observation, observations, steps + 1) : new Float32Array(0),
    actions: rowsOf(action, actions, steps),
    features,
  };
}

const format = "rewardgym/weights-1";

/** Weights with what they are of, as a run that begins from them keeps them. */
export const packWeights = (
  agent: string,
  { observation, action }: Pick<BoundEnv, "observation" | "action">,
  weights: Uint8Array,
): Uint8Array<ArrayBuffer> => pack({ format, agent, spaces: spacesOf({ observation, action }), weights });

/** Spaces as JSON says them; infinite bounds are null. */
const spacesOf = (spaces: Pick<BoundEnv, "observation" | "action">) =>
  JSON.parse(JSON.stringify({ observation: spaces.observation, action: spaces.action })) as Packable;

/** @throws `weights/incompatible` where the spaces are other ones */
function weightsIn({ bytes: packed, place }: Origin, env: BoundEnv): TrainedWeights {
  const { format: found, ...saved } = readForm(
    unpack(packed, place),
    { format: text, agent: text, spaces: json, weights: bytes },
    place,
  );
  if (found !== format) fail("file/corrupt", { given: `${place} of format ${found}`, expected: format });
  if (canonical(saved.spaces) !== canonical(spacesOf(env)))
    fail("weights/incompatible", {
      given: `${place}, trained with other observations or actions`,
      expected: `the spaces of ${env.id} with these params`,
    });
  return { agent: saved.agent, weights: saved.weights };
}

/** @param watching who learns from observations */
function demonstrationIn(
  { bytes, place }: Origin,
  watching: { readonly id: string } | undefined,
  env: BoundEnv,
): Demonstration {
  const demonstration = demonstrationOf(parseStoredEpisode(bytes, place), env);
  if (watching && !demonstration.observations)
    fail("demonstration/incomplete", {
      given: `${place}, which holds no observations`,
      expected: `what ${watching.id} learns from`,
      fix: "`rewardgym demos record` and `eval --record-observations` keep them.",
    });
  return demonstration;
}
