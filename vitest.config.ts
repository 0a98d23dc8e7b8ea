import { defineConfig } from "vitest/config";

const tenMinutes = 600_000; // [ms]: ends a test that hangs, however slow the machine; no test is meant to come near it

export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/parity/**", "test/bench/**", "node_modules/**"],
    maxWorkers: 2, // Vitest would leave one core of two idle
    testTimeout: tenMinutes,
    hookTimeout: tenMinutes,
    reporters: ["default", "./test/skipped-reporter.ts"],
    provide: { everything: mode === "all" }, // see test/sample.ts
  },
}));
