import { expect, test } from "vitest";
import { recordedRows } from "../../src/record/index.ts";
import { env, recordEpisodes } from "./recorded-episodes.ts";
import { codedError } from "./temporary.ts";

const [episode] = (await recordEpisodes({ observations: true })).episodes;
const [bare] = (await recordEpisodes()).episodes;
const { steps } = episode;

test("rows are as a reward would have seen them", () => {
  const rows = recordedRows(episode, env, { features: ["place"], before: true, events: ["crossed"], history: true });
  expect(rows).toMatchObject({ rows: steps, steps, seats: 1 });
  expect(rows.features.place).toEqual(episode.features.place.slice(1));
  expect(rows.before.features.place).toEqual(episode.features.place.slice(0, -1));
  expect(rows.events.crossed).toEqual(episode.events.crossed);
  const flags = [...new Array(steps - 1).fill(0), 1];
  expect([...(episode.terminated ? rows.terminated : rows.truncated)]).toEqual(flags);
  expect([...(episode.terminated ? rows.truncated : rows.terminated)]).toEqual(new Array(steps).fill(0));
});

test("observations and actions are flattened, observations as after the step", () => {
  const rows = recordedRows(episode, env, { observations: true, actions: true });
  expect(rows.observationSize).toBe(2 + 2);
  expect(rows.actionSize).toBe(1 + 3);
  const [places, sides] = episode.observations!;
  const [pushes, gears] = episode.actions;
  for (let row = 0; row < steps; row++) {
    const side = sides[row + 1];
    const gear = gears[row];
    expect([...rows.observations.subarray(row * 4, row * 4 + 4)]).toEqual([
      ...places.subarray(2 * row + 2, 2 * row + 4),
      1 - side,
      side,
    ]);
    expect([...rows.actions.subarray(row * 4, row * 4 + 4)]).toEqual([
      pushes[row],
      ...[0, 1, 2].map((i) => +(i === gear)),
    ]);
  }
});

test.each([
  [{ features: ["speed"] }, '"speed"'],
  [{ events: ["fell"] }, '"fell"'],
  [{ text: true }, "text"],
  [{ frames: { width: 8, height: 8 } }, "frames"],
  [{ observations: true }, "observations"],
])("what was not recorded is refused: %j", async (inputs, named) => {
  const error = await codedError(() => recordedRows(bare, env, inputs));
  expect(error?.code).toBe("reward/input");
  expect(error?.given).toContain(named);
});

test("another env's episode is refused", async () => {
  const error = await codedError(() => recordedRows(episode, { ...env, id: "fixture/other-v1" }, {}));
  expect(error?.code).toBe("episode/mismatch");
});
