import { breakLong, envs } from "../fixtures/worlds-frail.ts";
import { hostOf } from "./host-of.ts";

/** Hosts worlds whose long episodes break once. */
breakLong(1);
export default hostOf(envs);
