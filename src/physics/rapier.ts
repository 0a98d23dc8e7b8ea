import { init, SerializationPipeline } from "@dimforge/rapier3d-compat";
import { stopClock } from "./rapier/clock.ts";
import { RapierCar } from "./rapier/rapier-car.ts";
import { RapierSimulation } from "./rapier/rapier-simulation.ts";
import type { LoadedEngine } from "./simulation.ts";

/** Rapier in WebAssembly. Every simulation owns a world; all worlds share this thread's memory. */
export async function loadRapier(): Promise<LoadedEngine> {
  await init();
  stopClock();
  const pipeline = new SerializationPipeline();
  return {
    open: (body) => new RapierSimulation(pipeline, body),
    openCar: (car) => new RapierCar(pipeline, car),
  };
}
