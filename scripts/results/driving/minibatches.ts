import { table } from "../report.ts";
import { estimateOf, seeds, told } from "../rewards/paired.ts";
import { type Drive, steps } from "./drives.ts";

export const minibatches = [256, 1024, 4096, 16_384] as const;
const ends = [minibatches[0], minibatches[3]] as const;
/** What is learned from, by which minibatches. */
const rewards: { readonly [reward: string]: readonly number[] } = {
  "shaped/carl-v1": minibatches,
  "shaped/driving-sum-v1": minibatches,
  "shaped/nuplan-sum-v1": ends,
};

export interface Subject {
  readonly reward: string;
  readonly minibatch: number;
  /** Whether the learning rate does not grow with the minibatch. */
  readonly constant: boolean;
  readonly seed: number;
}

export interface Run extends Subject, Drive {}

export const subjects: readonly Subject[] = seeds.flatMap((seed) => [
  ...Object.entries(rewards).flatMap(([reward, sizes]) =>
    sizes.map((minibatch) => ({ reward, minibatch, constant: false, seed })),
  ),
  ...["shaped/carl-v1", "shaped/driving-sum-v1"].map((reward) => ({
    ...{ reward, minibatch: minibatches[3], constant: true, seed },
  })),
  { reward: "sparse/success-v1", minibatch: minibatches[3], constant: false, seed },
]);

/** Scores by minibatch, their slopes, and what they say of the claim. */
export function tellMinibatches(all: readonly Run[]): string {
  const runs = all.filter(({ reward }) => reward in rewards);
  const of = (reward: string, minibatch: number, constant = false) =>
    runs.filter((run) => run.reward === reward && run.minibatch === minibatch && run.constant === constant);
  const points = (some: readonly Run[]) => some.map(({ scores }) => 100 * scores.carla21);
  const rows = Object.entries(rewards).flatMap(([reward, sizes]) =>
    sizes.flatMap((minibatch) =>
      [false, true].flatMap((constant) => {
        const own = of(reward, minibatch, constant);
        if (own.length === 0) return [];
        return [
          [
            `\`${reward}\``,
            `${minibatch.toLocaleString("en")}${constant ? ", constant rate" : ""}`,
            told(points(own), 1),
            told(
              own.map(({ standing }) => 100 * standing),
              1,
            ),
            told(
              own.map(({ creeping }) => 100 * creeping),
              1,
            ),
            told(
              own.map(({ completion }) => 100 * completion),
              1,
            ),
          ],
        ];
      }),
    ),
  );
  const slopes = (reward: string) =>
    seeds.map((seed) =>
      slope(
        minibatches.map((minibatch) => Math.log2(minibatch)),
        minibatches.map((minibatch) => points(of(reward, minibatch).filter((run) => run.seed === seed))[0]),
      ),
    );
  const [simple, sum] = [slopes("shaped/carl-v1"), slopes("shaped/driving-sum-v1")];
  const difference = simple.map((value, i) => value - sum[i]);
  const largest = minibatches[3];
  const lead = points(of("shaped/carl-v1", largest)).map(
    (value, i) => value - points(of("shaped/driving-sum-v1", largest))[i],
  );
  const [a, b, d, l] = [simple, sum, difference, lead].map(estimateOf);
  const says = (holds: boolean, refuted: boolean) => (holds ? "holds" : refuted ? "does not hold" : "is not decided");
  return [
    `\`driving/route-v1\`, 128 worlds x 512 steps, 3 epochs, ${(steps / 1e6).toLocaleString("en")} M steps, ${seeds.length} seeds; the learning rate is 2.5e-4 sqrt(minibatch / 256), except where it is constant. Scores on towns for tests, greedily: points of CARLA's driving score 2.1, and shares of steps [%] below 0.1 m/s and from there to 1 m/s.`,
    table(["reward", "minibatch", "driving score", "standing", "creeping", "route driven"], rows),
    table(
      ["points for each doubling of the minibatch", "slope"],
      [
        ["`shaped/carl-v1`", told(simple)],
        ["`shaped/driving-sum-v1`", told(sum)],
        ["difference", told(difference)],
      ],
    ),
    `The claim of arXiv 2504.17838 is that the simple reward's slope is at least 0 and the sum's below. The first part ${says(a.low >= 0, a.high < 0)}, the second ${says(b.high < 0, b.low >= 0)}; that the slopes differ ${says(d.low > 0, d.high < 0)}. At ${largest.toLocaleString("en")} the simple reward leads by ${told(lead, 1)} points, where 10 are asked: that ${says(l.low >= 10, l.high < 10)}.`,
  ].join("\n\n");
}

/** Of the line with the least squares. */
function slope(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const over = x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return over / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}
