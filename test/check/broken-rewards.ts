import type { LiveRewardLike } from "../../src/check/index.ts";
import {
  type AnyTransform,
  defineReward,
  defineTransform,
  pack,
  type Reward,
  type RewardInstance,
  type SeatMemory,
  seatMemory,
  snapshot,
} from "../../src/core/index.ts";

interface Batch {
  readonly rows: number;
  readonly present: Uint8Array;
  readonly features: { readonly height: Float64Array };
}
type Make = () => Omit<RewardInstance, "evaluate"> & {
  evaluate(batch: Batch, out: Float64Array): void | Promise<void>;
};

/** A reward of heights, made some way. */
const reward = (make: Make, change: { [K in keyof Reward]?: unknown } = {}): Reward => ({
  ...defineReward<"fixture/height-v1", { features: ["height"] }>({
    id: "fixture/height-v1",
    summary: "Height.",
    inputs: { features: ["height"] },
    create: make,
  }),
  ...(change as object),
});

/** A reward that scores each row somehow. */
const scoring = (score: (height: number, row: number, rows: number) => number): Reward =>
  reward(() => ({
    evaluate({ features: { height } }, out) {
      for (let row = 0; row < out.length; row++) out[row] = score(height[row], row, out.length);
    },
  }));

export const sound = scoring((height) => 2 * height);

let calls = 0;
const counted = (): RewardInstance & { state: Float64Array } => {
  const state = new Float64Array(1);
  return {
    state,
    evaluate(_, out) {
      out.fill(state[0]++);
    },
  };
};

/** A reward that only learning changes. */
const learning = () => {
  const state = new Float64Array(1);
  return { state, evaluate: (_: object, out: Float64Array) => void out.fill(state[0]) };
};

/** A reward that counts the steps of an episode, some of whose methods for memory may be others. */
const remembering = (change: (sound: SeatMemory, lasted: Int32Array) => Partial<SeatMemory>): Reward =>
  reward(
    () => {
      const lasted = new Int32Array(4);
      return {
        evaluate(_, out) {
          for (let row = 0; row < out.length; row++) out[row] = ++lasted[row % 4];
        },
        ...change(seatMemory(4, lasted), lasted),
      };
    },
    { inputs: { features: ["height"], history: true } },
  );

