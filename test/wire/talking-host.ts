import {
  box,
  choices,
  defineEnv,
  type Env,
  parts,
  read,
  registry,
  snapshot,
  text,
  write,
} from "../../src/core/index.ts";
import { hostOf } from "./host-of.ts";

const observation = parts({
  words: text(12),
  place: box({ dtype: "int16", shape: [2], low: -50, high: [50, 60] }),
});
const action = parts({ say: text(8), go: choices({ x: ["left", "right"], y: ["up", "down", "stay"] }) });

/** A world of every kind of space that says again what was said, and goes where it is told. */
const talking = defineEnv({
  id: "test/talking-v1",
  goal: "Go about and say things.",
  observation,
  action,
  features: { x: "m" },
  params: {},
  maxSteps: 5,
  stepSeconds: 0,
  score: ({ steps }) => steps / 5,
  create(_, { row, action: acted, observation: seen, features }) {
    const place = new Int16Array(2);
    const said = new Uint8Array(12);
    const show = () => {
      seen.words.set(said);
      seen.place.set(place);
      features.x[row] = place[0];
    };
    return {
      reset() {
        place.fill(0);
        write(observation.fields.words, said, "hello");
        show();
      },
      step() {
        const { say, go } = read(action, acted);
        place[0] += go[0] ? 1 : -1;
        place[1] += [1, -1, 0][go[1]];
        write(observation.fields.words, said, `>${say}`);
        show();
      },
      terminated: () => false,
      ...snapshot(new Uint8Array(place.buffer), said),
    };
  },
});

export default hostOf(registry<Env>("env", import.meta.url, [talking]));
