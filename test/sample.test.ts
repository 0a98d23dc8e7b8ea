import { expect, test } from "vitest";
import { sample, sampleByFamily } from "./sample.ts";

test("a sample is spread over the list, and whole if the list is short or everything is wanted", () => {
  const letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
  expect([...sample(letters, 2, false)]).toEqual(["c", "g"]);
  expect([...sample(["a", "b"], 2, false)]).toEqual(["a", "b"]);
  expect([...sample(letters, 2, true)]).toEqual(letters);
});

test("every family is in a sample", () => {
  const ids = ["one/a", "one/b", "one/c", "two/a"].map((id) => ({ id }));
  expect([...sampleByFamily(ids, 1, false)].map(({ id }) => id)).toEqual(["one/b", "two/a"]);
});
