import { afterEach, expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { common, rewardFor, settingOfServer } from "../../scripts/view/live-setting.ts";
import { type LiveServing, pageFiles, serveView, type ViewServer } from "../../src/viewer/server/index.ts";

let server: ViewServer | undefined;
afterEach(() => server?.close());

const kept: string[] = [];
const serving = async (given: Partial<LiveServing> = {}): Promise<ViewServer> => {
  const env = "classic/cart-pole-v1";
  const setting = { ...common({}, env), title: env, env: { id: env }, reward: await rewardFor(env, undefined) };
  const live: LiveServing = {
    setting: { ...setting, driver: "person", keeps: true, policy: "policy.onnx" },
    policy: Uint8Array.of(1, 2, 3),
    keep: async (name) => {
      kept.push(name);
      return `${name}-0.episode`;
    },
    ...given,
  };
  server = await serveView({ live, envs: registries.envs, page: pageFiles(new Map()), port: 0 });
  return server;
};
const post = (
  url: string,
  origin: string | undefined,
  body: Uint8Array<ArrayBuffer>,
  type = "application/octet-stream",
) => fetch(url, { method: "POST", body, headers: { "Content-Type": type, ...(origin && { Origin: origin }) } });

test("a page is told what to live, and gets its policy", async () => {
  const { url } = await serving();
  expect(await (await fetch(`${url}live.json`)).json()).toMatchObject({
    env: { id: "classic/cart-pole-v1" },
    reward: "shaped/cart-pole-v1",
    driver: "person",
    controller: "catch-the-fall",
  });
  expect([...new Uint8Array(await (await fetch(`${url}policy.onnx`)).arrayBuffer())]).toEqual([1, 2, 3]);
});

test("only the page itself may send episodes, only whole ones, and under proper names", async () => {
  const { url } = await serving();
  const own = url.slice(0, -1);
  const nonsense = Uint8Array.of(1, 2, 3);
  expect((await post(`${url}api/keep?name=a`, "http://elsewhere", nonsense)).status).toBe(403);
  expect((await post(`${url}api/keep?name=a`, undefined, nonsense)).status).toBe(403);
  expect((await post(`${url}api/keep?name=a`, own, nonsense, "text/plain")).status).toBe(403);
  const answer = await post(`${url}api/keep?name=../a`, own, nonsense);
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: "wire/request" }]);
  const corrupt = await post(`${url}api/keep?name=a`, own, nonsense);
  expect([corrupt.status, await corrupt.json()]).toMatchObject([400, { code: "file/corrupt" }]);
  expect(kept).toEqual([]);
});

test("only a page with MuJoCo in it may run code that it makes", async () => {
  const policyOf = async (env: string) => {
    const { url, close } = await serving({
      setting: { ...common({}, env), title: env, env: { id: env }, reward: null, driver: "person", keeps: false },
    });
    const policy = (await fetch(url)).headers.get("Content-Security-Policy");
    await close();
    return policy;
  };
  expect(await policyOf("classic/cart-pole-v1")).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(await policyOf("locomotion/hopper-v1")).toContain("script-src 'self' 'unsafe-eval';");
});

test("a page may ask the server of its worlds, and nobody else", async () => {
  const { setting } = await settingOfServer("ws://127.0.0.1:7447/classic/cart-pole-v1", {});
  expect(setting).toMatchObject({ server: { url: "ws://127.0.0.1:7447" }, env: { id: "classic/cart-pole-v1" } });
  const { url } = await serving({ setting });
  const policy = (await fetch(url)).headers.get("Content-Security-Policy");
  expect(policy).toMatch(/connect-src 'self' ws:\/\/127\.0\.0\.1:7447$/);
  await expect(settingOfServer("ws://127.0.0.1:7447", {})).rejects.toThrow("cli/usage");
});
