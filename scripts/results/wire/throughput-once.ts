import { WebSocket } from "ws";
import { arraysOf, batchOf, bindEnv, generator, type PackedArray, sample, write } from "../../../src/core/index.ts";
import { openScored } from "../../../src/run/index.ts";
import { connect, openRemote, type SocketKind } from "../../../src/wire/client/index.ts";
import { registries } from "../../registries.ts";
import { customaryReward } from "../../zoo/index.ts";

/**
 * Steps worlds with random actions, each step after the previous answer, and prints steps per second and the duration of
 * a step [ms]. Arguments: place (`here` or a server's address), env, worlds, form (`binary` or `json`), seconds, and the
 * number of such sessions to step side by side over one socket.
 */
const [where, env, count, form, length, sessions = "1"] = process.argv.slice(2);
const worlds = Number(count);
const reward = customaryReward(env);
const { action } = bindEnv(await registries.envs.find(env));
const rng = generator(1, "actions");
const sets = Array.from({ length: 32 }, () => {
  const batch = batchOf(action, worlds);
  for (let world = 0; world < worlds; world++) write(action, batch, sample(action, rng), world);
  return arraysOf(batch);
});

const closing: (() => Promise<unknown>)[] = []; // otherwise the server would keep the sessions for a while

/** A function that steps all worlds once. */
type Step = (actions: readonly PackedArray[]) => Promise<unknown>;

async function here(): Promise<Step> {
  const scored = await openScored({ registries, env: { id: env }, reward, worlds });
  await scored.reset(1);
  const acted = arraysOf(scored.vector.actions);
  return (actions) => {
    for (const [i, array] of acted.entries()) array.set(actions[i] as never);
    return scored.step();
  };
}

const connecting = where === "here" ? undefined : connect(where, { socket: WebSocket as unknown as SocketKind });
async function binary(): Promise<Step> {
  const connection = await connecting!;
  const remote = await openRemote({
    connection,
    env: { id: env },
    reward,
    worlds,
    columns: ["observations", "rewards", "final"],
  });
  closing.push(() => remote.close());
  await remote.reset(1);
  const acted = arraysOf(remote.actions);
  return (actions) => {
    for (const [i, array] of acted.entries()) array.set(actions[i] as never);
    return remote.step();
  };
}

async function json(): Promise<Step> {
  const socket = new WebSocket(where, ["rewardgym.v1"], { perMessageDeflate: false });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  let heard: (answer: { readonly ok?: { readonly session: string }; readonly error?: object }) => void = () =>
    undefined;
  socket.on("message", (data) => heard(JSON.parse(data.toString())));
  const ask = (message: object): Promise<{ readonly session: string }> => {
    socket.send(JSON.stringify(message));
    return new Promise((resolve, reject) => {
      heard = ({ ok, error }) => (ok ? resolve(ok) : reject(new Error(JSON.stringify(error))));
    });
  };
  const columns = ["observations", "rewards", "final"];
  const { session } = await ask({ id: 1, op: "make", env, worlds, columns });
  await ask({ id: 2, op: "reset", session, seed: 1 });
  let id = 2;
  closing.push(() => ask({ id: ++id, op: "close", session }));
  return ([actions]) => ask({ id: ++id, op: "step", session, actions: Array.from(actions) });
}

const opened = where === "here" ? here : form === "json" ? json : binary;
const steppers: Step[] = [];
for (let i = 0; i < Number(sessions); i++) steppers.push(await opened());
const spent: number[] = [];
async function run(seconds: number): Promise<number> {
  const begun = performance.now();
  let steps = 0;
  const one = async (step: Step) => {
    for (let last = performance.now(); last - begun < seconds * 1000; steps++) {
      await step(sets[steps % sets.length]);
      const now = performance.now();
      spent.push(now - last);
      last = now;
    }
  };
  await Promise.all(steppers.map(one));
  return (steps * worlds * 1000) / (performance.now() - begun);
}
await run(Math.min(3, Number(length))); // warming up
spent.length = 0;
const stepsPerSecond = await run(Number(length));
spent.sort((a, b) => a - b);
const quantile = (share: number) => spent[Math.min(spent.length - 1, Math.floor(share * spent.length))];
for (const close of closing) await close();
console.log(JSON.stringify({ stepsPerSecond, p50: quantile(0.5), p99: quantile(0.99) }));
process.exit();
