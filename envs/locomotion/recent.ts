const most = 4;

/** The same function with a cache of its last few results: the worlds of a vector all ask for the same. */
export function recent<Given, Made>(
  make: (given: Given) => Made,
  keyOf: (given: Given) => string,
): (given: Given) => Made {
  const kept = new Map<string, Made>(); // the latest last
  return (given) => {
    const key = keyOf(given);
    const made = kept.get(key) ?? make(given);
    kept.delete(key);
    kept.set(key, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return made;
  };
}
