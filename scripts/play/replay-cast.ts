import { type EpisodeRecord, replay } from "../../src/record/index.ts";
import { type Cast, newCast, paceOf, sizeFor } from "./cast.ts";
import { painter } from "./painter.ts";
import { openSeen } from "./sight.ts";

/**
 * Simulates a recorded episode again and records what a terminal would show of it, at an even pace.
 * @throws `episode/mismatch`, `vector/unsavable`
 */
export async function castOf(record: EpisodeRecord): Promise<Cast> {
  const { vector, sight } = await openSeen(record.env);
  try {
    const size = sizeFor(sight.least);
    const screen = painter(size, sight.least);
    const cast = newCast(size, `${record.env.id} with ${record.agent}`);
    const show = (step: number) => cast.output(step * paceOf(vector.env), screen.paint(sight.page(size)));
    await replay(record, vector, {
      async begun() {
        await sight.begin();
        show(0);
      },
      after(step) {
        sight.stepped();
        show(step + 1);
      },
    });
    return cast;
  } finally {
    await vector.close();
  }
}
