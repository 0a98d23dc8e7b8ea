/** What a car can do, and what its driver finds comfortable: the intelligent driver model (Treiber et al. 2000). */
export const comfortable = {
  throttle: 3, // [m/s^2] at full pedal
  brake: 7, // [m/s^2]
  acceleration: 2.2, // [m/s^2]
  braking: 3, // [m/s^2]
  gap: 2, // [m]
  headway: 1.1, // [s]
} as const;

/** Something on the way: how far [m], and how fast it goes on [m/s]. */
export interface Ahead {
  readonly gap: number;
  readonly speed: number;
}

/** The acceleration of a driver who wants a speed, behind something or with nothing ahead [m/s^2]. */
export function carryOn(speed: number, wanted: number, ahead?: Ahead): number {
  const { acceleration, braking, gap, headway, brake } = comfortable;
  const share = speed / Math.max(0.1, wanted);
  let pull = acceleration * (1 - share ** 4);
  if (ahead) {
    const closing = (speed * (speed - ahead.speed)) / (2 * Math.sqrt(acceleration * braking));
    const kept = gap + Math.max(0, speed * headway + closing);
    pull -= acceleration * (kept / ahead.gap) ** 2;
  }
  return Math.max(-brake, pull);
}
