import { describe, expect, it } from "vitest";
import { cropped } from "../../agents/networks/crop.ts";
import { type MapShape, mapEncoder } from "../../agents/networks/map.ts";
import { textEncoder } from "../../agents/networks/n-grams.ts";
import { validateSettings } from "../../agents/ppo/demands.ts";
import { openPpo } from "../../agents/ppo/ppo.ts";
import { defaults, type Settings } from "../../agents/ppo/settings.ts";
import { randomView } from "../../scripts/bench/experience.ts";
import {
  constant,
  decodeModel,
  evaluate,
  type ParameterList,
  parameterList,
  type Tensor,
} from "../../src/autodiff/index.ts";
import {
  type AgentHost,
  arraysOf,
  box,
  choice,
  codes,
  generator,
  list,
  parts,
  type Space,
  text,
} from "../../src/core/index.ts";
import { expectGradient, onSession } from "../autodiff/compare.ts";

const valuesOf = (tensor: Tensor) => Array.from(evaluate([tensor])[0].data);

/** Checks the gradient of every parameter of an encoder. */
async function expectTrainable(build: (list: ParameterList) => Tensor) {
  const declared = parameterList();
  build(declared);
  const shapes = declared.done().tensors.map(({ shape }) => shape as number[]);
  await expectGradient(
    {
      shapes,
      build: (...given) => {
        const next = given.values();
        return build({ ...parameterList(), parameter: () => next.next().value as Tensor });
      },
    },
    3,
  );
}

describe("a map", () => {
  const shape = (codesEach: number, count: number): MapShape => ({ height: 2, width: 3, codesEach, count });
  it.each([
    ["of few codes", shape(1, 4), [0, 1, 2, 3, 0, 1]],
    ["of several codes in a cell", shape(2, 3), [0, 1, 2, 0, 1, 2, 0, 0, 1, 1, 2, 2]],
    ["of many codes", shape(1, 200), [0, 199, 2, 199, 57, 1]],
  ])("%s is encoded by parameters that learn", async (_, map, row) => {
    await expectTrainable((list) =>
      mapEncoder("map", map, list).encode(constant([...row, ...row.toReversed()], [2, row.length], "int32")),
    );
  });
});

describe("a crop", () => {
  // 1 2 3 4
  // 5 6 7 8
  const map = { height: 2, width: 4, codesEach: 1, count: 9 };
  const twice = constant([1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8], [2, 8], "uint8");

  it("has the middle in its middle, codes raised by one, and 0 outside of the map", () => {
    const middles = constant([0, 0, 99, 2, 1, 99], [2, 3], "int32"); // column, row, and what else the leaf says
    expect(valuesOf(cropped(twice, middles, map, 3))).toEqual([0, 0, 0, 0, 2, 3, 0, 6, 7, 3, 4, 5, 7, 8, 9, 0, 0, 0]);
  });

  it("is empty around a place far outside", () => {
    const middles = constant([-5, 0, 9, 9], [2, 2], "int32");
    expect(valuesOf(cropped(twice, middles, map, 3))).toEqual(Array(18).fill(0));
  });

  it("keeps the codes of a cell together", () => {
    const pairs = { height: 2, width: 2, codesEach: 2, count: 9 };
    const codes = constant([1, 10, 2, 20, 3, 30, 4, 40], [1, 8], "int16");
    const row = valuesOf(cropped(codes, constant([1, 0], [1, 2], "float32"), pairs, 3));
    expect(row).toEqual([0, 0, 0, 0, 0, 0, 2, 11, 3, 21, 0, 0, 4, 31, 5, 41, 0, 0]);
  });

  it("is the same in a session", async () => {
    const crop = cropped(twice, constant([0, 0, 2, 1], [2, 2], "int32"), map, 3);
    const [actual] = await onSession([], [crop], {});
    expect(Array.from(actual)).toEqual(valuesOf(crop));
  });
});

describe("a text", () => {
  const bytesOf = (texts: readonly string[], length: number) =>
    constant(
      texts.flatMap((each) => Array.from({ length }, (_, i) => each.charCodeAt(i) || 0)),
      [texts.length, length],
      "uint8",
    );
  const encoded = async (texts: readonly string[], length: number) => {
    const list = parameterList();
    const { encode, width } = textEncoder("text", list);
    const output = encode(bytesOf(texts, length));
    const { tensors, initial } = list.done();
    const [{ shape }] = tensors;
    const table = { shape: shape as number[], data: Float64Array.from(await initial(generator(1, "table"))) };
    const [{ data }] = evaluate([output], { "text.trigrams": table });
    return texts.map((_, i) => Array.from(data.subarray(i * width, (i + 1) * width)));
  };

  it("is what its letters say, wherever the room for it ends", async () => {
    const [short] = await encoded(["red key"], 7);
    const [long] = await encoded(["red key"], 20);
    expect(long).toEqual(short);
  });

  it("without letters is zeros", async () => {
    expect(await encoded([""], 4)).toEqual([Array(16).fill(0)]);
  });

  it("differs by the order of letters", async () => {
    const [one, other] = await encoded(["ab", "ba"], 4);
    expect(one).not.toEqual(other);
  });

  it("is the sum of its trigrams over the root of their number: `aaaa` has ·aa, aaa twice, aa·", async () => {
    const [one, two, four] = await encoded(["aaa", "aa", "aaaa"], 4);
    // aaa = (·aa + aaa + aa·) / √3 and aa = (·aa + aa·) / √2, so 2 aaaa = 2 √3 aaa - √2 aa
    four.forEach((each, i) => {
      expect(2 * each).toBeCloseTo(2 * Math.sqrt(3) * one[i] - Math.SQRT2 * two[i], 12);
    });
  });

  it("has a table that learns", async () => {
    const list = parameterList();
    const output = textEncoder("text", list).encode(bytesOf(["key"], 3));
    expect(output.shape).toEqual([1, 16]);
    const rows = constant([97, 98, 99, 100], [1, 2, 2], "uint8");
    expect(textEncoder("rows", list).encode(rows).shape).toEqual([1, 2, 16]);
  });
});