/** What is wrong with each, by the name of the check that must find it. */
export const broken: { readonly [check: string]: { readonly [what: string]: Reward } } = {
  "the definition is complete": {
    "an id without version": reward(() => counted(), { id: "height" }),
    "no summary": reward(() => counted(), { summary: "" }),
  },
  "it reads only what it declares": {
    "a feature that is not declared": reward(() => ({
      evaluate({ features }, out) {
        out.set((features as { [name: string]: Float64Array }).speed);
      },
    })),
    "the end of the episode without history": reward(() => ({
      evaluate(batch, out) {
        out.set((batch as { terminated?: Uint8Array }).terminated ?? []);
      },
    })),
  },
  "it scores every row": {
    "the last row forgotten": reward(() => ({
      evaluate({ rows }, out) {
        out.fill(1, 0, rows - 1);
      },
    })),
    "rows forgotten in the second rollout": reward(() => {
      let called = false;
      return {
        evaluate({ rows }, out) {
          out.fill(1, called ? 1 : 0, rows);
          called = true;
        },
      };
    }),
    "a sum onto what was there": reward(() => ({
      evaluate({ features: { height } }, out) {
        for (let row = 0; row < out.length; row++) out[row] = (out[row] || 0) + height[row];
      },
    })),
  },
  "scores are finite": { "a division by 0": scoring((height) => height / 0) },
  "same rows, same scores": {
    "a count in the module": reward(() => ({
      evaluate(_, out) {
        out.fill(++calls);
      },
    })),
  },
  "chance comes from the seed alone": { "a look at the clock": scoring((height) => height + 0 * Date.now()) },
  "rows are left as they were": {
    "a column written over": reward(() => ({
      evaluate({ features: { height } }, out) {
        for (let row = 0; row < out.length; row++) out[row] = height[row] *= 2;
      },
    })),
    "a column of the rollout before written over": reward(() => {
      let before: Float64Array | undefined;
      return {
        evaluate({ features: { height } }, out) {
          before?.fill(0);
          before = height;
          out.fill(1);
        },
      };
    }),
    "a text written over": reward(
      () => ({
        evaluate(batch, out) {
          (batch as Batch & { text: string[] }).text.fill("");
          out.fill(1);
        },
      }),
      { inputs: { features: ["height"], text: true } },
    ),
    "scores that come late": reward(() => ({
      evaluate({ features: { height } }, out) {
        out.fill(0);
        setTimeout(() => out.set(height));
      },
    })),
  },
  "nothing of the batch is kept": {
    "the column of the rollout before": reward(() => {
      let before: Float64Array | undefined;
      return {
        evaluate({ features: { height } }, out) {
          for (let row = 0; row < out.length; row++) out[row] = height[row] - (before?.[row] ?? 0);
          before = height;
        },
      };
    }),
    "a cache by array": reward(() => {
      const scores = new WeakMap<Float64Array, Float64Array>();
      return {
        evaluate({ features: { height } }, out) {
          if (!scores.has(height)) scores.set(height, height.slice());
          out.set(scores.get(height)!);
        },
      };
    }),
  },
  "arrays may be parts of larger ones": {
    "scores written into the buffer": reward(() => ({
      evaluate({ features: { height } }, out) {
        new Float64Array(out.buffer, 0, out.length).set(height);
      },
    })),
    "a feature read from the buffer": reward(() => ({
      evaluate({ features: { height } }, out) {
        out.set(new Float64Array(height.buffer, 0, out.length));
      },
    })),
    "one score too many": reward(() => ({
      evaluate({ features: { height } }, out) {
        out.set(height);
        new Float64Array(out.buffer).fill(0, out.byteOffset / 8 + out.length);
      },
    })),
  },
  "the number of rows does not matter": {
    "a share of the batch": scoring((height, _, rows) => height / rows),
    "a buffer of the first batch's size": reward(() => {
      let doubled = new Float64Array(0);
      return {
        evaluate({ features: { height } }, out) {
          if (doubled.length === 0) doubled = new Float64Array(out.length);
          for (let row = 0; row < out.length; row++) doubled[row] = 2 * height[row];
          out.set(doubled.subarray(0, out.length));
        },
      };
    }),
  },
  "the order of rows does not matter": {
    "a rank in the batch": scoring((height, row) => height + row),
    "the row before": reward(() => ({
      evaluate({ features: { height } }, out) {
        for (let row = 0; row < out.length; row++) out[row] = height[row] - (row ? height[row - 1] : 0);
      },
    })),
    "the first seat favoured, history or not": reward(
      () => ({
        evaluate(batch, out) {
          const { seats } = batch as Batch & { seats: number };
          for (let row = 0; row < out.length; row++) out[row] = row % seats ? 0 : batch.features.height[row];
        },
      }),
      { inputs: { features: ["height"], history: true } },
    ),
  },
  "scoring teaches it nothing": {
    "a count of calls that nobody sees": reward(() => counted()),
    "statistics that grow while scoring": reward(() => {
      const made = counted();
      return { ...made, ...snapshot(made.state) };
    }),
    "an episode that is remembered in what it has learned": reward(
      () => {
        const lasted = new Int32Array(4);
        return {
          evaluate(_, out) {
            for (let row = 0; row < out.length; row++) out[row] = ++lasted[row % 4];
          },
          ...snapshot(lasted),
        };
      },
      { inputs: { features: ["height"], history: true } },
    ),
  },
  "what it remembers of seats is saved": {
    "saveSeat without loadSeat": remembering(({ saveSeat }) => ({ saveSeat })),
    "a memory that is a view": remembering(({ loadSeat }, lasted) => ({
      saveSeat: (seat) => new Uint8Array(lasted.buffer, seat * 4, 4),
      loadSeat,
    })),
    "a loadSeat that does nothing": remembering(({ saveSeat }) => ({ saveSeat, loadSeat() {} })),
  },
  "what it learns is saved": {
    "learning without save": reward(() => {
      const { state, evaluate } = learning();
      return { evaluate, learn: () => void state[0]++ };
    }),
    "save without load": reward(() => {
      const { state, evaluate } = learning();
      return { evaluate, learn: () => void state[0]++, save: snapshot(state).save };
    }),
    "a save that is a view": reward(() => {
      const { state, evaluate } = learning();
      return {
        evaluate,
        learn: () => void state[0]++,
        ...snapshot(state),
        save: () => new Uint8Array(state.buffer),
      };
    }),
    "a load that does nothing": reward(() => {
      const { state, evaluate } = learning();
      return { evaluate, learn: () => void state[0]++, ...snapshot(state), load() {} };
    }),
  },
  "each seat is remembered by itself": {
    "a loadSeat that writes all seats": remembering(({ saveSeat, loadSeat }) => ({
      saveSeat,
      loadSeat(_, bytes) {
        for (let seat = 0; seat < 4; seat++) loadSeat(seat, bytes);
      },
    })),
  },
  "closing twice is harmless": {
    "a second close that throws": reward(() => {
      let open = true;
      return {
        evaluate: (_, out) => void out.fill(0),
        close() {
          // checks close what they open once; only this one does it again
          if (!open) throw new Error("closed already");
          open = false;
        },
      };
    }),
  },
};

/** A transform that looks at the state before without asking. */
export const curious: AnyTransform = defineTransform({
  id: "fixture/curious-v1",
  summary: "The reward before the step.",
  inputs: {},
  create: () => ({
    apply(inner, out) {
      out.set((inner as unknown as { before: Float64Array }).before);
    },
  }),
});

/** An expression of two terms, some of whose methods may be others. */
export function live(change: Partial<LiveRewardLike> = {}): LiveRewardLike {
  let arrays = { total: new Float64Array(0), terms: { a: new Float64Array(0), b: new Float64Array(0) } };
  return {
    inputs: { features: ["height"] },
    terms: ["a", "b"],
    async evaluate({ rows, features: { height } }) {
      if (arrays.total.length !== rows) {
        const make = () => new Float64Array(rows);
        arrays = { total: make(), terms: { a: make(), b: make() } };
      }
      for (let row = 0; row < rows; row++) {
        arrays.terms.a[row] = height[row];
        arrays.terms.b[row] = 1;
        arrays.total[row] = height[row] + 1;
      }
      return arrays;
    },
    learn: async () => ({}),
    saveSeat: () => new Uint8Array(0),
    loadSeat() {},
    save: () => pack({}),
    load() {},
    async close() {},
    ...change,
  } as LiveRewardLike;
}
