import { once } from "node:events";
import { onTestFinished } from "vitest";
import { WebSocketServer } from "ws";
import { registries } from "../../scripts/registries.ts";
import { bindEnv } from "../../src/core/index.ts";
import { descriptionOf } from "../../src/wire/describe.ts";
import { encodeBinary } from "../../src/wire/frame.ts";

export const hello = {
  protocol: "rewardgym.v1",
  server: "a liar",
  heartbeatSeconds: 30,
  graceSeconds: 30,
  maxFrameBytes: 1e6,
  maxWorlds: 8,
};
export const env = descriptionOf(bindEnv(registries.envs.find("classic/cart-pole-v1"), {}));
export const made = { session: "s", token: "t", terms: [], env };
export const none = new Uint8Array(1);
export const columns = { step: 0, observations: new Float32Array(4), terminated: none, truncated: none };

export type Says = { readonly [op: string]: object | string | Uint8Array };

/** A server that says the same to every request of a kind, whatever it is. */
export async function liar(says: Says): Promise<{ readonly url: string; readonly heard: string[] }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "rewardgym.v1" });
  onTestFinished(() => void server.close());
  const heard: string[] = [];
  server.on("connection", (client) =>
    client.on("message", (data: Buffer) => {
      const length = data.readUInt32LE();
      const { id, op } = JSON.parse(data.toString("utf8", 4, 4 + length)).value;
      heard.push(op);
      const said = says[op] ?? {};
      const isWhole = typeof said === "string" || said instanceof Uint8Array;
      client.send(isWhole ? said : encodeBinary({ id, ok: said }));
    }),
  );
  await once(server, "listening");
  return { url: `ws://127.0.0.1:${(server.address() as { port: number }).port}`, heard };
}
