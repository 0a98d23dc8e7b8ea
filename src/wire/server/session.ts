import { digest, fail, type Json, pack, poseSize, type ScoredVector, sceneRows, unpack } from "../../core/index.ts";
import { bytes, count, flag, readForm } from "../../record/form.ts";
import { actionWriter } from "../actions.ts";
import { fromBase64, type Message } from "../frame.ts";
import type { Request, SessionOp, StepColumns } from "../messages.ts";
import { columnTeller, type Shown } from "./columns.ts";
import { picture } from "./picture.ts";
import { restartsOf } from "./restarts.ts";
import type { Seal } from "./seal.ts";

/** The worlds of one session: it performs their requests, one at a time. */
export interface ScoredSession {
  /** @throws coded errors; the worlds are then unchanged */
  perform(request: Request<SessionOp>): Promise<Message>;
  /** All of it, as bytes. */
  save(): Promise<Uint8Array>;
  load(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** @param seal of the states that `save` answers and `load` takes; what `save()` and `load()` pass stays in the server */
export function sessionOver(scored: ScoredVector, shown: Shown, seal: Seal): ScoredSession {
  const { vector } = scored;
  const { worlds } = vector;
  const write = actionWriter(vector.env.action, vector.actions, vector.rows);
  const tell = columnTeller(scored, shown);
  let steps = 0;
  let told = 0; // faults that were reported
  let waiting = false; // autoReset is off and worlds that ended have not been reset

  const faultsNow = () => {
    const found = vector.faults.slice(told).map(({ worlds: rows, message }) => ({ worlds: rows, message }));
    told = vector.faults.length;
    return found.length ? { faults: found } : {};
  };

  async function hash(): Promise<string> {
    const parts: Uint8Array[] = [];
    for (let world = 0; world < worlds; world++) parts.push(await vector.save(world));
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return digest(all);
  }

  let poses: Float64Array | undefined; // made when first asked for; whoever has no scene says so then

  async function posesNow(): Promise<Float64Array> {
    poses ??= new Float64Array(worlds * sceneRows(await vector.scene(0)) * poseSize);
    const size = poses.length / worlds;
    for (let world = 0; world < worlds; world++)
      await vector.poses(world, poses.subarray(world * size, (world + 1) * size));
    return poses;
  }

  const columns = async (hasStepped: boolean, wantsHash?: boolean): Promise<Message> => ({
    ...(tell(steps, hasStepped) satisfies StepColumns),
    ...(shown.columns.has("poses") && { poses: await posesNow() }),
    ...faultsNow(),
    ...(wantsHash && { hash: await hash() }),
  });

  const answers: { readonly [O in SessionOp]: (request: Request<O>) => Promise<Message> } = {
    async reset({ seed, worlds: named, hash: wantsHash }) {
      if (typeof seed === "object" || named) {
        const alone = typeof seed === "object";
        for (const { world, seed: own } of restartsOf(named, seed, worlds)) await scored.restart(world, own, alone);
        if (!named) steps = 0;
      } else if (seed !== undefined) {
        await scored.reset(seed);
        steps = 0;
      } else if (!waiting)
        fail("wire/request", {
          given: "reset without a seed",
          expected: 'a seed, or autoReset "off" and worlds that ended',
        });
      waiting = false;
      return columns(false, wantsHash);
    },
    async step({ actions, hash: wantsHash }) {
      if (waiting)
        fail("vector/unready", {
          given: "step while worlds have ended",
          expected: "a reset without a seed first, because autoReset is off",
        });
      write(actions);
      await scored.step();
      steps++;
      waiting = shown.autoReset === "off" && vector.ended > 0;
      return columns(true, wantsHash);
    },
    async save({ world }) {
      return { state: seal.close(world === undefined ? await scored.saveAll() : await scored.save(world)) };
    },
    async load({ world, state }) {
      const saved = typeof state === "string" ? fromBase64(state) : state;
      seal.check(saved);
      await (world === undefined ? scored.loadAll(saved) : scored.load(world, saved));
      steps = 0;
      waiting = false;
      return columns(false);
    },
    async render({ world = 0, width, height, camera = "", format = "png" }) {
      const pixels = new Uint8Array(width * height * 3);
      await vector.draw(world, { width, height, camera, pixels });
      return { width, height, format, image: format === "png" ? picture(width, height, pixels) : pixels };
    },
    async scene({ world = 0 }) {
      const scene = await vector.scene(world);
      const poses = new Float64Array(sceneRows(scene) * poseSize);
      await vector.poses(world, poses);
      return { scene: scene as unknown as Json, poses };
    },
    async text({ world = 0 }) {
      return { text: await vector.text(world) };
    },
  };

  return {
    perform: (request) => (answers[request.op] as (request: Request<SessionOp>) => Promise<Message>)(request),
    save: async () => pack({ steps, waiting, worlds: await scored.saveAll() }),
    async load(packed) {
      const saved = readForm(unpack(packed, "a session"), { steps: count, waiting: flag, worlds: bytes }, "a session");
      await scored.loadAll(saved.worlds);
      ({ steps, waiting } = saved);
    },
    close: () => scored.close(),
  };
}
