import type { Widen } from "../../src/core/index.ts";

/** The settings that some defaults stand for: any number where a number stands, any list where a list does. */
export type SettingsOf<D> = {
  readonly [K in keyof D]: D[K] extends readonly number[]
    ? readonly number[]
    : D[K] extends readonly string[]
      ? readonly string[]
      : Widen<D[K]>;
};
