import type { Registry } from "../core/index.ts";

/**
 * The registries of a kind that a module exports, for worker threads: functions cannot be sent to them.
 * @param source `Registry.source`
 */
export async function registriesAt<T extends { readonly id: string }>(
  source: string,
  kind: string,
): Promise<Registry<T>[]> {
  const exported: { readonly [name: string]: unknown } = await import(source);
  const isRegistry = (value: unknown): value is Registry<T> =>
    typeof value === "object" && value !== null && "kind" in value && value.kind === kind && "find" in value;
  return Object.values(exported).filter(isRegistry);
}
