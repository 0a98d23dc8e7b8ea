import type { Rule } from "../../src/autodiff/index.ts";
import { reluRule } from "../../src/autodiff/rules/elementwise.ts";

type Plain = Rule<Record<never, never>>;
const { name, shape, gradient, lower, evaluate } = reluRule;

// A primitive says its shape, gradient, lowering and meaning, or it does not compile.
({ name, shape, gradient, lower, evaluate }) satisfies Plain;
// @ts-expect-error no shape
({ name, gradient, lower, evaluate }) satisfies Plain;
// @ts-expect-error no gradient
({ name, shape, lower, evaluate }) satisfies Plain;
// @ts-expect-error no lowering
({ name, shape, gradient, evaluate }) satisfies Plain;
// @ts-expect-error no meaning in plain JavaScript
({ name, shape, gradient, lower }) satisfies Plain;
