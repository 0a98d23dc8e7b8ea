import { padded } from "./map.ts";

const [growth, eye] = ["F", "e"].map((letter) => letter.charCodeAt(0));
const [lime, blue] = [10, 4];

/** Whether a monster harms only those who touch it: moulds, other than lichens, and eyes that stare. */
export const isPassive = (char: number, colour: number): boolean =>
  (char === growth && colour !== lime) || (char === eye && colour === blue);

/** How many moves apart two cells are where nothing is in the way. */
export function apart(a: number, b: number): number {
  const across = Math.abs((a % padded) - (b % padded));
  const down = Math.abs(Math.floor(a / padded) - Math.floor(b / padded));
  return Math.max(across, down);
}
