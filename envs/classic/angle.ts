const turn = 2 * Math.PI;

/** The same direction as an angle in [-pi, pi) [rad]; exact for one that lies there already. */
export const wrapped = (angle: number): number => angle - turn * Math.round(angle / turn);
