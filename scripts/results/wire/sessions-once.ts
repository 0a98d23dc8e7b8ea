import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { connect, openRemote, type RemoteVectorEnv, type SocketKind } from "../../../src/wire/client/index.ts";

/**
 * Opens sessions of one world, each with its own socket, and steps each one again as soon as it is answered. Prints the
 * outcome. Arguments: address, sessions, seconds. Latencies are those of steps, from request to answer [ms].
 */
const [url, count, length] = process.argv.slice(2);
const sessions = Number(count);
const env = { id: "classic/cart-pole-v1" };
const socket = WebSocket as unknown as SocketKind;

async function opened(): Promise<RemoteVectorEnv> {
  const connection = await connect(url, { socket });
  const remote = await openRemote({
    connection,
    env,
    worlds: 1,
    reward: "shaped/cart-pole-v1",
    columns: ["observations", "rewards"],
  });
  await remote.reset(1);
  return remote;
}

const begun = performance.now();
const worlds: RemoteVectorEnv[] = [];
for (
  let made = 0;
  made < sessions;
  made += 50 // a few at a time, as any client should
)
  worlds.push(...(await Promise.all(Array.from({ length: Math.min(50, sessions - made) }, opened))));
const openSeconds = (performance.now() - begun) / 1000;
const held = await (await fetch(`${url.replace("ws", "http")}/metrics`)).text();
const memory = Number(/^rewardgym_resident_bytes (\S+)$/m.exec(held)?.[1]);

const until = performance.now() + Number(length) * 1000;
const spent = new Float64Array(20_000_000);
let steps = 0;
let errors = 0;
await Promise.all(
  worlds.map(async (world, i) => {
    for (let step = 0; performance.now() < until; step++) {
      (world.actions as Int32Array)[0] = (step + i) % 2;
      const sent = performance.now();
      try {
        await world.step();
      } catch (thrown) {
        if (errors++ === 0) console.error(thrown);
        return;
      }
      spent[steps++ % spent.length] = performance.now() - sent;
    }
  }),
);
const all = spent.subarray(0, Math.min(steps, spent.length)).sort();
const quantile = (share: number) => all[Math.min(all.length - 1, Math.floor(share * all.length))];
await Promise.all(worlds.map((world) => world.close()));
await sleep(500);
console.log(
  JSON.stringify({ openSeconds, memory, steps, errors, p50: quantile(0.5), p99: quantile(0.99), most: all.at(-1) }),
);
process.exit();
