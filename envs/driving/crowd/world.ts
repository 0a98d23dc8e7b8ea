import type { Rng, Slot, World } from "../../../src/core/index.ts";
import { wrapped } from "../roads/curve.ts";
import { placeOnRoute, projectOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { type Control, pedalAndWheel } from "../town/actions.ts";
import { driven, car as size } from "../town/bicycle.ts";
import { bodySize } from "../town/boxes.ts";
import { isAtFault } from "../town/collisions.ts";
import { driveOn, longAgo, remember } from "../town/drive-on.ts";
import { bicycle } from "../town/dynamics.ts";
import type { Event, Feature } from "../town/features.ts";
import type { observation } from "../town/observation.ts";
import { writeDrive, writePlace } from "../town/own-features.ts";
import { onRoute } from "../town/state.ts";
import { crossLines, stands } from "../town/stop-lines.ts";
import { chauffeur } from "../town/wishes.ts";
import { writeOthers, writeWeights } from "./features.ts";
import { hazardGap, type Whereabouts } from "./gap-ahead.ts";
import { observer } from "./observe.ts";
import { pairs } from "./pairs.ts";
import { type CrowdTown, type CrowdTowns, crowdTown, drawRoutes } from "./places.ts";
import { clocked, crowdState, status } from "./state.ts";
import { crowdView } from "./view.ts";
import { drawLeanings, type weightFeatures, weightNames, weightOf } from "./weights.ts";

export const seconds = 0.1; // of a step
export const mostSteps = 600;
const arrivesWithin = 2; // [m] of the route's end
const lostBeyond = 15; // [m] beside the route
const longestStand = 30; // [s]
const opposite = Math.PI / 2; // [rad] beyond which a car drives against the traffic
const onItsLane = 2; // [m] of the lane's centre

export interface CrowdParams {
  readonly seats: number;
  readonly towns: number;
  readonly set: CrowdTowns;
  readonly actions: Control;
  /** Whether a red light or a missed stop sign ends the drive; a crash always does. */
  readonly endsAtOffence: boolean;
  readonly conditioned: boolean;
}

type CrowdSlot = Pick<
  Slot<typeof observation, never, Feature | keyof typeof weightFeatures, Event>,
  "row" | "observation" | "features" | "events"
> & { readonly action: unknown };

/** A world of many drivers in a town. */
export function crowdWorld(params: CrowdParams, slots: readonly CrowdSlot[]): World {
  const { seats } = params;
  const { features, events } = slots[0];
  const rows = Int32Array.from(slots, ({ row }) => row);
  const actions = slots.map(({ action }) => action as Float32Array | Int32Array);
  const state = crowdState(seats);
  const { clock, cars, bodies, status: how } = state;
  const dynamics = cars.map(bicycle);
  const drivers = cars.map(chauffeur);
  const where: Whereabouts = {
    routes: [],
    along: new Float64Array(seats),
    lane: new Int32Array(seats),
    onLane: new Float64Array(seats),
  };
  const { routes } = where;
  const compare = pairs(bodies, where);
  const around = compare();
  const observe = observer(
    state,
    slots.map((slot) => slot.observation),
    around,
  );
  const weights = cars.map(() => new Float64Array(weightNames.length));
  const place = new Float64Array(sampleSize);
  const askew = new Float64Array(2 * seats); // cosine and sine of each heading's error
  let town: CrowdTown = crowdTown(params.set, 0, seats);
  let view: ReturnType<typeof crowdView> | undefined;

  const now = (): number => clock[clocked.lights] + clock[clocked.steps] * seconds;

  /** Finds a car on its route. */
  function locate(seat: number): void {
    const { driven: self, own, route: on } = cars[seat];
    const route = routes[seat];
    const along = projectOnRoute(route, own[0], own[1], on[onRoute.point], place);
    on[onRoute.before] = on[onRoute.along];
    on[onRoute.along] = along;
    on[onRoute.left] = place[1];
    on[onRoute.askew] = wrapped(self[driven.heading] - place[4]);
    askew[2 * seat] = own[2] * place[2] + own[3] * place[3];
    askew[2 * seat + 1] = own[3] * place[2] - own[2] * place[3];
    on[onRoute.point] = Math.min(route.parts, Math.max(0, Math.round(along / route.spacing)));
    tell(seat);
  }

  /** Tells others where a car is. */
  function tell(seat: number): void {
    const { route: on } = cars[seat];
    const route = routes[seat];
    const point = on[onRoute.point];
    where.along[seat] = on[onRoute.along];
    where.lane[seat] = Math.abs(on[onRoute.left]) < onItsLane ? route.lane[point] : -1;
    where.onLane[seat] = route.onLane[point] + on[onRoute.along] - point * route.spacing;
  }

  function readAction(seat: number): void {
    const { asked } = cars[seat];
    const action = actions[seat];
    if (params.actions === "continuous") {
      asked[0] = action[0];
      asked[1] = action[1];
    } else if (params.actions === "grid") pedalAndWheel(action[0], action[1], asked);
    else {
      const { route: on } = cars[seat];
      drivers[seat].wish(action[0], routes[seat].limit[on[onRoute.point]]);
      drivers[seat].act(routes[seat]);
    }
  }

  const count = (event: Event, seat: number): void => {
    events[event][rows[seat]]++;
  };

  /** Counts crashes; both cars stop, and have ended. */
  function crash(): void {
    const { touching, touches } = around;
    for (let i = 0; i < 2 * touches; i++) {
      const seat = touching[i];
      const { driven: self, own, route: on } = cars[seat];
      const half = routes[seat].points[sampleSize * on[onRoute.point] + 6];
      const isInLane = Math.abs(on[onRoute.left]) < half;
      count("vehicleCollision", seat);
      if (isAtFault(own, bodies, bodySize * touching[i ^ 1], self[driven.speed], isInLane))
        features.atFault[rows[seat]] = 1;
      how[seat] = status.failed;
    }
    for (let i = 0; i < 2 * touches; i++) dynamics[touching[i]].stop();
  }

  /** Share of the mean speed of the cars around. */
  function pace(seat: number): number {
    const mean = around.around[seat] === 0 ? 0 : around.speeds[seat] / around.around[seat];
    return mean < 1 ? 1 : Math.min(1, cars[seat].driven[driven.speed] / mean);
  }

  /** Writes features and observation of a seat. @param gained metres of the route in the step */
  function show(seat: number, gained: number): void {
    const car = cars[seat];
    const row = rows[seat];
    const route = routes[seat];
    const limit = route.limit[car.route[onRoute.point]];
    writeDrive(features, row, car, route, gained, clock[clocked.steps]);
    writeOthers(
      features,
      row,
      around.timeToCollision[seat],
      around.lead[seat],
      hazardGap(car, route, town, now(), around.lead[seat]),
    );
    writeWeights(features, row, weights[seat]);
    observe(seat, town, route, now(), limit, Math.max(0, 1 - clock[clocked.steps] / mostSteps));
  }

  /** After all cars have moved: what came of a seat's step. */
  function settle(seat: number): void {
    const car = cars[seat];
    const { driven: self, route: on, against } = car;
    const row = rows[seat];
    const route = routes[seat];
    const isOffence = crossLines(car, route, town, now(), (offence) => count(offence, seat));
    const speed = self[driven.speed];
    const way = speed * seconds;
    writePlace(features, row, car, route, askew[2 * seat], askew[2 * seat + 1]);
    on[onRoute.driven] += way;
    if (on[onRoute.overstep] > 0) on[onRoute.outside] += way;
    on[onRoute.pace] += pace(seat);
    on[onRoute.standing] = speed < stands ? on[onRoute.standing] + seconds : 0;
    const isWrong = Math.abs(on[onRoute.askew]) > opposite || on[onRoute.left] > route.room[3 * on[onRoute.point]];
    against[clock[clocked.steps] % against.length] = isWrong ? way : 0;
    const gained = Math.max(0, Math.min(route.length, on[onRoute.along]) - on[onRoute.farthest]);
    on[onRoute.farthest] += gained;
    const isLost = Math.abs(on[onRoute.left]) > lostBeyond;
    const isOff = isLost || features.offRoad[row] === 1;
    const isBlocked = on[onRoute.standing] >= longestStand;
    if (isOff || isBlocked || (isOffence && params.endsAtOffence)) how[seat] = status.failed;
    if (isOff) count("offRoute", seat);
    if (isBlocked) count("blocked", seat);
    if (how[seat] === status.drives && on[onRoute.along] >= route.length - arrivesWithin) {
      how[seat] = status.arrived;
      on[onRoute.success] = 1;
      count("arrived", seat);
    } else if (clock[clocked.steps] >= mostSteps) count("routeTimeout", seat);
    remember(car, around.timeToCollision[seat], route.inJunction[on[onRoute.point]] === 1, seconds);
    show(seat, gained);
  }

  /** Puts a car at the start of its route. */
  function begin(seat: number, rng: Rng): void {
    const car = cars[seat];
    for (const numbers of Object.values(car)) numbers.fill(0);
    if (params.conditioned) drawLeanings(rng, car.leanings);
    car.since.fill(longAgo, 0, 7);
    placeOnRoute(routes[seat], size.halfLength, place);
    car.driven[driven.x] = place[0];
    car.driven[driven.y] = place[1];
    car.driven[driven.heading] = place[4];
    car.own[6] = size.halfLength;
    car.own[7] = size.halfWidth;
    dynamics[seat].place(clock[clocked.town]);
    locate(seat);
    car.route[onRoute.before] = car.route[onRoute.farthest] = car.route[onRoute.along];
  }

  /** Finds what follows from the state: the town, routes and weights. */
  function derive(): void {
    town = crowdTown(params.set, clock[clocked.town], seats);
    for (let seat = 0; seat < seats; seat++) {
      routes[seat] = town.routes[state.route[seat]];
      for (let i = 0; i < weightNames.length; i++) weights[seat][i] = weightOf(cars[seat].leanings[i]);
    }
  }

  function look(): ReturnType<typeof crowdView> {
    view ??= crowdView(state, params.towns, (number) => crowdTown(params.set, number, seats));
    return view;
  }

  return {
    reset(rng) {
      clock[clocked.town] = rng.integer(params.towns);
      clock[clocked.steps] = 0;
      clock[clocked.lights] = rng.uniform(0, 60);
      how.fill(status.drives);
      town = crowdTown(params.set, clock[clocked.town], seats);
      drawRoutes(rng, town, state.route);
      for (let seat = 0; seat < seats; seat++) routes[seat] = town.routes[state.route[seat]];
      for (let seat = 0; seat < seats; seat++) begin(seat, rng);
      derive();
      compare();
      for (let seat = 0; seat < seats; seat++) {
        features.atFault[rows[seat]] = 0;
        writePlace(features, rows[seat], cars[seat], routes[seat], askew[2 * seat], askew[2 * seat + 1]);
        show(seat, 0);
      }
    },
    step() {
      clock[clocked.steps]++;
      for (let seat = 0; seat < seats; seat++) {
        if (how[seat] !== status.drives) {
          how[seat] = status.gone;
          bodies[bodySize * seat + 6] = 0;
          continue;
        }
        readAction(seat);
        driveOn(cars[seat], dynamics[seat], seconds);
        locate(seat);
        features.atFault[rows[seat]] = 0;
      }
      compare();
      crash();
      for (let seat = 0; seat < seats; seat++) if (how[seat] !== status.gone) settle(seat);
    },
    terminated: (seat) => how[seat] === status.failed,
    truncated: (seat) => how[seat] === status.arrived,
    present: (seat) => how[seat] === status.drives,
    save: () => state.save(),
    load(bytes) {
      state.load(bytes);
      derive();
      for (let seat = 0; seat < seats; seat++) tell(seat);
    },
    scene: () => look().scene,
    poses: (out) => look().poses(town, out),
    draw: (frame) => look().draw(town, frame),
    text() {
      let [drive, there] = [0, 0];
      for (let seat = 0; seat < seats; seat++) {
        if (how[seat] === status.drives) drive++;
        there += cars[seat].route[onRoute.success];
      }
      return `${drive} of ${seats} cars are on the road, ${there} have arrived, ${seats - drive - there} have failed.`;
    },
  };
}
