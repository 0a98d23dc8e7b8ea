import {
  box,
  choice,
  defineEnv,
  type Env,
  type Rng,
  type SceneDescription,
  type Slot,
  type SlotColumns,
  snapshot,
  text,
  type World,
} from "../../src/core/index.ts";
import { arm } from "../fixtures/worlds-arm.ts";
import { point } from "../fixtures/worlds-point.ts";
import { queue } from "../fixtures/worlds-queue.ts";
import { shelf } from "../fixtures/worlds-shelf.ts";

const observation = box({ dtype: "float32", shape: [2], low: 0, high: 100, labels: ["height [m]", "luck [1]"] });
const action = choice("rest", "climb");
type Own = Slot<typeof observation, typeof action, "height" | "luck", "climbed">;

/** A healthy world of known workings: a climber whose luck is drawn at the start and at every step. */
function healthy({ row, action, observation, features, events, mask }: Own): World & { readonly state: Float64Array } {
  const state = new Float64Array(2);
  let random: Rng;
  const measure = () => {
    observation.set(state);
    features.height[row] = state[0];
    features.luck[row] = state[1];
    mask.fill(1);
  };
  return {
    state,
    reset(rng) {
      random = rng;
      state[0] = 0;
      state[1] = rng.uniform();
      measure();
    },
    step() {
      state[0] += action[0];
      events.climbed[row] = action[0];
      state[1] = random.uniform();
      measure();
    },
    terminated: () => state[0] >= 20,
    draw: ({ pixels }) => {
      pixels.fill(state[0]);
    },
    text: () => `The climber is ${state[0]} m up.`,
    ...snapshot(state),
  };
}

const definition = {
  id: "fixture/climber-v1",
  goal: "Climb to the top.",
  observation,
  action,
  features: { height: "m", luck: "1" },
  events: { climbed: "a step up was made" },
  params: { steepness: 1 },
  limits: { steepness: [0, 2] as [number, number] },
  actionMask: true,
  maxSteps: 60,
  stepSeconds: 1,
  score: ({ steps }: { steps: number }) => 1 / steps,
  keys: { ArrowUp: 1 },
  cameras: ["side"],
} as const;

/** The healthy climber with something else in its definition, or in its world. */
export const climber = (
  change: { readonly [K in keyof Env]?: unknown } = {},
  make: (slot: Own, world: ReturnType<typeof healthy>) => Partial<World> = () => ({}),
): Env => ({
  ...defineEnv({
    ...definition,
    create(_, slot) {
      const world = healthy(slot);
      return { ...world, ...make(slot, world) };
    },
  }),
  ...(change as object),
});

/** A world whose step, or reset, does something more. */
const after = (method: "reset" | "step", more: (slot: Own, state: Float64Array) => void): Env =>
  climber({}, (slot, world) => ({
    [method]: (rng: Rng) => {
      world[method](rng);
      more(slot, world.state);
    },
  }));

/** A world whose steps write less than its reset. */
const resetAlone = (measure: (slot: Own, state: Float64Array) => void): Env =>
  climber({}, (slot, { state, reset }) => {
    let random: Rng;
    return {
      reset(rng) {
        random = rng;
        reset(rng);
      },
      step() {
        state[0] += slot.action[0];
        slot.events.climbed[slot.row] = slot.action[0];
        state[1] = random.uniform();
        slot.mask.fill(1);
        measure(slot, state);
      },
    };
  });

type PointSlot = Parameters<typeof point.create>[1];

/** A point whose steps do something more, or that ends otherwise. */
const pointing = (more: (slot: PointSlot) => void, terminated?: (slot: PointSlot) => boolean): Env => ({
  ...point,
  create(params: Parameters<typeof point.create>[0], slot: PointSlot) {
    const world = point.create(params, slot, [slot]);
    return {
      ...world,
      step() {
        world.step();
        more(slot);
      },
      ...(terminated && { terminated: () => terminated(slot) }),
    };
  },
});

