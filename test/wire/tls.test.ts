import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { certificate, hasOpenssl } from "./certificate.ts";
import { serving } from "./here.ts";

test("a certificate and a key that were swapped, or are of others, are refused with a code", async ({ skip }) => {
  if (!hasOpenssl) skip("no openssl to make a certificate with");
  const [one, two] = [certificate(), certificate()].map(({ key, cert }) => ({
    key: readFileSync(key),
    cert: readFileSync(cert),
  }));
  for (const tls of [
    { key: one.cert, cert: one.key },
    { key: one.key, cert: two.cert },
    { key: "no key", cert: "no certificate" },
  ])
    await expect(serving({ tls })).rejects.toMatchObject({ code: "file/unusable" });
});

test("with a certificate the server speaks TLS, and nothing else", async ({ skip }) => {
  if (!hasOpenssl) skip("no openssl to make a certificate with");
  const { key, cert } = certificate();
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
