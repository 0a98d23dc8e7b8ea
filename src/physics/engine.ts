import { assert, fail, messageOf } from "../core/index.ts";
import type { Body } from "./body.ts";
import type { Car, CarSimulation } from "./car.ts";
import { guarded } from "./condemned.ts";
import type { Engine, LoadedEngine, Opening, Simulation } from "./simulation.ts";

const loaders: { readonly [engine in Engine]: () => Promise<LoadedEngine> } = {
  mujoco: async () => (await import("./mujoco.ts")).loadMujoco(),
  rapier: async () => (await import("./rapier.ts")).loadRapier(),
};

const loading = new Map<Engine, Promise<void>>();
const loaded = new Map<Engine, LoadedEngine>();

const packages: { readonly [engine in Engine]: string } = {
  mujoco: "@mujoco/mujoco@3.14.0",
  rapier: "@dimforge/rapier3d-compat@0.21.0",
};

/** Loads an engine into this thread, once. @throws `package/missing` */
export function prepareEngine(engine: Engine): Promise<void> {
  const known = loading.get(engine);
  if (known) return known;
  const fresh = loaders[engine]().then(
    (it) => void loaded.set(engine, it),
    (cause) =>
      fail("package/missing", {
        given: `a physics engine that does not load (${messageOf(cause)})`,
        expected: packages[engine],
        fix: `npm install ${packages[engine]}`,
        cause,
      }),
  );
  loading.set(engine, fresh);
  return fresh;
}

/** A simulation of a body on an engine that has been prepared. @throws {BrokenThread} if the engine has failed in this thread */
export function openSimulation(engine: Engine, body: Body, opening: Opening): Simulation {
  const ready = loaded.get(engine);
  assert(ready, `the engine ${engine} is prepared before worlds are made`);
  return guarded(engine, () => ready.open(body, opening));
}

/** A car on Rapier, which has been prepared. @throws {BrokenThread} if it has failed in this thread */
export function openCar(car: Car): CarSimulation {
  const open = loaded.get("rapier")?.openCar;
  assert(open, "the engine rapier is prepared before worlds are made");
  return guarded("rapier", () => open(car));
}