const room = parts({
  map: codes({ dtype: "uint8", shape: [4, 5], count: 9 }),
  place: box({ dtype: "int32", shape: [2], low: 0, high: 4 }),
  said: text(8),
  screen: parts({ chars: codes({ dtype: "uint8", shape: [3, 3], count: 128 }), lit: choice("no", "yes") }),
  things: list({ of: choice("key", "ball"), most: 2 }),
});
const action = choice("a", "b");
const host = (observation: Space): AgentHost => ({
  env: "fixture/any-v1",
  observation,
  action,
  maskSize: 0,
  seats: 4,
  seed: 1,
  device: "cpu",
});
const settingsOf = (settings: Partial<Settings>): Settings => ({
  ...defaults,
  hidden: [8],
  rolloutSteps: 8,
  minibatch: 16,
  ...settings,
});

describe("what is observed", () => {
  it("is all that the policy and its file read", async () => {
    const learner = await openPpo(settingsOf({ observe: ["screen.lit", "map"] }), host(room));
    const view = randomView(room, action, false, 4, 0, generator(2, "view"));
    const looked = async () => (await learner.look!(view)).values.slice();
    const before = await looked();
    const [map, place, said, chars, lit] = arraysOf(view.observations);
    for (const unseen of [place, said, chars]) unseen.fill(1);
    expect(await looked()).toEqual(before);
    lit.forEach((each, i) => {
      lit[i] = 1 - each;
    });
    expect(await looked()).not.toEqual(before);
    expect(map.length).toBe(80);
    const { graph } = decodeModel(learner.exportOnnx!()) as unknown as { graph: { input: { name: string }[] } };
    expect(graph.input.map(({ name }) => name)).toEqual(["observation.map", "observation.screen.lit"]);
    await learner.close?.();
  });

  it("may be for values alone: the policy and its file do without", async () => {
    const learner = await openPpo(
      settingsOf({ observe: ["place", "screen.lit"], valueOnly: ["screen.lit"] }),
      host(room),
    );
    const view = randomView(room, action, false, 4, 0, generator(2, "view"));
    const decided = async () => {
      const { actions, notes } = await learner.act(view, "exploit");
      return { actions: arraysOf(actions).map((array) => array.slice()), values: notes?.values.slice() };
    };
    const before = await decided();
    const lit = arraysOf(view.observations)[4];
    lit.forEach((each, i) => {
      lit[i] = 1 - each;
    });
    const after = await decided();
    expect(after.actions).toEqual(before.actions);
    expect(after.values).not.toEqual(before.values);
    const { graph } = decodeModel(learner.exportOnnx!()) as unknown as {
      graph: { input: { name: string }[]; output: { name: string }[] };
    };
    expect(graph.input.map(({ name }) => name)).toEqual(["observation.place"]);
    expect(graph.output.map(({ name }) => name)).not.toContain("value");
    await learner.close?.();
  });

  it.each<[string, Partial<Settings>, RegExp]>([
    ["nothing but for values", { observe: ["place"], valueOnly: ["place"] }, /valueOnly = \["place"\].*policy/],
    ["for values that share their network", { valueOnly: ["place"], shared: true }, /shared = true.*shared = false/],
    ["for values of what is not seen", { observe: ["map"], valueOnly: ["place"] }, /valueOnly = \["place"\].*"map"/],
    ["a path that is none", { observe: ["maps"] }, /observe = \["maps"\].*"map", "place", "said", "screen.chars"/],
    ["a part of a list", { observe: ["things.rows"] }, /things/],
    ["a crop of text", { crops: { said: { around: "place", size: 3 } } }, /crops: said.*"map" or "screen.chars"/],
    ["a crop around a map", { crops: { map: { around: "map", size: 3 } } }, /map around "map".*place/],
    ["an even size", { crops: { map: { around: "place", size: 4 } } }, /size 4.*odd/],
    [
      "a crop around what is not seen",
      { observe: ["map"], crops: { map: { around: "place", size: 3 } } },
      /around "place".*nothing/,
    ],
  ])("may not be %s", (_, settings, message) => {
    expect(() => validateSettings(settingsOf(settings), host(room))).toThrow(
      expect.objectContaining({ code: "params/invalid", message: expect.stringMatching(message) }),
    );
  });
});

it("sees whole numbers by their logarithm: 0 to 9 is as far as 9 to 99", async () => {
  const numbers = box({ dtype: "int32", shape: [1] });
  const settings = settingsOf({ hidden: [] });
  const learner = await openPpo(settings, host(numbers));
  const worthOf = async (number: number) => {
    const observations = Int32Array.of(number);
    const view = {
      rows: 1,
      observations,
      masks: new Uint8Array(0),
      starts: new Uint8Array(1),
      state: new Float32Array(0),
    };
    return (await learner.look!(view)).values[0];
  };
  const [nothing, nine, minus, many] = [await worthOf(0), await worthOf(9), await worthOf(-9), await worthOf(99)];
  expect(many - nine).toBeCloseTo(nine - nothing, 5); // log 100 - log 10 = log 10 - log 1
  expect(minus - nothing).toBeCloseTo(nothing - nine, 5);
  expect(nine).not.toBeCloseTo(nothing, 2);
  await learner.close?.();
});
