import { cellFlag, terrain as is } from "../data/terrain.ts";
import type { Game } from "../state/game.ts";
import { turnDoor } from "./drawing.ts";
import { type DoorState, doorStates, named } from "./names.ts";

const states = Object.fromEntries(doorStates.map((state) => [state, state]));

/** @throws `level/invalid` for a state that doors do not have */
export const doorState = (state: string): DoorState => named("state of a door", state, states);

const codes: { readonly [state in DoorState]: number } = {
  open: is.openVertical,
  closed: is.closedVertical,
  locked: is.closedVertical,
  broken: is.doorway,
  secret: is.secretDoorVertical,
};

/** Hangs a door into the wall that a cell belongs to. */
export function hang({ terrain, flags }: Game, cell: number, state: DoorState): true {
  terrain[cell] = codes[state];
  if (state === "locked") flags[cell] |= cellFlag.locked;
  turnDoor(terrain, cell);
  return true;
}
