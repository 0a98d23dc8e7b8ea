import { join } from "node:path";
import { bindEnv, fail } from "../../src/core/index.ts";
import { makeFolder, namesIn } from "../../src/record/folder.ts";
import { writeWhole } from "../../src/record/index.ts";
import { registries } from "../registries.ts";
import { parseSettings } from "../settings.ts";
import { common, rewardFor } from "../view/live-setting.ts";
import { serveLive } from "../view/serve-live.ts";
import { paramsForPeople } from "../zoo/index.ts";
import type { PlayRequest } from "./play-once.ts";

/**
 * Lets a person play in a browser, as many episodes as they like.
 * @throws `cli/usage` for flags that only a terminal has, `env/unsupported`
 */
export async function playInPage(
  { env: id, seed, reward, set = [], keys, pace, realtime, record, cast }: PlayRequest,
  where: { readonly port: number; readonly open: boolean },
): Promise<void> {
  const other = Object.entries({ keys, pace, cast, realtime: realtime || undefined }).find(
    ([, value]) => value !== undefined,
  );
  if (other) fail("cli/usage", { given: `--page and --${other[0]}`, expected: "one or the other" });
  const definition = await registries.envs.find(id);
  const params = { ...paramsForPeople(definition.params), ...(await parseSettings(set)).env };
  const { seats } = bindEnv(definition, params);
  if (seats > 1)
    fail("env/unsupported", { given: `${id}, whose worlds have ${seats} seats`, expected: "an env with one seat" });
  if (record !== undefined) await makeFolder(record);
  await serveLive(
    {
      setting: {
        ...common({ seed }, id),
        title: id,
        env: { id, params },
        reward: await rewardFor(id, reward),
        driver: "person",
        keeps: record !== undefined,
      },
      ...(record !== undefined && { keep: (name, episode) => keepIn(record, name, episode) }),
    },
    where,
  );
}

/** Writes an episode under the first free name. */
export async function keepIn(folder: string, name: string, episode: Uint8Array): Promise<string> {
  const taken = await namesIn(folder);
  for (let count = 0; ; count++) {
    const file = `${name}-${count}.episode`;
    if (taken.includes(file)) continue;
    await writeWhole(join(folder, file), episode);
    console.error(`recorded ${join(folder, file)}`);
    return file;
  }
}