/** What is seen of a climber: row 1. */
const hillside: SceneDescription = {
  parts: [{ form: { kind: "sphere", radius: 1 }, colour: [1, 0, 0], row: 1 }],
  light: { towards: [0, 0, 1], sun: 1, ambient: 0 },
  sky: { horizon: [1, 1, 1], zenith: [0, 0, 1], haze: 10 },
  cameras: {},
};
function standing(out: Float64Array): void {
  for (let at = 0; at < out.length; at += 7) out.set([0, 0, 0, 1, 0, 0, 0], at);
}

/** A climber that is seen as a text of these bytes. */
const writing = (bytes: readonly number[]): Env =>
  climber({ observation: text(4) }, ({ observation }, world) => ({
    reset(rng) {
      world.reset(rng);
      observation.set(bytes);
    },
    step() {
      world.step();
      observation.set(bytes);
    },
  }));

/** A shelf with something wrong in its list or mask after each step. */
const shelved = (more: (slot: Parameters<typeof shelf.create>[1]) => void): Env => ({
  ...shelf,
  create(params: never, slot: Parameters<typeof shelf.create>[1], slots: Parameters<typeof shelf.create>[2]) {
    const world = shelf.create(params, slot, slots);
    return {
      ...world,
      step() {
        world.step();
        more(slot);
      },
    };
  },
});

/** The healthy arm, whose step does something more. */
const swinging = (more: (slot: Parameters<typeof arm.create>[1]) => void): Env => ({
  ...arm,
  create(params: never, slot: Parameters<typeof arm.create>[1], slots: Parameters<typeof arm.create>[2]) {
    const world = arm.create(params, slot, slots);
    return {
      ...world,
      step() {
        world.step();
        more(slot);
      },
    };
  },
});

/** The healthy queue of several seats, with something else in its worlds. */
const queuing = (
  change: { readonly [K in keyof Env]?: unknown },
  make: (slots: Parameters<typeof queue.create>[2], world: World) => Partial<World>,
): Env => ({
  ...queue,
  create(params, slot, slots) {
    const world = queue.create(params, slot, slots);
    return { ...world, ...make(slots, world) };
  },
  ...(change as object),
});

/** Climbers that step in one call. */
const together = (step: (climbers: readonly World[], ended: Uint8Array, from: number, to: number) => void): Env => {
  const alone = climber();
  const many = (_: never, columns: SlotColumns<typeof observation, typeof action, "height" | "luck", "climbed">) => {
    const worlds = Array.from({ length: columns.count }, (_, row) =>
      healthy({
        ...columns,
        row,
        action: columns.action.subarray(row, row + 1),
        observation: columns.observation.subarray(2 * row, 2 * row + 2),
        mask: columns.mask.subarray(2 * row, 2 * row + 2),
      }),
    );
    return { worlds, step: (from: number, to: number) => step(worlds, columns.terminated, from, to) };
  };
  return { ...alone, create: Object.assign(alone.create.bind(undefined), { many }) };
};

let leftovers: unknown[] = [];
let shared = 0;
let lastMade: Own | undefined;
let pace = 1; // of all worlds
/** Gives back what broken worlds have piled up. */
export const tidy = () => {
  leftovers = [];
};

