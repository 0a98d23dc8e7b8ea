import { childrenOf, numberOf, type XmlElement } from "./element.ts";

/** Polynomials `a + b ds + c ds^2 + d ds^3`, each valid from its start to the next. */
export interface Cubics {
  readonly starts: readonly number[];
  at(s: number): number;
  slopeAt(s: number): number;
}

/**
 * Reads `width`, `border` or `laneOffset` elements; 0 before the first.
 * @param base s that their starts count from
 */
export function readCubics(parent: XmlElement, name: string, base: number, where: string): Cubics {
  const parts = childrenOf(parent, name)
    .map((element) => {
      const number = (key: string) => numberOf(element, key, where);
      const start = numberOf(element, "sOffset", where, numberOf(element, "s", where, 0));
      return { start: base + start, a: number("a"), b: number("b"), c: number("c"), d: number("d") };
    })
    .sort((a, b) => a.start - b.start);
  const partAt = (s: number) => {
    let i = parts.length - 1;
    while (i >= 0 && parts[i].start > s + 1e-9) i--;
    return parts[i];
  };
  return {
    starts: parts.map(({ start }) => start),
    at(s) {
      const part = partAt(s);
      if (!part) return 0;
      const ds = s - part.start;
      return part.a + ds * (part.b + ds * (part.c + ds * part.d));
    },
    slopeAt(s) {
      const part = partAt(s);
      if (!part) return 0;
      const ds = s - part.start;
      return part.b + ds * (2 * part.c + ds * 3 * part.d);
    },
  };
}
