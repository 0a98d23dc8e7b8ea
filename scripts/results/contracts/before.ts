import { checkoutOf } from "../checkout.ts";

/** The last commit before the contracts changed: what is measured here is compared with it. */
export const before = "7d9e25a";

/** A checkout of it, as `checkoutOf` makes it. */
export const treeBefore = (scripts?: readonly string[]): string => checkoutOf(before, scripts);
