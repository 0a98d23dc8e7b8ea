import {
  breaksThread,
  CodedError,
  digest,
  fail,
  type Json,
  pack,
  poseSize,
  type ScoredVector,
  sceneRows,
  unpack,
} from "../../core/index.ts";
import { bytes, count, flag, readForm } from "../../record/form.ts";
import { actionWriter } from "../actions.ts";
import { fromBase64, type Message } from "../frame.ts";
import type { PerformedOp, Request, StepColumns } from "../messages.ts";
import { columnTeller, type Shown } from "./columns.ts";
import { picture } from "./picture.ts";
import { restartsOf } from "./restarts.ts";
import type { Seal } from "./seal.ts";
import { notWatchable } from "./watchable.ts";
import { watchingOver } from "./watching.ts";

/** What came of a request: an answer, or an error that was thrown. Both, if the worlds stepped but the reward failed. */
export interface Outcome {
  readonly ok?: Message;
  readonly thrown?: unknown;
  /** Whether the request failed half-way, with the worlds in between. */
  readonly isTorn?: boolean;
}

/** The worlds of one session: it performs their requests, one at a time. */
export interface ScoredSession {
  /** @throws what breaks the thread */
  perform(request: Request<PerformedOp>): Promise<Outcome>;
  /** All of it, as bytes. */
  save(): Promise<Uint8Array>;
  load(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Whether a step was refused before any world moved. */
const isUnmoved = (thrown: unknown): boolean =>
  thrown instanceof CodedError && ["action/illegal", "vector/unready", "vector/busy"].includes(thrown.code);

/**
 * @param seal of the states that `save` answers and `load` takes; what `save()` and `load()` pass stays in the server
 * @param breathe lets others use the thread
 */
export function sessionOver(
  scored: ScoredVector,
  shown: Shown,
  seal: Seal,
  breathe: () => Promise<void> | undefined = () => undefined,
): ScoredSession {
  const { vector } = scored;
  const { worlds } = vector;
  const write = actionWriter(vector.env.action, vector.actions, vector.rows);
  const tell = columnTeller(scored, shown);
  const watching = shown.isWatchable ? watchingOver(scored) : undefined;
  let steps = 0;
  let told = 0; // faults that were reported
  let waiting = false; // autoReset is off and worlds that ended have not been reset
  let touched = false; // the request in hand has changed worlds
  let unscored: { readonly thrown: unknown } | undefined; // by the step in hand, which happened all the same

  const faultsNow = () => {
    const found = vector.faults.slice(told).map(({ worlds: rows, message }) => ({ worlds: rows, message }));
    told = vector.faults.length;
    return found.length ? { faults: found } : {};
  };

  /** What cannot be saved has no hash, which must be said before anything has moved. */
  const expectHashable = (wantsHash?: boolean): void => {
    if (wantsHash && !vector.savable)
      fail("vector/unsavable", { given: "a hash of worlds that cannot be saved", expected: "no hash" });
  };

  async function hash(): Promise<string> {
    const parts: Uint8Array[] = [];
    for (let world = 0; world < worlds; world++) {
      parts.push(await vector.save(world));
      await breathe();
    }
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
    for (let world = 0; world < worlds; world++) {
      await vector.poses(world, poses.subarray(world * size, (world + 1) * size));
      await breathe();
    }
    return poses;
  }

  const columns = async (hasStepped: boolean, wantsHash?: boolean): Promise<Message> => ({
    ...(tell(steps, hasStepped) satisfies StepColumns),
    ...(shown.columns.has("poses") && { poses: await posesNow() }),
    ...faultsNow(),
    ...(wantsHash && { hash: await hash() }),
  });

  const answers: { readonly [O in PerformedOp]: (request: Request<O>) => Promise<Message> } = {
    async reset({ seed, worlds: named, hash: wantsHash }) {
      expectHashable(wantsHash);
      if (typeof seed === "object" || named) {
        const alone = typeof seed === "object";
        const restarts = restartsOf(named, seed, worlds);
        touched = true;
        for (const { world, seed: own } of restarts) {
          await scored.restart(world, own, alone);
          watching?.moved(world);
          await breathe();
        }
        if (!named) steps = 0;
      } else if (seed !== undefined) {
        touched = true;
        await scored.reset(seed);
        watching?.moved();
        steps = 0;
      } else if (!waiting)
        fail("wire/request", {
          given: "reset without a seed",
          expected: 'a seed, or autoReset "off" and worlds that ended',
        });
      touched = true;
      waiting = false;
      return columns(false, wantsHash);
    },
    async step({ actions, hash: wantsHash }) {
      if (waiting)
        fail("vector/unready", {
          given: "step while worlds have ended",
          expected: "a reset without a seed first, because autoReset is off",
        });
      expectHashable(wantsHash);
      write(actions);
      try {
        await scored.step();
      } catch (thrown) {
        touched = !isUnmoved(thrown);
        if (!scored.unscored) throw thrown;
        unscored = { thrown };
      }
      touched = true;
      steps++;
      watching?.stepped();
      waiting = shown.autoReset === "off" && vector.ended > 0;
      return columns(true, wantsHash);
    },
    async save({ world }) {
      return { state: seal.close(world === undefined ? await scored.saveAll() : await scored.save(world)) };
    },
    async load({ world, state }) {
      const saved = typeof state === "string" ? fromBase64(state) : state;
      seal.check(saved);
      if (world === undefined) {
        touched = true;
        await scored.loadAll(saved);
      } else await scored.load(world, saved);
      watching?.moved(world);
      touched = true;
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
    async watch(request) {
      if (!watching) return fail("wire/session", notWatchable(request.session));
      return watching.look(request, steps);
    },
  };

  return {
    async perform(request) {
      touched = false;
      unscored = undefined;
      try {
        const ok = await (answers[request.op] as (request: Request<PerformedOp>) => Promise<Message>)(request);
        if (!unscored) return { ok };
        const { rewards: _, terms: __, ...moved } = ok;
        return { ok: moved, ...(unscored as { readonly thrown: unknown }) };
      } catch (thrown) {
        if (breaksThread(thrown)) throw thrown;
        return { thrown, isTorn: touched };
      }
    },
    save: async () => pack({ steps, waiting, worlds: await scored.saveAll() }),
    async load(packed) {
      const saved = readForm(unpack(packed, "a session"), { steps: count, waiting: flag, worlds: bytes }, "a session");
      await scored.loadAll(saved.worlds);
      ({ steps, waiting } = saved);
    },
    close: () => scored.close(),
  };
}
