import type { Frame, Rng, Slot, World } from "../../../src/core/index.ts";
import { wrapped } from "../roads/curve.ts";
import { placeOnRoute, projectOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { pedalAndWheel } from "./actions.ts";
import { car, driven } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import { driveOn, longAgo, remember } from "./drive-on.ts";
import { bicycle, type DynamicsKind } from "./dynamics.ts";
import type { Event, Feature } from "./features.ts";
import { gaps } from "./gaps.ts";
import { hazards } from "./hazards.ts";
import { measurer } from "./measure.ts";
import { listNear, nearOf } from "./near.ts";
import type { observation, Views } from "./observation.ts";
import { observer } from "./observe.ts";
import { offences } from "./offences.ts";
import { paceAmong } from "./pace.ts";
import { parkCars } from "./parked.ts";
import { recordedTraffic } from "./recorded.ts";
import { onRoute, townState } from "./state.ts";
import { stands } from "./stop-lines.ts";
import type { Town, TownRoute } from "./town.ts";
import { type TownSet, townOf } from "./towns.ts";
import type { TraceTable } from "./traces.ts";
import { type Driven, traffic } from "./traffic.ts";
import { townView } from "./view.ts";
import { type Seen, viewer } from "./views.ts";
import { walkers } from "./walkers.ts";
import { type Lie, wheels } from "./wheels.ts";
import { chauffeur } from "./wishes.ts";

export const seconds = 0.1; // of a step
export const mostSteps = 600;
const arrivesWithin = 2; // [m] of the route's end
const lostBeyond = 15; // [m] beside the route
const longestStand = 30; // [s]
const mostDrawn = 64; // towns whose roads are all part of the scene
const opposite = Math.PI / 2; // [rad] beyond which a car drives against the traffic

export interface TownParams extends Views {
  readonly towns: number;
  readonly set: TownSet;
  readonly vehicles: number;
  /** The traffic as it was recorded, instead of cars that drive by themselves. */
  readonly traces?: TraceTable;
  readonly walkers: number;
  readonly parked: number;
  /** How often each kind of hazard comes, against the others. */
  readonly hazardWeights: readonly number[];
  /** Hazards a km; 0 for one an episode. */
  readonly hazardRate: number;
  readonly actions: "continuous" | "grid" | "meta";
  readonly dynamics: DynamicsKind;
  /** On which hills the towns lie; on wheels only. */
  readonly hills?: Lie;
  /** Whether an offence ends the drive. */
  readonly endsAtOffence: boolean;
}

type CommonSlot = Slot<typeof observation, never, Feature, Event>;
type TownSlot = Pick<CommonSlot, "row" | "features" | "events"> & {
  readonly observation: CommonSlot["observation"] & Seen;
  readonly action: unknown;
};

/** A world of one driver in a town. */
export function townWorld(params: TownParams, slot: TownSlot): World {
  const { row, features, events } = slot;
  const action = slot.action as Float32Array | Int32Array;
  const state = townState(params);
  const { clock, driven: self, own, asked, route: on, motion: moved, against } = state;
  const people = walkers(state);
  const cars = params.traces ? recordedTraffic(state, params.traces) : traffic(state, people.isOn);
  const dangers = hazards(state, params.hazardWeights, params.hazardRate);
  const around = { things: nearOf(state.things), people: nearOf(state.people) };
  const onWheels = params.dynamics === "rapier" ? wheels(state, params.hills) : undefined;
  const dynamics = onWheels ?? bicycle(state);
  const ahead = gaps(state, around);
  const observe = observer(state, around, slot.observation.policy, slot.observation.critic);
  const driver = chauffeur(state);
  const stateBytes = state.save().length;
  const lookOut = viewer(state, around, slot.observation, params, bodySize * (params.vehicles + 1));
  const count = (event: Event): void => {
    events[event][row]++;
  };
  const judge = offences(state, around, dynamics, people, { count, atFault: features.atFault, row });
  const measure = measurer(state, around, ahead, dynamics, { row, features });
  const place = new Float64Array(sampleSize);
  const visible: Driven = { lane: -1, at: 0, speed: 0 };
  const ends = new Uint8Array(2); // terminated, truncated
  let [town, route] = pick(0, 0);
  let rng: Rng;
  let view: ReturnType<typeof townView> | undefined;

  function pick(number: number, way: number): readonly [Town, TownRoute] {
    const town = townOf(params.set, number);
    return [town, town.routes[way % town.routes.length]];
  }

  const time = () => clock[3] + clock[2] * seconds;
  const limitHere = () => route.limit[on[onRoute.point]];

  /** Puts the car at its route's start, or where a recorded drive began. */
  function begin(): void {
    placeOnRoute(route, car.halfLength, place);
    const { x = place[0], y = place[1], heading = place[4], speed = 0 } = town.start ?? {};
    self[driven.x] = x;
    self[driven.y] = y;
    self[driven.heading] = heading;
    self[driven.speed] = speed;
  }

  /** Finds the car on its route, and how others see it. */
  function locate(): void {
    const along = projectOnRoute(route, own[0], own[1], on[onRoute.point], place);
    on[onRoute.before] = on[onRoute.along];
    on[onRoute.along] = along;
    on[onRoute.left] = place[1];
    on[onRoute.askew] = wrapped(self[driven.heading] - place[4]);
    on[onRoute.point] = Math.min(route.parts, Math.max(0, Math.round(along / route.spacing)));
    show();
  }

  /** Tells others where the car is. */
  function show(): void {
    const point = on[onRoute.point];
    visible.lane = Math.abs(on[onRoute.left]) < 2 ? route.lane[point] : -1;
    visible.at = route.onLane[point] + on[onRoute.along] - point * route.spacing;
    visible.speed = self[driven.speed];
  }

  function readAction(): void {
    if (params.actions === "continuous") {
      asked[0] = action[0];
      asked[1] = action[1];
    } else if (params.actions === "grid") pedalAndWheel(action[0], action[1], asked);
    else {
      driver.wish(action[0], limitHere());
      driver.act(route);
    }
  }

  function lookAround(): void {
    listNear(around.things, state.things, own[0], own[1]);
    listNear(around.people, state.people, own[0], own[1]);
  }

  function look(): ReturnType<typeof townView> {
    view ??= townView(state, {
      wheels: onWheels,
      here: () => clock[0],
      towns:
        params.towns > mostDrawn
          ? undefined
          : Array.from({ length: params.towns }, (_, number) => townOf(params.set, number)),
    });
    return view;
  }

  function see(): void {
    observe(town, route, time(), limitHere(), Math.max(0, 1 - clock[2] / mostSteps));
    lookOut(town, route, time());
  }

  return {
    reset(given) {
      rng = given;
      clock[0] = rng.integer(params.towns);
      clock[1] = rng.integer(1 << 16);
      [town, route] = pick(clock[0], clock[1]);
      clock[2] = 0;
      clock[3] = params.traces ? 0 : rng.uniform(0, 60); // lights are part of what was recorded
      for (const cleared of [self, asked, on, moved, against]) cleared.fill(0);
      state.since.fill(longAgo);
      state.since[7] = 0;
      ends.fill(0);
      state.touched.fill(0);
      begin();
      own[6] = car.halfLength;
      own[7] = car.halfWidth;
      dynamics.place(clock[0]);
      locate();
      on[onRoute.before] = on[onRoute.farthest] = on[onRoute.along];
      cars.scatter(town, rng, own[0], own[1]);
      people.scatter(town, rng);
      dangers.clear(rng);
      parkCars(state, route, params.parked, rng);
      lookAround();
      features.atFault[row] = 0;
      measure(town, route, time(), 0);
      see();
    },
    step() {
      readAction();
      people.step(town, rng, seconds);
      cars.step(town, rng, seconds, clock[2], time(), visible);
      if (dangers.step(town, route, rng, seconds, self[driven.speed])) count("scenarioTimeout");
      clock[2]++;
      driveOn(state, dynamics, seconds);
      locate();
      lookAround();
      const isOffence = judge(town, route, time());
      const speed = self[driven.speed];
      const way = Math.abs(speed) * seconds;
      on[onRoute.driven] += way;
      if (on[onRoute.overstep] > 0) on[onRoute.outside] += way;
      on[onRoute.pace] += paceAmong(state, around.things);
      on[onRoute.standing] = speed < stands ? on[onRoute.standing] + seconds : 0;
      const wrong = Math.abs(on[onRoute.askew]) > opposite || on[onRoute.left] > route.room[3 * on[onRoute.point]];
      against[clock[2] % against.length] = wrong ? way : 0;
      const gained = Math.max(0, Math.min(route.length, on[onRoute.along]) - on[onRoute.farthest]);
      on[onRoute.farthest] += gained;
      const isLost = Math.abs(on[onRoute.left]) > lostBeyond;
      const isOut = isOffence && params.endsAtOffence;
      const isThere = !isLost && !isOut && on[onRoute.along] >= route.length - arrivesWithin;
      if (isThere) {
        on[onRoute.success] = 1;
        count("arrived");
      }
      measure(town, route, time(), gained);
      remember(state, features.timeToCollision[row], features.inJunction[row] === 1, seconds);
      const isOff = isLost || features.offRoad[row] === 1;
      const isBlocked = on[onRoute.standing] >= longestStand || dynamics.isDown();
      if (isOff) count("offRoute");
      if (isBlocked) count("blocked");
      if (clock[2] >= mostSteps && !isThere) count("routeTimeout");
      ends[0] = Number(isOff || isBlocked || isOut);
      ends[1] = Number(isThere && ends[0] === 0);
      see();
    },
    terminated: () => ends[0] === 1,
    truncated: () => ends[1] === 1,
    save() {
      const [town, car] = [state.save(), dynamics.save()];
      const saved = new Uint8Array(town.length + car.length);
      saved.set(town);
      saved.set(car, town.length);
      return saved;
    },
    load(bytes, given) {
      rng = given;
      state.load(bytes.subarray(0, stateBytes));
      dynamics.load(bytes.subarray(stateBytes));
      [town, route] = pick(clock[0], clock[1]);
      ends.fill(0);
      show();
    },
    close: () => dynamics.close(),
    scene: () => look().scene,
    poses: (out) => look().poses(town, out),
    draw: (frame: Frame) => look().draw(town, frame),
    text: () =>
      `${(self[driven.speed] * 3.6).toFixed(0)} km/h where ${(limitHere() * 3.6).toFixed(0)} are allowed, ${(100 * features.progress[row]).toFixed(0)} % of the route driven, ${Math.abs(on[onRoute.left]).toFixed(1)} m ${on[onRoute.left] < 0 ? "right" : "left"} of it, ${ahead.found.hazard < 50 ? `${ahead.found.hazard.toFixed(0)} m to what is ahead` : "nothing ahead"}.`,
  };
}
