import loadModule, { type MainModule, type MjData, type MjModel } from "@mujoco/mujoco";
import type { Body } from "./body.ts";
import { expectWhole, guarded, isCondemned, passOn } from "./condemned.ts";
import { noteHeld } from "./memory.ts";
import { mjcfOf } from "./mjcf.ts";
import type { Factors, LoadedEngine, Opening, Simulation, Touch } from "./simulation.ts";

/** MuJoCo in WebAssembly. All simulations of a thread live in one memory; when it grows, every array moves. */
export async function loadMujoco(): Promise<LoadedEngine> {
  const mujoco: MainModule = await loadModule({ print: () => undefined, printErr: () => undefined });
  const models = new Map<string, Shared>(); // unused models come in the order in which they were released
  const open = new Set<MujocoSimulation>();
  let heap: unknown;

  /** To be called after any allocation: refreshes the views if the memory has moved. */
  function settle(newest: MujocoSimulation): void {
    const moved = heap !== newest.positions.buffer;
    heap = newest.positions.buffer;
    if (moved) for (const simulation of open) simulation.fetch();
  }

  function modelOf(body: Body, { varies }: Opening): { readonly model: MjModel; release(): void } {
    const text = mjcfOf(body);
    if (varies) {
      const model = mujoco.MjModel.from_xml_string(text);
      const { nbuffer } = model;
      noteHeld(nbuffer);
      return {
        model,
        release() {
          model.delete();
          noteHeld(-nbuffer);
        },
      };
    }
    const shared = models.get(text) ?? { model: mujoco.MjModel.from_xml_string(text), holders: 0 };
    models.set(text, shared);
    shared.holders++;
    return {
      model: shared.model,
      release() {
        if (--shared.holders > 0) return;
        models.delete(text);
        models.set(text, shared);
        forget();
      },
    };
  }

  /** Keeps the last few unused models, because a world that is closed is often opened again. */
  function forget(): void {
    const idle = [...models].filter(([, { holders }]) => holders === 0);
    for (const [text, { model }] of idle.slice(0, Math.max(0, idle.length - mostIdle))) {
      models.delete(text);
      model.delete();
    }
  }

  return {
    open(body, opening) {
      const { model, release } = modelOf(body, opening);
      const simulation = new MujocoSimulation(mujoco, model, (closed) => {
        open.delete(closed);
        release();
      });
      open.add(simulation);
      settle(simulation);
      return simulation;
    },
  };
}

const mostIdle = 4;

interface Shared {
  readonly model: MjModel;
  holders: number;
}

/** Owns a body's data in the engine; its arrays are views into the engine's memory. */
class MujocoSimulation implements Simulation {
  readonly engine = "mujoco";
  control!: Float64Array;
  positions!: Float64Array;
  speeds!: Float64Array;
  places!: Float64Array;
  turns!: Float64Array;
  centres!: Float64Array;
  inertias!: Float64Array;
  motions!: Float64Array;
  contacts!: Float64Array;
  motorForces!: Float64Array;
  constraintForces!: Float64Array;
  masses!: Float64Array;
  pushes!: Float64Array;
  readonly #mujoco: MainModule;
  readonly #model: MjModel;
  readonly #data: MjData;
  readonly #release: () => void;
  readonly #integration: number;
  readonly #timestep: number;
  readonly #bytes: number;
  #time = 0;
  #plain: Plain | undefined;
  #closed = false;

