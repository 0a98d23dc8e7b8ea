/** Sources of randomness and time other than the generator. */
const sources: readonly { readonly name: string; readonly of: object; readonly key: string }[] = [
  { name: "Math.random", of: Math, key: "random" },
  { name: "Date.now", of: Date, key: "now" },
  { name: "performance.now", of: performance, key: "now" },
  { name: "crypto.getRandomValues", of: crypto, key: "getRandomValues" },
];

/** Which sources of chance and clocks synchronous work calls. They are replaced while it runs, and answer as ever. */
export function chanceIn<T>(work: () => T): { readonly called: readonly string[]; readonly result: T } {
  const called = new Set<string>();
  const undo = sources.map(({ name, of, key }) => {
    const own = Object.getOwnPropertyDescriptor(of, key);
    const answer = (of as { [key: string]: (...given: unknown[]) => unknown })[key].bind(of);
    const watching = (...given: unknown[]) => {
      called.add(name);
      return answer(...given);
    };
    Object.defineProperty(of, key, { value: watching, configurable: true, writable: true });
    return () => (own ? Object.defineProperty(of, key, own) : Reflect.deleteProperty(of, key));
  });
  try {
    const result = work();
    return { called: [...called], result };
  } finally {
    for (const restore of undo) restore();
  }
}
