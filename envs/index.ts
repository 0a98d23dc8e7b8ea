import { registry } from "../src/core/index.ts";
import { cartPole } from "./classic/cart-pole.ts";

/** Every environment there is, one a line. */
export const envs = registry("env", import.meta.url, [cartPole]);
