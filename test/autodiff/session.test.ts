import { expect, it } from "vitest";
import { add, compile, input, openSession, value } from "../../src/autodiff/index.ts";

const x = input("x", ["n"]);
const model = compile([x], { y: add(x, 1) });

it("runs rows of any number and says where it runs", async () => {
  const session = await openSession(model);
  expect(session.description).toBe("cpu, 1 thread");
  expect(Array.from((await session.run({ x: value(Float32Array.of(1, 2, 3), [3]) })).y)).toEqual([2, 3, 4]);
  expect(Array.from((await session.run({ x: value(Float32Array.of(5), [1]) })).y)).toEqual([6]);
  await session.close();
});

it("falls back in the order asked for", async () => {
  const session = await openSession(model, { devices: ["cuda", "cpu"] });
  expect(session.device).toBe("cpu");
  await session.close();
});

it("says why no device opens", async () => {
  await expect(openSession(model, { devices: ["cuda"] })).rejects.toMatchObject({
    code: "device/unavailable",
    message: expect.stringMatching(/cuda: .*doctor/),
  });
});
