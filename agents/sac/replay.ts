import { arraysOf, fail, type PackedArray, type Rng, type Rollout } from "../../src/core/index.ts";
import { bytesOf, type Chunk, chunkOf, end, noFeatures, type RowForm } from "./chunk.ts";
import type { ReplayMemory, ReplayOptions, Transitions } from "./memory.ts";

/** Rows of a chunk: some megabytes at most, so that appending to a run on disk writes little. */
const chunkRows = 8192;

export function replayMemory(options: ReplayOptions): ReplayMemory {
  const { leaves, places, actionSize, seats, most, gamma, nSteps } = options;
  let form: Required<RowForm> = { leaves, actionSize, features: options.features ?? noFeatures };
  const chunkSteps = Math.max(1, Math.floor(Math.min(chunkRows, most / 8) / seats));
  const size = chunkSteps * seats;
  const chunks: Chunk[] = [];
  const names: (string | undefined)[] = []; // of chunks that are blobs
  const forgotten: string[] = [];
  let [steps, first, count] = [0, 0, 0];

  const chunkAt = (step: number) => chunks[Math.floor((step - first) / chunkSteps)];
  const rowIn = (step: number, seat: number) => ((step - first) % chunkSteps) * seats + seat;
  const presentIn = ({ ends }: Chunk, rows: number) => {
    let present = 0;
    for (let row = 0; row < rows; row++) if (ends[row] !== end.absent) present++;
    return present;
  };

  function forgetOldest(): void {
    const [oldest] = chunks.splice(0, 1);
    const [name] = names.splice(0, 1);
    if (name !== undefined) forgotten.push(name);
    count -= presentIn(oldest, size);
    first += chunkSteps;
  }

  /** Makes room for a step: its chunk, and its first row there. */
  function nextStep(): readonly [Chunk, number] {
    if ((steps - first) % chunkSteps === 0) {
      if (chunks.length > 0 && (chunks.length + 1) * size > most) forgetOldest();
      chunks.push(chunkOf(form, size));
      names.push(undefined);
    }
    return [chunks[chunks.length - 1], rowIn(steps++, 0)];
  }

  function appendStep(rollout: Rollout, observed: readonly PackedArray[], actions: Float32Array, step: number): void {
    const [chunk, to] = nextStep();
    const from = step * seats;
    leaves.forEach(({ size: width }, i) => {
      const values = observed[places[i]];
      copy(values, from * width, chunk.before[i], to * width, seats * width);
      copy(values, (from + seats) * width, chunk.after[i], to * width, seats * width);
    });
    copy(actions, from * actionSize, chunk.actions, to * actionSize, seats * actionSize);
    for (let seat = 0; seat < seats; seat++) {
      const row = from + seat;
      chunk.rewards[to + seat] = rollout.rewards[row];
      chunk.ends[to + seat] = endOf(rollout, row);
      for (const when of ["after", "before"] as const)
        for (const name of form.features[when])
          chunk.features[when][name][to + seat] = rollout.features?.[when][name][row] ?? Number.NaN;
      if (rollout.present[row]) count++;
    }
  }

  /** Rewards of later steps are not counted from the last one on. */
  function cutOff(): void {
    if (steps === first) return;
    const { ends } = chunkAt(steps - 1);
    const begin = rowIn(steps - 1, 0);
    for (let row = begin; row < begin + seats; row++) if (ends[row] === end.none) ends[row] = end.truncated;
  }

  /** What was observed last, before a restart. */
  function patchEndings({ endings, steps: lived }: Rollout): void {
    const observed = arraysOf(endings.observations);
    endings.rows.forEach((row, ended) => {
      const step = steps - lived + Math.floor(row / seats);
      if (step < first) return;
      const { after } = chunkAt(step);
      const to = rowIn(step, row % seats);
      leaves.forEach(({ size: width }, i) => {
        copy(observed[places[i]], ended * width, after[i], to * width, width);
      });
    });
  }

  function drawOne(rng: Rng, into: Transitions, to: number): void {
    let [step, seat, row, chunk] = [0, 0, 0, chunks[0]];
    do {
      const at = rng.integer((steps - first) * seats);
      step = first + Math.floor(at / seats);
      seat = at % seats;
      chunk = chunkAt(step);
      row = rowIn(step, seat);
    } while (chunk.ends[row] === end.absent);
    leaves.forEach(({ size: width }, i) => {
      copy(chunk.before[i], row * width, into.before[i], to * width, width);
    });
    copy(chunk.actions, row * actionSize, into.actions, to * actionSize, actionSize);
    let [sum, discount] = [chunk.rewards[row], gamma];
    for (let ahead = 1; ahead < nSteps && chunk.ends[row] === end.none && step + 1 < steps; ahead++) {
      const next = chunkAt(step + 1);
      const nextRow = rowIn(step + 1, seat);
      if (next.ends[nextRow] === end.absent) break;
      [step, chunk, row] = [step + 1, next, nextRow];
      sum += discount * chunk.rewards[row];
      discount *= gamma;
    }
    leaves.forEach(({ size: width }, i) => {
      copy(chunk.after[i], row * width, into.after[i], to * width, width);
    });
    into.rewards[to] = sum;
    into.discounts[to] = chunk.ends[row] === end.terminated ? 0 : discount;
  }

  return {
    get count() {
      return count;
    },
    append(rollout, actions) {
      const observed = arraysOf(rollout.observations);
      for (let step = 0; step < rollout.steps; step++) appendStep(rollout, observed, actions, step);
      patchEndings(rollout);
    },
    appendApart(told, actions) {
      cutOff(); // what comes next does not go on from here
      for (let from = 0; from < told.rows; from += seats) {
        const [chunk, to] = nextStep();
        const filled = Math.min(seats, told.rows - from);
        leaves.forEach(({ size: width }, i) => {
          copy(told.before[places[i]], from * width, chunk.before[i], to * width, filled * width);
          copy(told.after[places[i]], from * width, chunk.after[i], to * width, filled * width);
        });
        for (let seat = 0; seat < filled; seat++) {
          const row = from + seat;
          copy(actions, told.source[row] * actionSize, chunk.actions, (to + seat) * actionSize, actionSize);
          chunk.rewards[to + seat] = told.rewards[row];
          chunk.ends[to + seat] = told.terminated[row] ? end.terminated : end.truncated;
        }
        chunk.ends.fill(end.absent, to + filled, to + seats);
        count += filled;
      }
    },
    async rescore(score) {
      for (const [i, chunk] of chunks.entries()) {
        const rows = Math.min(size, (steps - first) * seats - i * size);
        chunk.rewards.set(Float32Array.from(await score(chunk, rows)));
        if (names[i] !== undefined) forgotten.push(names[i]);
        names[i] = undefined; // it is another blob now
      }
    },
    draw(rng, into, from, to) {
      for (let row = from; row < to; row++) drawOne(rng, into, row);
    },
    async save(blobs) {
      for (const name of forgotten.splice(0)) await blobs.drop(name);
      const isFull = (i: number) => first + (i + 1) * chunkSteps <= steps;
      for (const [i, { bytes }] of chunks.entries()) if (isFull(i)) names[i] ??= await blobs.put(bytes);
      const full = chunks.filter((_, i) => isFull(i)).length;
      const rest = chunks[full]?.bytes ?? new Uint8Array(0);
      return { steps, first, features: form.features, blobs: names.slice(0, full) as string[], rest: rest.slice() };
    },
    async load(saved, blobs) {
      form = { ...form, features: saved.features ?? noFeatures };
      const loaded: Chunk[] = [];
      for (const name of saved.blobs) loaded.push(chunkOf(form, size, await wholeChunk(await blobs.get(name))));
      if (saved.rest.length > 0) loaded.push(chunkOf(form, size, wholeChunk(saved.rest.slice())));
      if (!(saved.first >= 0) || Math.ceil((saved.steps - saved.first) / chunkSteps) !== loaded.length)
        fail("file/corrupt", {
          given: `a replay memory of steps ${saved.first} to ${saved.steps} in ${loaded.length} parts`,
          expected: `a part for every ${chunkSteps} steps`,
        });
      chunks.splice(0, chunks.length, ...loaded);
      names.splice(0, names.length, ...loaded.map((_, i) => saved.blobs[i]));
      forgotten.length = 0;
      [steps, first] = [saved.steps, saved.first];
      count = chunks.reduce((sum, chunk, i) => {
        const lived = Math.min(size, (steps - first) * seats - i * size);
        return sum + presentIn(chunk, lived);
      }, 0);
    },
  };

  function wholeChunk(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const expected = bytesOf(form, size);
    if (bytes.length !== expected)
      fail("file/corrupt", { given: `a part of a replay memory of ${bytes.length} bytes`, expected: `${expected}` });
    return bytes as Uint8Array<ArrayBuffer>;
  }
}

const endOf = ({ present, terminated, truncated }: Rollout, row: number): number => {
  if (!present[row]) return end.absent;
  return terminated[row] ? end.terminated : truncated[row] ? end.truncated : end.none;
};

/** Copies elements between arrays of one type; short runs one by one, which is quicker than asking for views. */
function copy(from: PackedArray, at: number, into: PackedArray, to: number, count: number): void {
  if (count > 64) into.set(from.subarray(at, at + count), to);
  else for (let i = 0; i < count; i++) into[to + i] = from[at + i];
}
