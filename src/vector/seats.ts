import { arraysOf, type BoundEnv, type PackedArray, type Rng, type Slot, type World } from "../core/index.ts";
import type { VectorMemory } from "./memory.ts";
import { copyRow, shownRows } from "./rows.ts";

/** Who takes part in worlds of several seats: begins and ends the episodes of seats while their world goes on. */
export interface SeatKeeper {
  /** After the world was reset. @throws where nobody takes part */
  seat(world: number, live: World): void;
  /** After a step: marks the episodes that ended. @returns how many ended and how many go on */
  end(world: number, live: World, isTimeUp: boolean): { readonly ended: number; readonly left: number };
  /** Where somebody goes on: gives the seats that ended their next episode, and lets in who waits. */
  goOn(world: number, live: World, rng: Rng): void;
}

/** @param slotsOf of a world, one a seat */
export function seatKeeper(
  env: BoundEnv,
  memory: VectorMemory,
  slotsOf: (world: number) => readonly Slot[],
): SeatKeeper {
  const { seats } = env;
  const { present, acted, terminated, truncated } = memory;
  const features = Object.values(memory.features);
  const events = Object.values(memory.events);
  const counted = new Int32Array(events.length);
  const rows = terminated.length;
  const observed: PackedArray[][] = []; // of each row, found when its seat is first empty
  const shown = shownRows(memory.observations, memory.featureBlock, features.length, rows);
  const final = shownRows(memory.finalObservations, memory.finalFeatureBlock, features.length, rows);

  /** An absent seat shows nothing, and whatever it does is legal. */
  function takeSeat(row: number, slot: Slot, isPresent: boolean): void {
    present[row] = isPresent ? 1 : 0;
    if (isPresent) return;
    observed[row] ??= arraysOf(slot.observation);
    for (let i = 0; i < observed[row].length; i++) observed[row][i].fill(0);
    for (let i = 0; i < features.length; i++) features[i][row] = 0;
    slot.mask.fill(1);
  }

  /** Events are those of the step that ended the last episode, whatever `reseat` writes. */
  function reseat(row: number, seat: number, live: World, rng: Rng): boolean {
    copyRow(shown, row, final, row);
    if (!live.reseat) return false;
    for (let i = 0; i < events.length; i++) counted[i] = events[i][row];
    live.reseat(seat, rng);
    for (let i = 0; i < events.length; i++) events[i][row] = counted[i];
    return live.present?.(seat) ?? true;
  }

  return {
    seat(world, live) {
      let taken = 0;
      for (const [seat, slot] of slotsOf(world).entries()) {
        takeSeat(slot.row, slot, live.present?.(seat) ?? true);
        taken += present[slot.row];
      }
      if (taken === 0) throw new Error("no seat takes part as the episode begins");
    },
    end(world, live, isTimeUp) {
      let [ended, left] = [0, 0];
      for (let seat = 0, row = world * seats; seat < seats; seat++, row++) {
        if (acted[row] === 0) continue;
        if (live.terminated(seat)) terminated[row] = 1;
        else if (isTimeUp || live.truncated?.(seat)) truncated[row] = 1;
        else left++;
        ended += terminated[row] + truncated[row];
      }
      return { ended, left };
    },
    goOn(world, live, rng) {
      const slots = slotsOf(world);
      for (let seat = 0, row = world * seats; seat < seats; seat++, row++) {
        const slot = slots[seat];
        if (terminated[row] + truncated[row] > 0) takeSeat(row, slot, reseat(row, seat, live, rng));
        else if (acted[row] === 0) {
          for (let i = 0; i < events.length; i++) events[i][row] = 0;
          takeSeat(row, slot, live.present?.(seat) ?? false);
        }
      }
    },
  };
}
