import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { SocketKind } from "../../../../src/wire/client/index.ts";

/**
 * Steps a cart-pole every few milliseconds and tells its parent, when asked, how long the answers took [ms]. An answer that
 * has not come counts for as long as it was waited for. Arguments: address, and the checkout whose client to use.
 */
const [url, root] = process.argv.slice(2);
const { connect, openRemote } = (await import(
  `${root}/src/wire/client/index.ts`
)) as typeof import("../../../../src/wire/client/index.ts");
const everyMs = 5;
const connection = await connect(url, { socket: WebSocket as unknown as SocketKind });
const remote = await openRemote({
  connection,
  env: { id: "classic/cart-pole-v1" },
  worlds: 1,
  columns: ["observations"],
});
await remote.reset(1);
let waitedSince: number | undefined;
let spent: number[] = [];
let failed: string | undefined;

function tell(): void {
  if (waitedSince !== undefined && !failed) spent.push(performance.now() - waitedSince);
  spent.sort((a, b) => a - b);
  const quantile = (share: number) => spent[Math.min(spent.length - 1, Math.floor(share * spent.length))];
  process.send?.({ steps: spent.length, p50: quantile(0.5), p99: quantile(0.99), longest: spent.at(-1), failed });
}
process.on("message", (word) => {
  if (word === "begin") spent = [];
  if (word === "tell") tell();
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
try {
  for (let step = 0; ; step++) {
    (remote.actions as Int32Array)[0] = step % 2;
    waitedSince = performance.now();
    await remote.step();
    spent.push(performance.now() - waitedSince);
    waitedSince = undefined;
    await sleep(everyMs);
  }
} catch (thrown) {
  failed = String(thrown).slice(0, 200);
}
