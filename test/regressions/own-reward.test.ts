import { join } from "node:path";
import { expect, test } from "vitest";
import { command, temporaryFolder } from "../scripts/command.ts";

test("an episode that was scored by a reward of observations can be scored by it again", async () => {
  const folder = join(temporaryFolder(), "episodes");
  const reward = '{"use": "intrinsic/hash-v1"}';
  const env = ["--env", "classic/pendulum-v1", "--agent", "baseline/random-v1"];
  const recorded = await command(
    "eval",
    ...env,
    "--reward",
    reward,
    "--episodes",
    "1",
    "--record",
    "1",
    "--out",
    folder,
  );
  expect(recorded).toMatchObject({ code: 0 });
  expect(await command("reward", "rescore", folder, "--reward", `again=${reward}`)).toMatchObject({
    code: 0,
    stderr: "",
  });
});
