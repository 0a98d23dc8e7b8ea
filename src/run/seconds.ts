/** Where the time of an update goes, in [s]. */
export const activities = ["stepping", "inference", "reward", "learning", "other"] as const;
export type Activity = (typeof activities)[number];
export type Seconds = { readonly [A in Activity]: number };

export type Stopwatch = ReturnType<typeof stopwatch>;

/** Measures one update: `time` runs something and adds its time to a category; the remaining time is `other`. */
export function stopwatch() {
  const begun = performance.now();
  const booked = { stepping: 0, inference: 0, reward: 0, learning: 0 };
  const add = (activity: Exclude<Activity, "other">, seconds: number) => {
    booked[activity] += seconds;
  };
  return {
    add,
    async time<T>(activity: Exclude<Activity, "other">, work: () => Promise<T>): Promise<T> {
      const start = performance.now();
      try {
        return await work();
      } finally {
        add(activity, (performance.now() - start) / 1000);
      }
    },
    read(): Seconds {
      const total = (performance.now() - begun) / 1000;
      const known = booked.stepping + booked.inference + booked.reward + booked.learning;
      return { ...booked, other: Math.max(0, total - known) };
    },
  };
}
