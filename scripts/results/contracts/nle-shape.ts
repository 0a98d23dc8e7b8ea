import { box, defineEnv, parts, registry } from "../../../src/core/index.ts";

const map = [21, 79];
const bytes = (shape: readonly number[]) => box({ dtype: "uint8", shape });

/** A world with the observations of the NetHack Learning Environment, 13 arrays of 17 kB in all, that does nothing. */
export const nleShape = defineEnv({
  id: "bench/nle-shape-v1",
  goal: "Do nothing.",
  observation: parts({
    glyphs: box({ dtype: "int16", shape: map }),
    chars: bytes(map),
    colors: bytes(map),
    specials: bytes(map),
    blstats: box({ dtype: "float64", shape: [27] }),
    message: bytes([256]),
    inv_glyphs: box({ dtype: "int16", shape: [55] }),
    inv_strs: bytes([55, 80]),
    inv_letters: bytes([55]),
    inv_oclasses: bytes([55]),
    tty_chars: bytes([24, 80]),
    tty_colors: bytes([24, 80]),
    tty_cursor: bytes([2]),
  }),
  action: box({ dtype: "float32", shape: [1], low: -1, high: 1 }),
  features: { depth: "1" },
  params: {},
  maxSteps: 1000,
  stepSeconds: 0,
  score: () => 0,
  create: (_, { features, row }) => ({
    reset() {
      features.depth[row] = 1;
    },
    step() {},
    terminated: () => false,
    save: () => new Uint8Array(0),
    load() {},
  }),
});

export const shapes = registry("env", import.meta.url, [nleShape]);
