import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/parity/**", "test/bench/**", "test/**/*.slow.test.ts", "node_modules/**"],
    maxWorkers: 2, // Vitest would leave one core of two idle
    testTimeout: 30_000, // [ms]; on two busy cores a test may take ten times as long as alone
  },
});
