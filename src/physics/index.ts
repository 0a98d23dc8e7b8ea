export * from "./body.ts";
export { type Car, type CarSimulation, carSize, obstacleSize } from "./car.ts";
export { openCar, openSimulation, prepareEngine } from "./engine.ts";
export { type Layout, layoutOf } from "./layout.ts";
export { heldByEngines } from "./memory.ts";
export { mjcfOf } from "./mjcf.ts";
export { pairsOf } from "./pairs.ts";
export { massesOf } from "./rapier/mass.ts";
export { type Engine, engines, type Factors, type Simulation } from "./simulation.ts";
