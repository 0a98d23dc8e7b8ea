import { openSession, type Session, value } from "../../src/autodiff/index.ts";
import { defineReward, type FileInEnv, fail, type RewardBatch } from "../../src/core/index.ts";
import { type LearnedInputs, learnedFor, parseLearned, widthOf } from "../learned/file.ts";

/**
 * A learned reward from a file, as `rewardgym reward fit` and `rewardgym reward export` write them. It pays what its model
 * says and learns nothing more.
 */
export const file = defineReward({
  id: "model/file-v1",
  summary: "What a learned reward in a file pays; it reads what the file says.",
  inputs: (_params: { readonly file: string }, given?: FileInEnv): Reads =>
    readsOf(given ? learnedFor(given).header.inputs : anything),
  takes: { file: true },
  params: { file: "" as string },
  create({ file: name }, { file: given }) {
    if (!given)
      return fail("reward/file", { given: `model/file-v1 with the file ${JSON.stringify(name)}`, expected: "a file" });
    const { header, model } = parseLearned(given);
    let session: Promise<Session> | undefined; // opened with the first rows: who only binds it needs no runtime
    return {
      async evaluate(batch, out) {
        session ??= openSession(model);
        const rows = rowsOf(batch, header.inputs);
        const { reward } = await (await session).run({ rows: value(rows, [batch.rows, widthOf(header.inputs)]) });
        for (let row = 0; row < out.length; row++) out[row] = reward[row];
      },
      async close() {
        if (session) await (await session).close();
      },
    };
  },
});

/** What a file may say that it reads. */
export interface Reads {
  readonly observations: boolean;
  readonly before: boolean;
  readonly actions: boolean;
  readonly features: readonly string[];
}

const anything: LearnedInputs = { observations: { when: "after", size: 0 }, actions: { size: 0 } };

const readsOf = ({ observations, actions, features = [] }: LearnedInputs): Reads => ({
  observations: observations !== undefined,
  before: observations?.when === "before",
  actions: actions !== undefined,
  features,
});

/** What the model reads of rows, side by side: `[rows, width]`. */
function rowsOf(batch: RewardBatch<Reads>, inputs: LearnedInputs): Float32Array {
  const { observations, actions, features = [] } = inputs;
  const width = widthOf(inputs);
  const rows = new Float32Array(batch.rows * width);
  const put = (from: ArrayLike<number>, size: number, at: number) => {
    for (let row = 0; row < batch.rows; row++)
      for (let i = 0; i < size; i++) rows[row * width + at + i] = from[row * size + i];
  };
  if (observations)
    put(observations.when === "before" ? batch.before.observations : batch.observations, observations.size, 0);
  if (actions) put(batch.actions, actions.size, observations?.size ?? 0);
  for (const [i, name] of features.entries()) put(batch.features[name], 1, width - features.length + i);
  return rows;
}
