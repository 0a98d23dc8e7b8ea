import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { interruptible } from "../../scripts/interrupt.ts";
import { registries } from "../../scripts/registries.ts";
import { readRun, versionsHere } from "../../src/record/index.ts";
import { openTrained } from "../../src/run/index.ts";
import { processOf, temporaryFolder } from "./command.ts";

/** Presses Ctrl-C once, when the first line of progress has come. */
function onceItTrains() {
  let isPressed = false;
  return (stderr: string, interrupt: () => void) => {
    if (!isPressed && stderr.includes("steps/s")) interrupt();
    isPressed ||= stderr.includes("steps/s");
  };
}

test("Ctrl-C writes a checkpoint and says how to go on; going on works", async () => {
  const folder = temporaryFolder();
  const train = ["train", "--env", "classic/cart-pole-v1", "--steps", "100000000", "--out", "runs/a"];
  const stopped = await processOf(folder, train, onceItTrains());
  expect(stopped.code, stopped.stderr).toBe(130);
  const [, how] = /Go on: npx rewardgym (train --resume --out runs\/a)\n$/.exec(stopped.stderr) ?? [];
  expect(how).toBeDefined();
  const directory = join(folder, "runs", "a");
  const { steps, policy } = await openTrained(directory, registries);
  await policy.close?.();
  expect(steps).toBeGreaterThan(0);
  const again = await processOf(folder, how.split(" "), onceItTrains());
  expect(again.code, again.stderr).toBe(130);
  const later = await openTrained(directory, registries);
  await later.policy.close?.();
  expect(later.steps).toBeGreaterThan(steps);
  expect((await readRun(directory, versionsHere())).description.spec.steps).toBe(100_000_000);
});

test("the first Ctrl-C asks, however often it is passed on; a second one ends the process", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  const clock = vi.spyOn(performance, "now").mockReturnValue(1000);
  await interruptible(async (signal) => {
    process.emit("SIGINT", "SIGINT");
    process.emit("SIGINT", "SIGINT"); // npm passes on what the terminal has sent too
    expect(signal.aborted).toBe(true);
    expect(exit).not.toHaveBeenCalled();
    clock.mockReturnValue(2000);
    process.emit("SIGHUP", "SIGHUP");
    expect(exit).not.toHaveBeenCalled();
    expect(() => process.emit("SIGINT", "SIGINT")).toThrow("exit 130");
  });
  vi.restoreAllMocks();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.removeAllListeners(name);
});

test("handlers are gone once the work is done", async () => {
  const before = process.listenerCount("SIGINT");
  await expect(interruptible(() => Promise.reject(new Error("done")))).rejects.toThrow("done");
  expect(process.listenerCount("SIGINT")).toBe(before);
});
