import { exponential } from "../../src/core/index.ts";

/** 1 / (1 + e^-x): 0.5 at 0, the same on every machine. */
export const logistic = (x: number): number => 1 / (1 + exponential(-x));
