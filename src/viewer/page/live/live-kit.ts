import type { Agent, BoundEnv, Params, Policy, Registry } from "../../../core/index.ts";
import { untrained } from "../../live/acting.ts";
import type { LiveOptions, LiveWorlds } from "../../live/live-worlds.ts";
import { type Driver, drivers, type LiveSetting } from "../../live/setting.ts";

/** What the page needs from the rest of the package. */
export interface LiveKit {
  readonly registries: LiveOptions["registries"] & { readonly agents: Registry<Agent> };
  openExported(model: Uint8Array, env: BoundEnv): Promise<Policy>;
}

/** Who can act in a page's worlds, besides a person. */
export interface Actors {
  readonly available: readonly Driver[];
  /** @throws what opening a policy throws */
  open(driver: Driver): Promise<Policy>;
}

/** Fetches the policy, and finds out who can act. */
export async function actorsFor(
  kit: LiveKit,
  setting: LiveSetting,
  { env, envs, vector }: LiveWorlds,
  hasHands: boolean,
): Promise<Actors> {
  const policy = setting.policy ? await fetched(setting.policy) : undefined;
  const open = async (driver: Driver): Promise<Policy> => {
    if (driver === "policy") return kit.openExported(policy!, env);
    const params: Params = driver === "scripted" ? { controller: setting.controller ?? "none" } : {};
    const registries = { envs, agents: kit.registries.agents };
    const about = { registries, params, env: setting.env, seats: vector.rows, seed: setting.seed };
    return untrained(`baseline/${driver}-v1`, about);
  };
  const isScripted = setting.controller !== undefined && (await isOpened(open));
  const can = { person: hasHands, policy: policy !== undefined, scripted: isScripted, random: true };
  return { available: drivers.filter((driver) => can[driver]), open };
}

/** A rule by hand fits few params of its env. */
const isOpened = (open: Actors["open"]): Promise<boolean> =>
  open("scripted").then(
    () => true,
    () => false,
  );

async function fetched(path: string): Promise<Uint8Array> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}
