const wanted = 1000 / 30; // longest time of a frame [ms]
const plenty = 1000 / 50; // below it there is time to draw more finely [ms]
const shares = [1, 0.8, 0.64, 0.5]; // of the full sharpness
const looked = 4; // frames between two decisions
const stillAfter = 250; // [ms]

/** Keeps what moves smooth: draws it with fewer pixels where frames take too long, and sharply again once it stands still. */
export interface Pace {
  /** To be called after each drawing. @param frame when the browser asked for it, as it tells its callbacks [ms] */
  drawn(frame: number): void;
  /** Draws it sharply. */
  rest(): void;
  dispose(): void;
}

/** @param sharpen draws the picture as it is with a share of the full sharpness */
export function paceOf(sharpen: (share: number) => void): Pace {
  let [level, shown] = [0, 0]; // what suits movement, and what the canvas has now
  let [frames, time] = [0, 0];
  let [isStill, isGone] = [true, false];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (next: number) => {
    if (next === shown) return;
    shown = next;
    sharpen(shares[next]);
  };
  const judge = (took: number) => {
    frames++;
    time += took;
    if (frames < looked) return;
    const mean = time / frames;
    if (mean > wanted) {
      const most = shares[level] ** 2 * (wanted / mean); // of all pixels, which take nearly all of the time
      do level++;
      while (level < shares.length - 1 && shares[level] ** 2 > most);
      level = Math.min(level, shares.length - 1);
    } else if (mean < plenty) level = Math.max(level - 1, 0);
    [frames, time] = [0, 0];
  };
  const settle = () => {
    clearTimeout(timer);
    [frames, time] = [0, 0];
    isStill = true;
    set(0);
  };
  return {
    drawn(frame) {
      const moves = !isStill;
      isStill = false;
      clearTimeout(timer);
      // the browser asks late for the next frame if this one takes long
      requestAnimationFrame((next) => {
        if (isGone || isStill) return;
        if (moves) {
          judge(next - frame);
          set(level);
        }
        clearTimeout(timer);
        timer = setTimeout(settle, stillAfter);
      });
    },
    rest: settle,
    dispose() {
      isGone = true;
      clearTimeout(timer);
    },
  };
}
