import fc from "fast-check";
import { expect, test } from "vitest";
import {
  actionCheck,
  type BoundEnv,
  batchOf,
  bindEnv,
  box,
  choice,
  choices,
  codes,
  parts,
  pick,
  type Space,
  text,
} from "../../src/core/index.ts";
import { openVector } from "../../src/vector/index.ts";
import { counter, worlds as fixtures } from "../fixtures/vector-worlds.ts";

/** A check over two worlds of an action space. */
function checking<S extends Space>(action: S, masks = new Uint8Array(0)) {
  const env: BoundEnv = { ...bindEnv(counter), action };
  const actions = batchOf(action, 2);
  return { actions, check: actionCheck(env, actions, masks) };
}

test("boxes are clipped element by element", () => {
  const { actions, check } = checking(box({ dtype: "float64", shape: [2], low: [-1, 0], high: [1, 5] }));
  actions.set([-7, -7, 7, 7]);
  check();
  expect([...actions]).toEqual([-1, 0, 1, 5]);
});

test("a box without a bound is left alone there", () => {
  const { actions, check } = checking(box({ dtype: "float32", shape: [1], low: 0 }));
  actions.set([-3, 1e38]);
  check();
  expect([...actions]).toEqual([0, Math.fround(1e38)]);
});

test("bounds that float32 cannot hold are rounded, so that a clipped action stays as it is", () => {
  const { actions, check } = checking(box({ dtype: "float32", shape: [1], low: -0.1, high: 0.1 }));
  actions.set([9, -9]);
  check();
  expect([...actions]).toEqual([Math.fround(0.1), Math.fround(-0.1)]);
});

test("whole numbers are clipped too", () => {
  const { actions, check } = checking(box({ dtype: "int16", shape: [1], low: 0, high: 9 }));
  actions.set([-5, 12]);
  check();
  expect([...actions]).toEqual([0, 9]);
});

for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
  for (const bounds of [{}, { low: -1, high: 1 }])
    test(`${bad} is illegal in a box ${JSON.stringify(bounds)}`, () => {
      const { actions, check } = checking(box({ dtype: "float32", shape: [3], ...bounds }));
      actions[4] = bad;
      expect(check).toThrow(`action/illegal: got action[1] of world 1 = ${bad}; expected a finite number`);
    });

test("a choice names its options", () => {
  const { actions, check } = checking(choice("left", "right"));
  check();
  actions[1] = 2;
  expect(check).toThrow('got action of world 1 = 2; expected 0 to 1 ("left" or "right")');
  actions[1] = -1;
  expect(check).toThrow("world 1 = -1");
});

test("a masked choice is illegal", () => {
  const { actions, check } = checking(choice("left", "right"), new Uint8Array([1, 1, 1, 0]));
  actions[0] = 1;
  check();
  actions[1] = 1;
  expect(check).toThrow('action of world 1 = 1 ("right"), which is masked out');
  actions[1] = 2;
  expect(check).toThrow("expected 0 to 1");
});

test("choices are checked part by part", () => {
  const space = choices({ move: ["back", "on"], mood: ["glad", "so", "sad"] });
  const { actions, check } = checking(space, new Uint8Array([1, 1, 1, 1, 1, 1, 0, 1, 0, 1]));
  actions.set([0, 2, 0, 2]);
  check();
  actions.set([0, 2, 1, 2]);
  expect(check).toThrow('action[0] of world 1 = 1 ("on"), which is masked out');
  actions.set([0, 2, 0, 1]);
  expect(check).toThrow('action[1] of world 1 = 1 ("so"), which is masked out');
  actions.set([0, 3, 0, 2]);
  expect(check).toThrow('action[1] of world 0 = 3; expected 0 to 2 ("glad", "so" or "sad")');
});

test("every part of a record is checked, text is always legal", () => {
  const space = parts({
    say: text(4),
    turn: box({ dtype: "float32", shape: [1], low: -1, high: 1 }),
    go: choice("a", "b"),
  });
  const { actions, check } = checking(space);
  actions.say.fill(255);
  actions.turn.set([3, 0]);
  check();
  expect([...actions.turn]).toEqual([1, 0]);
  actions.go[0] = 5;
  expect(check).toThrow("action go of world 0 = 5");
});

test("masks reach into parts, leaf after leaf, depth first", () => {
  const space = parts({
    inner: parts({ go: choice("a", "b"), far: box({ dtype: "float32", shape: [1] }) }),
    both: choices({ x: ["u", "v"], y: ["u", "v"] }),
    item: pick("items", { most: 2 }, ["take", "leave"]),
  });
  const masks = new Uint8Array([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* world 1 */ 0, 1, 1, 0, 0, 1, 1, 0, 0, 1]);
  const { actions, check } = checking(space, masks);
  const { inner, both, item } = actions;
  inner.go[1] = 1;
  both.set([1, 1, 0, 1]);
  item.set([0, 1, 1, 1]);
  check();
  inner.go[1] = 0;
  expect(check).toThrow('action inner.go of world 1 = 0 ("a"), which is masked out');
  inner.go[1] = 1;
  both[2] = 1;
  expect(check).toThrow('action both[0] of world 1 = 1 ("v"), which is masked out');
  both[2] = 0;
  item.set([1, 0], 2);
  expect(check).toThrow('action item[0] of world 1 = 1 with the verb "take", which is masked out');
  item.set([2, 0], 2);
  expect(check).toThrow("action item[0] of world 1 = 2; expected 0 to 1");
  item.set([0, 2], 2);
  expect(check).toThrow('action item[1] of world 1 = 2; expected 0 to 1 ("take" or "leave")');
});

test("codes are checked one by one", () => {
  const { actions, check } = checking(codes({ dtype: "uint8", shape: [2], count: 7 }));
  actions.set([6, 0, 0, 6]);
  check();
  actions[3] = 7;
  expect(check).toThrow("action[1] of world 1 = 7; expected 0 to 6");
});

test("what passes is within bounds, and what was within bounds is untouched", () => {
  const { actions, check } = checking(box({ dtype: "float64", shape: [2], low: [-2, 0.5], high: [3, 0.5] }));
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 4, maxLength: 4 }), (values) => {
      actions.set(values);
      check();
      expect([...actions]).toEqual(
        values.map((value, i) => Math.min(Math.max(value, i % 2 ? 0.5 : -2), i % 2 ? 0.5 : 3)),
      );
    }),
  );
});

for (const threads of [0, 2])
  test(`an illegal action moves no world (${threads} threads)`, async () => {
    const vector = await openVector({ envs: fixtures, env: { id: "fixture/counter-v1" }, worlds: 2, threads });
    await vector.reset(0);
    (vector.actions as Float64Array).set([7, Number.NaN]);
    await expect(vector.step()).rejects.toMatchObject({ code: "action/illegal" });
    expect([...vector.features.count]).toEqual([0, 0]);
    (vector.actions as Float64Array).set([7, -7]);
    await vector.step();
    expect([...vector.features.sum]).toEqual([1, -1]);
    expect([...(vector.actions as Float64Array)]).toEqual([1, -1]);
    await vector.close();
  });
