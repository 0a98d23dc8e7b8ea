import { fileURLToPath } from "node:url";
import { run } from "../child.ts";

const program = fileURLToPath(new URL("../../rewardgym.ts", import.meta.url));

/** What a command of this repository printed. */
export const command = async (...args: readonly string[]): Promise<string> =>
  (await run(process.execPath, [program, ...args])).output;
