/** The most closed sessions that are remembered. */
const most = 4096;

/** Names of sessions that have been closed, each with the end of closing it: closing one again is no error. */
export function closedNames() {
  const names = new Map<string, Promise<void>>();
  return {
    add(name: string, end: Promise<void>): void {
      names.set(name, end);
      for (const old of names.keys()) {
        if (names.size <= most) break;
        names.delete(old);
      }
    },
    find: (name: string): Promise<void> | undefined => names.get(name),
  };
}
