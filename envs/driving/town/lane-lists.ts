/** Which cars are on each lane, and which will be on it next: linked lists that are made again in every step. */
export function laneLists(cars: number) {
  const nextOn = new Int32Array(cars);
  const nextTo = new Int32Array(cars);
  let on = new Int32Array(0);
  let to = new Int32Array(0);
  return {
    /** The car after another on the same lane, or -1. */
    nextOn,
    /** The car after another with the same next lane, or -1. */
    nextTo,
    firstOn: (lane: number): number => on[lane],
    firstTo: (lane: number): number => to[lane],
    /** @param lanes how many there are in the town @param lane of each car, or -1 */
    fill(lanes: number, lane: Int32Array, next: Int32Array): void {
      if (on.length < lanes) {
        on = new Int32Array(lanes);
        to = new Int32Array(lanes);
      }
      on.fill(-1, 0, lanes);
      to.fill(-1, 0, lanes);
      for (let car = cars - 1; car >= 0; car--) {
        if (lane[car] < 0) continue;
        nextOn[car] = on[lane[car]];
        on[lane[car]] = car;
        if (next[car] < 0) continue;
        nextTo[car] = to[next[car]];
        to[next[car]] = car;
      }
    },
  };
}
