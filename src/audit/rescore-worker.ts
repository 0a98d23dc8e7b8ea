/** A worker thread that scores recorded episodes. */
import { type AnyTransform, assert, type Env, type Reward } from "../core/index.ts";
import { diskFiles } from "../record/index.ts";
import { serveParent } from "../rpc/index.ts";
import { registriesAt } from "../rpc/registry-at.ts";
import { type RescoreThread, rescoreFiles } from "./rescore-files.ts";

serveParent({
  async rescore(files, rewards, sources) {
    const registries = {
      envs: await only<Env>(sources.envs, "env"),
      rewards: await only<Reward>(sources.rewards, "reward"),
      transforms: await only<AnyTransform>(sources.transforms, "transform"),
      files: diskFiles,
    };
    return rescoreFiles(files, rewards, registries);
  },
} satisfies RescoreThread);

async function only<T extends { readonly id: string }>(source: string, kind: string) {
  const [registry] = await registriesAt<T>(source, kind);
  assert(registry, `${source} exports the registry that it is the source of`);
  return registry;
}
