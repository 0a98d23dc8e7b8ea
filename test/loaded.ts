import type { Registry } from "../src/core/index.ts";

/** Every entry of a registry, for tests that look some up where they cannot wait. */
export async function loaded<T extends { readonly id: string }>(registry: Registry<T>) {
  const all = await registry.all();
  const find = (id: string): T => {
    const entry = all.find((one) => one.id === id);
    if (!entry) throw new Error(`no ${registry.kind} ${id}`);
    return entry;
  };
  return {
    all,
    find,
    get: <K extends T["id"]>(id: K) => find(id) as Extract<T, { readonly id: K }>,
  };
}
