import { cosine, type Frame, type Rng, type Slot, sine, type World } from "../../../src/core/index.ts";
import { wrapped } from "../roads/curve.ts";
import { placeOnRoute, projectOnRoute } from "../roads/route.ts";
import { sampleSize } from "../roads/sampled.ts";
import { pedalAndWheel } from "./actions.ts";
import { car, driven } from "./bicycle.ts";
import { bodySize } from "./boxes.ts";
import { noCollision, timeToCollision } from "./collision-time.ts";
import { collisions, isAtFault } from "./collisions.ts";
import { bicycle, type DynamicsKind } from "./dynamics.ts";
import type { Event, Feature } from "./features.ts";
import { gaps } from "./gaps.ts";
import { hazards } from "./hazards.ts";
import { corners, driveOn, longAgo, remember } from "./measure.ts";
import { listNear, nearOf } from "./near.ts";
import type { observation, Views } from "./observation.ts";
import { observer } from "./observe.ts";
import { parkCars } from "./parked.ts";
import { hazardous, motion, onRoute, townState } from "./state.ts";
import { offenceAt } from "./stop-lines.ts";
import type { Town, TownRoute } from "./town.ts";
import { type TownSet, townOf } from "./towns.ts";
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
const stands = 0.1; // [m/s]
const longestStand = 30; // [s]
const standsBefore = 4; // [m]: how close to its line a stop sign wants the car to stand
const paceWithin = 50; // [m]: whose speed the driver's is compared with
const mostDrawn = 64; // towns whose roads are all part of the scene
const opposite = Math.PI / 2; // [rad] beyond which a car drives against the traffic

export interface TownParams extends Views {
  readonly towns: number;
  readonly set: TownSet;
  readonly vehicles: number;
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
  const { pitch, roll } = features as { readonly pitch?: Float64Array; readonly roll?: Float64Array };
  const action = slot.action as Float32Array | Int32Array;
  const state = townState(params);
  const { clock, driven: self, own, asked, route: on, motion: moved, against, hazard } = state;
  const many = state.things.length / bodySize;
  const people = walkers(state);
  const cars = traffic(state, people.isOn);
  const dangers = hazards(state, params.hazardWeights, params.hazardRate);
  const around = { things: nearOf(state.things), people: nearOf(state.people) };
  const onWheels = params.dynamics === "rapier" ? wheels(state, params.hills) : undefined;
  const dynamics = onWheels ?? bicycle(state);
  const { felt } = dynamics;
  const touched = [state.touched.subarray(0, many), state.touched.subarray(many)];
  const hitsThing = collisions(own, state.things, around.things, touched[0], felt?.subarray(0, many));
  const hitsPerson = collisions(own, state.people, around.people, touched[1], felt?.subarray(many));
  const ahead = gaps(state, around);
  const observe = observer(state, around, slot.observation.policy, slot.observation.critic);
  const driver = chauffeur(state);
  const stateBytes = state.save().length;
  const firstHazard = bodySize * params.vehicles;
  const firstStill = firstHazard + bodySize;
  const lookOut = viewer(state, around, slot.observation, params, firstStill);
  const place = new Float64Array(sampleSize);
  const corner = new Float64Array(4); // [m] left of the route
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

  const count = (event: Event): void => {
    events[event][row]++;
  };

  /** Counts a crash and stops the car. */
  function crash(event: Event, bodies: Float64Array, at: number): void {
    count(event);
    const isInLane = Math.abs(on[onRoute.left]) < route.points[sampleSize * on[onRoute.point] + 6];
    if (isAtFault(own, bodies, at, dynamics.impact(), isInLane)) features.atFault[row] = 1;
    dynamics.stop();
  }

  /** Counts the offences of this step. @returns whether there was one */
  function judge(): boolean {
    const { things } = state;
    let isOffence = false;
    features.atFault[row] = 0;
    for (let k = hitsThing(0); k >= 0; k = hitsThing(k + 1)) {
      const at = around.things.at[k];
      crash(at < firstStill ? "vehicleCollision" : "staticCollision", things, at);
      isOffence = true;
    }
    for (let k = hitsPerson(0); k >= 0; k = hitsPerson(k + 1)) {
      crash("pedestrianCollision", state.people, around.people.at[k]);
      isOffence = true;
    }
    const speed = self[driven.speed];
    const front = car.halfLength;
    const from = on[onRoute.before] + front;
    const to = on[onRoute.along] + front;
    for (let stop = 0; stop < route.stopAt.length; stop++) {
      const line = route.stopAt[stop];
      if (line > from && line - to < standsBefore && line >= to && speed < stands) on[onRoute.stopped] = 1;
      if (line < from || line >= to) continue;
      const offence = offenceAt(town, route, stop, time(), on[onRoute.stopped] === 1);
      if (offence) {
        count(offence);
        isOffence = true;
      }
      on[onRoute.stopped] = 0;
    }
    for (let i = 0; i < route.crossing.length; i++) {
      const line = route.crossingSpans[2 * i];
      if (line >= from && line < to && people.isNear(route.crossing[i], own[0], own[1])) count("yieldMissed");
    }
    if (isOffence && hazard[hazardous.kind] > 0 && hazard[hazardous.failed] === 0) {
      hazard[hazardous.failed] = 1;
      count("hazardFailed");
    }
    return isOffence;
  }

