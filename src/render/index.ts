export { type Paint, rayCaster } from "./ray-caster.ts";
export * from "./turns.ts";
