import { expect, test } from "vitest";
import { registries } from "../../scripts/registries.ts";
import { CodedError } from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";

const isThere = async (look: Promise<unknown>): Promise<boolean> => {
  try {
    await look;
    return true;
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === "env/unsupported") return false;
    throw thrown;
  }
};

test("every env can be looked at: it describes its scene, or says in words how things are", async () => {
  const blind: string[] = [];
  for (const id of registries.envs.ids) {
    const vector = await openVector({ envs: registries.envs, env: { id }, worlds: 1 });
    try {
      await vector.reset(1);
      if (!((await isThere(vector.scene(0))) || (await isThere(vector.text(0))))) blind.push(id);
    } finally {
      await vector.close();
    }
  }
  expect(blind).toEqual([]);
});

test.each(registries.envs.ids.filter((id) => id.startsWith("classic/")))("%s has a scene", async (id) => {
  const vector = await openVector({ envs: registries.envs, env: { id }, worlds: 1 });
  await vector.reset(1);
  expect(Object.keys((await vector.scene(0)).cameras)).toEqual(vector.env.cameras);
  await vector.close();
});
