import { WebSocket } from "ws";
import { arraysOf, batchOf, bindEnv, generator, type PackedArray, sample, write } from "../../../../src/core/index.ts";
import type { SocketKind } from "../../../../src/wire/client/index.ts";
import { registries } from "../../../registries.ts";
import { customaryReward } from "../../../zoo/index.ts";
import { paired } from "../../contracts/paired.ts";

/**
 * Prints the steps per second through the servers of two checkouts, each with its own client, in turns of a fifth of a
 * second. Arguments: root before, root now, address before, address now, env, worlds, form (`binary` or `json`), pairs.
 */
const [rootBefore, rootNow, urlBefore, urlNow, env, count, form, pairs] = process.argv.slice(2);
const worlds = Number(count);
const warmSeconds = 5;
const spellSeconds = 0.2;
const columns = ["observations", "rewards", "final"] as const;

const { action } = bindEnv(await registries.envs.find(env));
const rng = generator(1, "actions");
const sets = Array.from({ length: 32 }, () => {
  const batch = batchOf(action, worlds);
  for (let world = 0; world < worlds; world++) write(action, batch, sample(action, rng), world);
  return arraysOf(batch);
});

/** Steps all worlds so many times. */
type Go = (steps: number) => Promise<void>;

const overAndOver = (step: (actions: readonly PackedArray[]) => Promise<unknown>): Go => {
  let taken = 0;
  return async (steps) => {
    for (const end = taken + steps; taken < end; taken++) await step(sets[taken % sets.length]);
  };
};

async function binary(root: string, url: string): Promise<Go> {
  const { connect, openRemote } = (await import(
    `${root}/src/wire/client/index.ts`
  )) as typeof import("../../../../src/wire/client/index.ts");
  const connection = await connect(url, { socket: WebSocket as unknown as SocketKind });
  const remote = await openRemote({ connection, env: { id: env }, reward: customaryReward(env), worlds, columns });
  await remote.reset(1);
  const acted = arraysOf(remote.actions);
  return overAndOver((actions) => {
    for (const [i, array] of acted.entries()) array.set(actions[i] as never);
    return remote.step();
  });
}

async function json(url: string): Promise<Go> {
  const socket = new WebSocket(url, ["rewardgym.v1"], { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let heard: (answer: { readonly ok?: { readonly session: string }; readonly error?: object }) => void = () =>
    undefined;
  socket.on("message", (data) => heard(JSON.parse(data.toString())));
  let id = 0;
  const ask = (message: object): Promise<{ readonly session: string }> => {
    socket.send(JSON.stringify({ id: ++id, ...message }));
    return new Promise((resolve, reject) => {
      heard = ({ ok, error }) => (ok ? resolve(ok) : reject(new Error(JSON.stringify(error))));
    });
  };
  const { session } = await ask({ op: "make", env, worlds, columns });
  await ask({ op: "reset", session, seed: 1 });
  return overAndOver(([actions]) => ask({ op: "step", session, actions: Array.from(actions) }));
}

const opened = (root: string, url: string) => (form === "json" ? json(url) : binary(root, url));
const [earlier, later] = [await opened(rootBefore, urlBefore), await opened(rootNow, urlNow)];

async function secondsOf(go: Go, steps: number): Promise<number> {
  const begun = performance.now();
  await go(steps);
  return (performance.now() - begun) / 1000;
}

let taken = 0;
const begun = performance.now();
for (; performance.now() - begun < 2 * warmSeconds * 1000; taken += 2) for (const go of [earlier, later]) await go(1);
const steps = Math.max(1, Math.round((taken * spellSeconds) / (2 * warmSeconds)));
const rateOf = (go: Go) => async () => (steps * worlds) / (await secondsOf(go, steps));
console.log(JSON.stringify(await paired(Number(pairs), rateOf(earlier), rateOf(later))));
process.exit();