  /** Mean share of the speed of the cars near by. */
  function pace(): number {
    const { things } = state;
    let sum = 0;
    let many = 0;
    for (let k = 0; k < around.things.count; k++) {
      const at = around.things.at[k];
      if (at >= firstHazard) break;
      const dx = things[at] - own[0];
      const dy = things[at + 1] - own[1];
      if (dx * dx + dy * dy > paceWithin * paceWithin) continue;
      sum += state.speed[at / bodySize];
      many++;
    }
    const mean = many === 0 ? 0 : sum / many;
    return mean < 1 ? 1 : Math.min(1, self[driven.speed] / mean);
  }

  function wayAgainst(): number {
    let sum = 0;
    for (let i = 0; i < against.length; i++) sum += against[i];
    return sum;
  }

  /** Writes what is measured. @param gained metres of the route in the step */
  function measure(gained: number): void {
    const point = on[onRoute.point];
    const half = route.points[sampleSize * point + 6];
    const limit = limitHere();
    const speed = self[driven.speed];
    const left = on[onRoute.left];
    const askew = on[onRoute.askew];
    corners(left, cosine(askew), sine(askew), corner);
    const edgeLeft = route.room[3 * point + 1];
    const edgeRight = -route.room[3 * point + 2];
    let leftmost = corner[0];
    let rightmost = corner[0];
    let off = 0;
    for (let i = 0; i < 4; i++) {
      leftmost = Math.max(leftmost, corner[i]);
      rightmost = Math.min(rightmost, corner[i]);
      if (corner[i] > edgeLeft || corner[i] < edgeRight) off++;
    }
    const steps = Math.max(1, clock[2]);
    ahead.find(town, route, time());
    const risk = timeToCollision(own, state.things, around.things);
    const toPeople = timeToCollision(own, state.people, around.people);

    features.progress[row] = Math.min(1, Math.max(0, on[onRoute.farthest] / route.length));
    features.gained[row] = gained / route.length;
    features.routeLength[row] = route.length;
    features.speed[row] = speed;
    features.limit[row] = limit;
    features.over[row] = Math.max(0, speed - limit);
    features.lateral[row] = left;
    on[onRoute.overstep] = Math.max(0, leftmost - half, -half - rightmost);
    features.laneOverstep[row] = on[onRoute.overstep];
    features.roadOverstep[row] = Math.max(0, leftmost - edgeLeft, edgeRight - rightmost);
    features.headingError[row] = askew;
    features.offRoad[row] = off / 4;
    features.inJunction[row] = route.inJunction[point];
    features.timeToCollision[row] = Math.min(noCollision, risk, toPeople);
    features.longitudinalAcceleration[row] = moved[motion.longitudinal];
    features.lateralAcceleration[row] = moved[motion.lateral];
    features.jerk[row] = moved[motion.jerk];
    features.longitudinalJerk[row] = moved[motion.longitudinalJerk];
    features.yawRate[row] = moved[motion.yawRate];
    features.yawAcceleration[row] = moved[motion.yawAcceleration];
    features.steering[row] = self[driven.steering] / car.mostSteering;
    features.against[row] = wayAgainst();
    features.standing[row] = on[onRoute.standing];
    features.leadGap[row] = ahead.found.lead;
    features.hazardGap[row] = ahead.found.hazard;
    features.outside[row] = on[onRoute.driven] > 0 ? on[onRoute.outside] / on[onRoute.driven] : 0;
    features.pace[row] = clock[2] > 0 ? on[onRoute.pace] / steps : 1;
    features.success[row] = on[onRoute.success];
    features.hazard[row] = hazard[hazardous.kind];
    if (pitch) pitch[row] = dynamics.pitch();
    if (roll) roll[row] = dynamics.roll();
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
      clock[3] = rng.uniform(0, 60);
      for (const cleared of [self, asked, on, moved, against]) cleared.fill(0);
      state.since.fill(longAgo);
      state.since[7] = 0;
      ends.fill(0);
      state.touched.fill(0);
      placeOnRoute(route, car.halfLength, place);
      self[driven.x] = place[0];
      self[driven.y] = place[1];
      self[driven.heading] = place[4];
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
      measure(0);
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
      const isOffence = judge();
      const speed = self[driven.speed];
      const way = Math.abs(speed) * seconds;
      on[onRoute.driven] += way;
      if (on[onRoute.overstep] > 0) on[onRoute.outside] += way;
      on[onRoute.pace] += pace();
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
      measure(gained);
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
