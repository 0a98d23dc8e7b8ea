/** How many single-letter edits (insert, delete, replace) lead from one text to the other (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[b.length];
}

/** Longer names are not mistyped; comparing them takes time that grows with their length. */
const longest = 100;

/** `Did you mean "x" or "y"?`: the few names most like a mistyped one, or nothing where none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > longest) return undefined;
  const short = (text: string) => text.toLowerCase().replace(/-v\d+$/, "");
  const distance = (candidate: string) => {
    const [a, b] = [short(name), short(candidate)];
    const tail = b.slice(b.lastIndexOf("/") + 1);
    if (tail === a.slice(a.lastIndexOf("/") + 1)) return -name.length - 1; // nearer than any other
    return Math.min(editDistance(a, b), editDistance(a, tail)) - (a.length > 2 && b.includes(a) ? a.length : 0);
  };
  const near = candidates
    .map((candidate) => ({ candidate, distance: distance(candidate) }))
    .filter(({ distance }) => distance <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => JSON.stringify(candidate));
  return near.length ? `Did you mean ${near.join(" or ")}?` : undefined;
}
