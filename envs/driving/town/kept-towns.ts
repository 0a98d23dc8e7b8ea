import type { ImportedMap } from "./imported.ts";

/**
 * Keeps what was made of towns, for all worlds of a thread: the newest by name, those of each imported map apart. They follow
 * from their names and the map.
 */
export function keptTowns<T>(most: number) {
  const generated = new Map<string, T>();
  const imported = new WeakMap<ImportedMap, Map<string, T>>();
  function those(map: ImportedMap | undefined): Map<string, T> {
    if (!map) return generated;
    let found = imported.get(map);
    if (!found) {
      found = new Map();
      imported.set(map, found);
    }
    return found;
  }
  return (map: ImportedMap | undefined, name: string, make: () => T): T => {
    const kept = those(map);
    let town = kept.get(name);
    if (town === undefined) {
      town = make();
      if (kept.size >= most) kept.delete(kept.keys().next().value as string);
      kept.set(name, town);
    }
    return town;
  };
}
