import { defineConfig } from "vitest/config";

const tenMinutes = 600_000; // [ms]: ends a test that hangs, however slow the machine; no test is meant to come near it
const slow = "test/**/*.slow.test.ts"; // simulations of an hour or more
const long = "test/**/*.long.test.ts"; // installing, whole programs, servers of others: minutes that `npm test` has not

const excluded = (mode: string) => (mode === "slow" ? [] : mode === "all" ? [slow] : [slow, long]);

/** By mode: `npm test` has none of its own, `npm run test:all` is "all", `npm run test:slow` is "slow". */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === "slow" ? slow : "test/**/*.test.ts"],
    exclude: ["test/parity/**", "test/bench/**", "node_modules/**", ...excluded(mode)],
    maxWorkers: 2, // Vitest would leave one core of two idle
    testTimeout: tenMinutes,
    hookTimeout: tenMinutes,
    reporters: ["default", "./test/skipped-reporter.ts"],
    env: { ORT_DISABLE_TELEMETRY: "1" }, // for tests that load ONNX Runtime themselves
    provide: { everything: mode === "all" }, // see test/sample.ts
  },
}));
