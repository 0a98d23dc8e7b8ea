import { fail } from "../../../src/core/index.ts";

/** Frames and decisions a second, as params. */
export interface Frequencies {
  readonly simulationFrequency: number;
  readonly policyFrequency: number;
}

export const frequencyLimits = {
  simulationFrequency: { whole: [2, 1000] },
  policyFrequency: { whole: [1, 1000] },
} as const;

export const stepSeconds = ({ policyFrequency }: Frequencies): number => 1 / policyFrequency;

/** Frames of one step. */
export const framesOf = ({ simulationFrequency, policyFrequency }: Frequencies): number =>
  simulationFrequency / policyFrequency;

/** @throws `params/invalid` where a step is no whole number of frames */
export function checkFrequencies({ simulationFrequency, policyFrequency }: Frequencies): void {
  if (simulationFrequency % policyFrequency === 0) return;
  fail("params/invalid", {
    given: `simulationFrequency ${simulationFrequency} with policyFrequency ${policyFrequency}`,
    expected: "a multiple of policyFrequency",
  });
}
