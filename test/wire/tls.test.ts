import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { temporaryFolder } from "../scripts/command.ts";
import { serving } from "./here.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

test("with a certificate the server speaks TLS, and nothing else", async ({ skip }) => {
  if (!hasOpenssl) skip("no openssl to make a certificate with");
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${cert} -days 2 -subj /CN=localhost`;
  expect(spawnSync("openssl", [...made.split(" "), "-addext", "subjectAltName=DNS:localhost"]).status).toBe(0);
  const ca = readFileSync(cert);
  const server = await serving({ tls: { cert: ca, key: readFileSync(key) }, address: "localhost" });
  expect(server.url).toMatch(/^wss:\/\/localhost:\d+$/);
  const answered = await new Promise((resolve, reject) => {
    const socket = new WebSocket(server.url, ["rewardgym.v1"], { ca });
    socket.once("error", reject);
    socket.once("open", () => socket.send('{"id": 1, "op": "ping"}'));
    socket.once("message", (data) => {
      resolve(JSON.parse(data.toString()));
      socket.close();
    });
  });
  expect(answered).toEqual({ id: 1, ok: {} });
  await expect(
    new Promise((resolve, reject) => {
      const socket = new WebSocket(server.url.replace("wss", "ws"), ["rewardgym.v1"]);
      socket.once("error", reject);
      socket.once("open", resolve);
    }),
  ).rejects.toThrow();
});
