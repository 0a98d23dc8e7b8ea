export { type Inventory, inventoryIn } from "./inventory.ts";
export { type Paint, rayCaster } from "./ray-caster.ts";
export { letterOf, type TerminalLeaves, terminalIn } from "./terminal.ts";
export * from "./turns.ts";
