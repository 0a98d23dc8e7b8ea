const turn = 2 * Math.PI;

/** An angle wrapped into [-pi, pi) [rad]; exact if it already is in there. */
export const wrapped = (angle: number): number => angle - turn * Math.round(angle / turn);
