import { existsSync } from "node:fs";
import { canonical, fail, identityOf } from "../core/index.ts";
import { readRun, runPaths, versionsHere } from "../record/index.ts";
import type { PlannedRun } from "./plan.ts";
import type { RunResult } from "./result.ts";
import { readResult } from "./result-file.ts";
import { isDamage, setAside } from "./train-on.ts";

/**
 * The state of a planned run, read from its folder. A damaged or foreign folder is moved aside with a notice.
 * @throws `file/unusable`
 */
export async function resultOf(
  run: PlannedRun,
  directory: string,
  onNotice?: (notice: string) => void,
): Promise<RunResult | undefined> {
  try {
    const result = await readResult(directory);
    if (result) await requireOwn(run, result, directory);
    return result;
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    onNotice?.(`${thrown.message} ${await setAside(directory)} The run is done again.`);
    return undefined;
  }
}

async function requireOwn(run: PlannedRun, result: RunResult, directory: string): Promise<void> {
  if (result.identity !== run.identity || canonical(result.spec) !== canonical(run.spec))
    fail("file/corrupt", {
      given: `${directory} with the result of ${result.identity}, ${result.env}, seed ${result.seed}`,
      expected: `that of ${run.identity}, ${run.env}, seed ${run.spec.seed}`,
    });
  if (!existsSync(runPaths(directory).description)) return; // the run failed before it began
  const { description } = await readRun(directory, versionsHere());
  if (description.identity !== (await identityOf(run.spec)))
    fail("file/corrupt", { given: `${directory} with another run in its run.json`, expected: "the run of its result" });
}