  constructor(mujoco: MainModule, model: MjModel, release: (simulation: MujocoSimulation) => void) {
    this.#mujoco = mujoco;
    this.#model = model;
    this.#data = new mujoco.MjData(model);
    this.#release = () => release(this);
    this.#integration = numberOf(mujoco.mjtState.mjSTATE_INTEGRATION);
    this.#timestep = model.opt.timestep;
    this.#bytes = this.#data.nbuffer + this.#data.narena;
    noteHeld(this.#bytes);
    this.fetch();
  }

  /** Refreshes the views after the memory has grown. */
  fetch(): void {
    const data = this.#data;
    this.control = data.ctrl;
    this.positions = data.qpos;
    this.speeds = data.qvel;
    this.places = data.xpos;
    this.turns = data.xquat;
    this.centres = data.xipos;
    this.inertias = data.cinert;
    this.motions = data.cvel;
    this.contacts = data.cfrc_ext;
    this.motorForces = data.qfrc_actuator;
    this.constraintForces = data.qfrc_constraint;
    this.masses = this.#model.body_mass;
    this.pushes = data.xfrc_applied;
  }

  touches(): Touch[] {
    const { contact } = this.#data;
    const { geom_bodyid: bodies } = this.#model;
    const buffer = new this.#mujoco.DoubleBuffer(6);
    try {
      return Array.from({ length: contact.size() }, (_, i) => {
        const one = contact.get(i)!;
        this.#mujoco.mj_contactForce(this.#model, this.#data, i, buffer);
        const own = buffer.GetView() as Float64Array;
        const frame = one.frame as Float64Array; // its rows are the contact's axes; the force is on the second body
        const sign = bodies[one.geom2] === 0 ? -1 : 1;
        const along = (axis: number) =>
          sign * (own[0] * frame[axis] + own[1] * frame[3 + axis] + own[2] * frame[6 + axis]);
        const [x, y, z] = one.pos as Float64Array;
        one.delete();
        return { at: [x, y, z], force: [along(0), along(1), along(2)] };
      });
    } finally {
      buffer.delete();
    }
  }

  reset(): void {
    this.#mujoco.mj_resetData(this.#model, this.#data);
    this.#time = this.#data.time = this.#timestep; // so that time 0 always means that the simulation diverged, even in the first substep
  }

  place(): void {
    guarded("mujoco", () => this.#mujoco.mj_forward(this.#model, this.#data));
  }

  step(count: number): boolean {
    expectWhole("mujoco");
    try {
      for (let i = 0; i < count; i++) this.#mujoco.mj_step(this.#model, this.#data);
      this.#mujoco.mj_rnePostConstraint(this.#model, this.#data);
    } catch (thrown) {
      return passOn("mujoco", thrown);
    }
    this.#time += count * this.#timestep;
    // MuJoCo resets itself to time 0 if anything is not finite or too large at the start of a substep
    return this.#data.time > this.#time - this.#timestep / 2 && isSane(this.positions) && isSane(this.speeds);
  }

  vary(factors: Factors): void {
    this.#plain ??= plainOf(this.#model);
    apply(this.#plain, factors, this.#model);
    guarded("mujoco", () => this.#mujoco.mj_setConst(this.#model, this.#data));
  }

  capture(): Uint8Array {
    const buffer = new this.#mujoco.DoubleBuffer(this.#mujoco.mj_stateSize(this.#model, this.#integration));
    try {
      this.#mujoco.mj_getState(this.#model, this.#data, buffer, this.#integration);
      return new Uint8Array((buffer.GetView() as Float64Array).slice().buffer);
    } finally {
      buffer.delete();
    }
  }

  restore(state: Uint8Array): void {
    const values = Array.from(new Float64Array(state.slice().buffer));
    guarded("mujoco", () => {
      this.#mujoco.mj_setState(this.#model, this.#data, values, this.#integration);
      this.#mujoco.mj_forward(this.#model, this.#data);
      this.#mujoco.mj_setState(this.#model, this.#data, values, this.#integration); // restores what mj_forward may have changed
    });
    this.#time = this.#data.time;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (isCondemned("mujoco")) return;
    this.#data.delete();
    noteHeld(-this.#bytes);
    this.#release();
  }
}

const largest = 1e10; // as MuJoCo has it (mjMAXVAL)

function isSane(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!(Math.abs(values[i]) < largest)) return false;
  return true;
}

/** Enumerations are objects, though their types say numbers. */
const numberOf = (constant: unknown): number => (constant as { readonly value: number }).value;

/** The compiled values that factors are applied to. */
interface Plain {
  readonly friction: Float64Array;
  readonly pairFriction: Float64Array;
  readonly gravity: Float64Array;
  readonly masses: Float64Array;
  readonly inertias: Float64Array;
  readonly gears: Float64Array;
}

const plainOf = (model: MjModel): Plain => ({
  friction: model.geom_friction.slice(),
  pairFriction: model.pair_friction.slice(),
  gravity: model.opt.gravity.slice(),
  masses: model.body_mass.slice(),
  inertias: model.body_inertia.slice(),
  gears: model.actuator_gear.slice(),
});

function apply(plain: Plain, { friction, gravity, mass, strength }: Factors, model: MjModel): void {
  const scale = (target: Float64Array, source: Float64Array, factor: number) => {
    for (let i = 0; i < source.length; i++) target[i] = source[i] * factor;
  };
  scale(model.geom_friction, plain.friction, friction);
  scale(model.pair_friction, plain.pairFriction, friction);
  scale(model.opt.gravity, plain.gravity, gravity);
  scale(model.body_mass, plain.masses, mass);
  scale(model.body_inertia, plain.inertias, mass);
  scale(model.actuator_gear, plain.gears, strength);
}
