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

it("runs aside: the same results, and the caller may write over its inputs at once", async () => {
  const session = await openSession(model, { aside: true });
  expect([session.device, session.description]).toEqual(["cpu", "cpu, 1 thread"]);
  const given = Float32Array.of(1, 2, 3);
  const both = [session.run({ x: value(given, [3]) }), session.run({ x: value(given.subarray(1), [2]) })];
  given.fill(0);
  expect((await Promise.all(both)).map(({ y }) => Array.from(y))).toEqual([
    [2, 3, 4],
    [3, 4],
  ]);
  await session.close();
  await session.close();
});

it("says aside what it says here", async () => {
  await expect(openSession(model, { devices: ["cuda"], aside: true })).rejects.toMatchObject({
    code: "device/unavailable",
    message: expect.stringMatching(/cuda: .*doctor/),
  });
  const session = await openSession(model, { aside: true });
  await expect(session.run({ z: value(Float32Array.of(1), [1]) })).rejects.toThrow(/x/);
  expect(Array.from((await session.run({ x: value(Float32Array.of(5), [1]) })).y)).toEqual([6]);
  await session.close();
  await expect(session.run({ x: value(Float32Array.of(5), [1]) })).rejects.toThrow("closed");
});