/** What is wrong with each, by the name of the check that must find it. */
export const broken: { readonly [check: string]: { readonly [what: string]: Env } } = {
  "it runs": {
    "throws when made": climber({ create: () => Promise.reject }),
    "throws in step": after("step", () => {
      throw new Error("no step");
    }),
  },
  "the definition is complete": {
    "an id without version": climber({ id: "climber" }),
    "no sentence for a goal": climber({ goal: "climbing" }),
    "a feature without a unit": climber({ features: { height: "", luck: "1" } }),
    "a vector without a unit": { ...arm, features: { ...arm.features, tip: { unit: "", size: 2 } } },
    "an event without a meaning": climber({ events: { climbed: "" } }),
    "no labels": climber({ observation: { ...observation, labels: undefined } }),
    "a label without a unit": climber({ observation: { ...observation, labels: ["height", "luck [1]"] } }),
  },
  "keys press legal actions": { "a key for no option": climber({ keys: { ArrowUp: 2 } }) },
  "params out of limits are refused": { "a default out of limits": climber({ limits: { steepness: [3, 4] } }) },
  "observations are in their space": {
    "an observation out of bounds": after("step", ({ observation }) => {
      observation[1] = -1;
    }),
    "stale bytes behind a text": writing([65, 0, 65, 0]),
    "a text that is no UTF-8": writing([0xff, 0, 0, 0]),
    "a list longer than its most": shelved(({ observation }) => {
      observation.things.length[0] = 7;
    }),
    "stale rows behind a list": shelved(({ observation: { things } }) => {
      things.length[0] = 1;
    }),
    "a code that is not among them": shelved(({ observation }) => {
      observation.things.rows.kind[0] = 12;
    }),
    "an observation that is no number": after("reset", ({ observation }) => {
      observation[1] = Number.NaN;
    }),
  },
  "features are finite": {
    "a feature that is no number": after("step", ({ features, row }) => {
      features.luck[row] = Number.NaN;
    }),
    "an element that is no number": swinging(({ features, row }) => {
      features.errors[2][row] = Number.NaN;
    }),
  },
  "events are counts": {
    "an event that unhappens": after("step", ({ events, row }) => {
      events.climbed[row] = -1;
    }),
  },
  "masks leave a legal option": {
    "a mask without an option": after("step", ({ mask }) => {
      mask.fill(0);
    }),
    "a mask of other bytes": after("step", ({ mask }) => {
      mask.fill(255);
    }),
    "a mask without a row to pick": shelved(({ mask }) => {
      mask.fill(0);
    }),
    "a mask with rows that the list lacks": shelved(({ mask, observation: { things } }) => {
      mask[2 * things.length[0]] = 1;
    }),
  },
  "reset writes everything but events": {
    "a feature left over": climber({}, ({ row, features, observation, mask }, { state }) => ({
      reset(rng) {
        state[0] = 0;
        state[1] = rng.uniform();
        observation.set(state);
        features.height[row] = 0;
        mask.fill(1);
      },
      step() {
        state[0]++;
        observation.set(state);
        features.luck[row] = state[1];
      },
    })),
    "an event at reset": after("reset", ({ events, row }) => {
      events.climbed[row] = 1;
    }),
    "over as it begins": climber({}, () => ({ terminated: () => true })),
  },
  "actions at and beyond their bounds behave": {
    "an action written over": after("step", ({ action }) => {
      action[0] = 0;
    }),
  },
  "step writes all that it shows": {
    "a feature written by reset alone": resetAlone(({ observation, features, row }, state) => {
      observation.set(state);
      features.height[row] = state[0];
    }),
    "an observation written by reset alone": resetAlone(({ features, row }, state) => {
      features.height[row] = state[0];
      features.luck[row] = state[1];
    }),
  },
  "a world writes its own rows only": {
    "the first row always": after("step", ({ features }, state) => {
      features.height[0] = state[0];
    }),
    "every row": after("step", ({ features }, state) => {
      features.height.fill(state[0]);
    }),
    "an event of the next row, once": after("step", ({ events, row }, state) => {
      if (state[0] === 7) events.climbed[row + 1] = 1;
    }),
    "the next row at reset": after("reset", ({ features, row }) => {
      features.luck[row + 1] = 0;
    }),
    "an element of the next row": swinging(({ features, row }) => {
      features.tip[1][row + 1] = 0;
    }),
    "the observations of all": after("step", ({ observation }) => {
      new Float32Array(observation.buffer)[0] = 1;
    }),
    "the row of the world made last": climber({}, (slot, world) => {
      lastMade = slot;
      return {
        step() {
          world.step();
          lastMade!.features.height[lastMade!.row] = world.state[0];
        },
      };
    }),
    "another row when asked whether it ended": climber({}, ({ features, row }, { state }) => ({
      terminated() {
        features.height[row === 0 ? 1 : 0] = 0;
        return state[0] >= 20;
      },
    })),
  },
  "a world lives the same in every row": {
    "luck that follows the row": after("step", ({ features, row }) => {
      features.luck[row] = row;
    }),
    "a count kept in the slot": climber({}, ({ features, row }, world) => ({
      step() {
        const steps = features.luck[row] + 1;
        world.step();
        features.luck[row] = steps;
      },
    })),
  },
  "terminated() and save() only look": {
    "an end that is a step": climber({}, (_, { state }) => ({ terminated: () => ++state[0] >= 20 })),
    "an end that comes by asking": climber({}, () => {
      let asked = 0;
      return { terminated: () => ++asked > 70 };
    }),
    "an end that draws lots": climber({}, (_, world) => {
      let random: Rng;
      return {
        reset(rng) {
          random = rng;
          world.reset(rng);
        },
        terminated: () => random.uniform() < 0.01,
      };
    }),
    "a save that starts over": climber({}, (_, { state }) => ({
      save() {
        state[0] = 0;
        return snapshot(state).save();
      },
    })),
  },
  "nothing is written after a step": {
    "a late feature": after("step", ({ features, row }) => {
      Promise.resolve().then(() => {
        features.height[row] += 0.5;
      });
    }),
  },
  "same seed and actions, same bytes": {
    "a count in the module": after("step", ({ features, row }) => {
      features.luck[row] = ++shared;
    }),
  },
  "load(save()) goes on the same": {
    "a save that is a view": climber({}, (_, { state }) => ({ save: () => new Uint8Array(state.buffer) })),
    "state that is not saved": climber({}, ({ features, row }, world) => {
      let steps = 0;
      return {
        reset(rng) {
          steps = 0;
          world.reset(rng);
        },
        step() {
          world.step();
          features.luck[row] = ++steps;
        },
      };
    }),
  },
  "worlds step in one call as they do alone": {
    "a call that forgets the last world": together((climbers, ended, from, to) => {
      for (let world = from; world < to - 1; world++) climbers[world].step();
      for (let world = from; world < to; world++) if (climbers[world].terminated(0)) ended[world] = 1;
    }),
    "a call that does not say who ended": together((climbers, _, from, to) => {
      for (let world = from; world < to; world++) climbers[world].step();
    }),
  },
  "seeds differ": {
    "no chance at all": climber({}, ({ row, observation, features }, world) => {
      const lucky = () => {
        world.state[1] = observation[1] = features.luck[row] = 0.5;
      };
      return {
        reset(rng) {
          world.reset(rng);
          lucky();
        },
        step() {
          world.step();
          lucky();
        },
      };
    }),
  },
  "chance comes from rng alone": {
    "chance from elsewhere": after("step", () => {
      Math.random();
    }),
    "a look at the clock": after("reset", () => {
      performance.now();
    }),
  },
  "the score is in [0, 1]": {
    "a score above 1": climber({ score: ({ steps }: { steps: number }) => steps / 2 }),
    "a score that is no number": climber({ score: ({ steps }: { steps: number }) => (steps === 1 ? 0 / 0 : 1) }),
  },
  "further yardsticks are finite": {
    "a yardstick that is no number": climber({
      yardsticks: { pace: ({ steps }: { steps: number }) => (steps === 1 ? 0 / 0 : 1) },
    }),
    "a yardstick that counts how often it is asked": climber({ yardsticks: { pace: () => ++pace } }),
  },
  "what depends on the goal is derived": {
    "a distance of its own": pointing(({ features, row }) => {
      features.distance[row] += 1e-9;
    }),
    "a feature that is derived from itself": {
      ...point,
      goals: {
        ...point.goals!,
        derived: { distance: () => 0 },
        derive({ distance }: { readonly distance: Float64Array }, row: number) {
          distance[row] *= 1;
        },
      },
    },
  },
  "the observation shows the goal where its definition says": {
    "a gap that is rounded": pointing(({ observation: { aim } }) => {
      aim[3] = Math.round(aim[3] * 10) / 10;
    }),
    "a target that is shown elsewhere": pointing(({ observation: { aim } }) => aim.set([aim[2], aim[1]], 1)),
  },
  "the goal ends episodes as its definition says": {
    "an end that is told of no more": pointing(
      () => {},
      () => false,
    ),
    "a reason to end that is not derived": pointing(
      () => {},
      ({ features: { over, place }, row }) => over[row] !== 0 || place[0][row] > 1,
    ),
  },
  "time limits are left to the vector": {
    "a time limit of its own": climber({ maxSteps: 15 }, (_, world) => {
      const steps = new Int32Array(1);
      return {
        reset(rng) {
          steps[0] = 0;
          world.reset(rng);
        },
        step() {
          steps[0]++;
          world.step();
        },
        terminated: () => steps[0] === 15,
        ...snapshot(steps, world.state),
      };
    }),
  },
  "params give no more seats than there may be": {
    "a limit above the most": { ...queue, limits: { ...queue.limits, places: { whole: [1, 1000] } } },
    "half a seat": { ...queue, seats: ({ places }: { places: number }) => places / 2 + 1.5 },
  },
  "somebody takes part from the start": {
    "an empty world": queuing({}, () => ({ present: () => false })),
  },
  "a seat that begins leaves the others as they are": {
    "another seat's observation": queuing({}, (slots, world) => ({
      reseat(seat, rng) {
        world.reseat!(seat, rng);
        slots[(seat + 1) % slots.length].observation[0] += 1;
      },
    })),
    "another seat's feature": queuing({}, (slots, world) => ({
      reseat(seat, rng) {
        world.reseat!(seat, rng);
        slots[0].features.waited[slots[(seat + 1) % slots.length].row] = -1;
      },
    })),
    "an episode that is over as it begins": queuing({}, () => ({ truncated: (seat) => seat === 0 })),
  },
  "draw paints the whole picture and nothing else": {
    "a pixel left out": climber({}, () => ({
      draw: ({ pixels }) => {
        pixels.fill(0, 3);
      },
    })),
    "a byte beyond the picture": climber({}, () => ({
      draw: ({ pixels }) => {
        pixels.fill(0);
        new Uint8Array(pixels.buffer, 0, pixels.byteOffset).fill(0);
      },
    })),
    "a picture that moves the world": climber({}, (_, { state }) => ({
      draw: ({ pixels }) => {
        pixels.fill(0);
        state[1] = 0;
      },
    })),
    "cameras without a draw": climber({}, () => ({ draw: undefined })),
    "a draw without cameras": climber({ cameras: [] }),
  },
  "scene() is plain data and poses() writes all of it": {
    "a scene without poses": climber({}, () => ({ scene: () => hillside })),
    "a scene that changes": climber({}, (_, { state }) => ({
      scene: () => ({ ...hillside, sky: { ...hillside.sky, haze: state[1] } }),
      poses: standing,
    })),
    "a row whose pose is not written": climber({}, () => ({
      scene: () => hillside,
      poses: (out) => standing(out.subarray(0, 7)),
    })),
    "a turn that is none": climber({}, () => ({ scene: () => hillside, poses: (out) => out.fill(0) })),
    "poses that move the world": climber({}, (_, { state }) => ({
      scene: () => hillside,
      poses(out) {
        standing(out);
        state[1] = 0;
      },
    })),
  },
  "goal() is the same from reset to reset": {
    "no words": climber({}, () => ({ goal: () => "" })),
    "a goal that follows the state": climber({}, (_, { state }) => ({ goal: () => `Luck ${state[1]}.` })),
    "a goal that is not saved": climber({}, (_, world) => {
      let goal = "";
      return {
        reset(rng) {
          goal = `Climb by way ${rng.uniform()}.`;
          world.reset(rng);
        },
        goal: () => goal,
      };
    }),
  },
  "text() speaks": {
    "no words": climber({}, () => ({ text: () => "" })),
    "other words each time": climber({}, () => {
      let asked = 0;
      return { text: () => `Asked ${++asked} times.` };
    }),
  },
  "closing twice is harmless": {
    "a second close that throws": climber({}, () => {
      let open = true;
      return {
        close() {
          if (!open) throw new Error("closed already");
          open = false;
        },
      };
    }),
  },
  "closing a world leaves the others alone": {
    "something shared that is freed": climber({}, (_, world) => {
      pace = 1;
      return {
        step() {
          world.step();
          world.state[0] += 1 - pace;
        },
        close() {
          pace = 0;
        },
      };
    }),
  },
  "closed worlds leave no memory behind": {
    "worlds kept in a list": climber({}, () => {
      leftovers.push(new Float64Array(1000));
      return {};
    }),
  },
  "steps take no growing memory": {
    "a history": after("step", () => {
      leftovers.push(1);
    }),
  },
};
