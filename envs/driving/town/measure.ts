import { cosine, type Slot, sine } from "../../../src/core/index.ts";
import { noCollision, timeToCollision } from "./collision-time.ts";
import type { Dynamics } from "./dynamics.ts";
import type { Event, Feature } from "./features.ts";
import type { gaps } from "./gaps.ts";
import type { Around } from "./near.ts";
import type { observation } from "./observation.ts";
import { writeDrive, writePlace } from "./own-features.ts";
import { hazardous, onRoute, type TownState } from "./state.ts";
import type { Town, TownRoute } from "./town.ts";

type Measured = Pick<Slot<typeof observation, never, Feature, Event>, "row" | "features">;

/** Returns a function that writes the features of a step; `gained` is how much of the route it brought [m]. */
export function measurer(
  state: TownState,
  around: Around,
  ahead: ReturnType<typeof gaps>,
  dynamics: Dynamics,
  { row, features }: Measured,
) {
  const { clock, own, route: on, hazard } = state;
  const { pitch, roll } = features as { readonly pitch?: Float64Array; readonly roll?: Float64Array };

  return (town: Town, route: TownRoute, time: number, gained: number): void => {
    const askew = on[onRoute.askew];
    writePlace(features, row, state, route, cosine(askew), sine(askew));
    writeDrive(features, row, state, route, gained, clock[2]);
    ahead.find(town, route, time);
    const risk = timeToCollision(own, state.things, around.things);
    const toPeople = timeToCollision(own, state.people, around.people);
    features.timeToCollision[row] = Math.min(noCollision, risk, toPeople);
    features.leadGap[row] = ahead.found.lead;
    features.hazardGap[row] = ahead.found.hazard;
    features.hazard[row] = hazard[hazardous.kind];
    if (pitch) pitch[row] = dynamics.pitch();
    if (roll) roll[row] = dynamics.roll();
  };
}
