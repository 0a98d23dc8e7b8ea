import type { Reporter, TestModule } from "vitest/node";

/** Prints at the end why tests were skipped: each reason once, with the number of tests. */
export default class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    for (const module of modules)
      for (const test of module.children.allTests("skipped")) {
        const { note } = test.result() as { note?: string };
        if (note) counts.set(note, (counts.get(note) ?? 0) + 1);
      }
    for (const [reason, count] of counts) console.log(` Skipped ${count}: ${reason}`);
  }
}
