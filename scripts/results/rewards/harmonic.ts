import { ofBudget } from "../budget.ts";
import { piecewise } from "../piecewise.ts";
import { type Section, table } from "../report.ts";
import { gait } from "./gait.ts";
import { curveOf, type Learned, type Lesson, learnAll, pairwise, seeds, told } from "./paired.ts";

const lambdas = [0.3, 0.5, 0.7];
const mixings = ["harmonic", "mixture"] as const;
const steps = ofBudget(60_000, 9600);
const every = Math.ceil(steps / 20);
const measures = ["imitation", "direction"] as const;
const of = (feature: string) => ({ use: "shaped/feature-v1", params: { feature } });
const to = { imitation: of("imitation"), direction: of("direction") };

const lesson = (seed: number, mixing: (typeof mixings)[number], lambda: number, patience: number): Lesson => ({
  env: gait.id,
  seed,
  steps,
  worlds: 16,
  reward: {
    apply: `transform/${mixing}-v1`,
    params: { weights: { imitation: lambda, direction: 1 - lambda } },
    to,
  },
  watch: to,
  agent: {
    rolloutSteps: 60,
    minibatch: 480,
    epochs: 6,
    learningRate: 1e-3,
    finalLearningRate: 0.1,
    gamma: 0.95,
    logStd: -0.5,
  },
  earlyStop: { patience, every, episodes: 10 },
  episodes: ofBudget(100, 20),
});

interface Course {
  /** Means a step over greedy episodes. */
  readonly imitation: number;
  readonly direction: number;
  /** Of the reward, likewise. */
  readonly reward: number;
  /** Steps spent. */
  readonly steps: number;
  readonly cpuSeconds: number;
}

interface Courses {
  /** By mixing, then by lambda. */
  readonly mixed: readonly (readonly Course[])[];
  readonly early: Course;
}

function courseOf(learned: Learned): Course {
  const { return: sum, watched, steps: length } = learned.final!;
  const { steps } = curveOf(learned, "meanReturn").at(-1)!;
  return {
    imitation: watched.imitation / length,
    direction: watched.direction / length,
    reward: sum / length,
    steps,
    cpuSeconds: learned.cpuSeconds,
  };
}

const never = 1000;
async function measureSeed(seed: number): Promise<Courses> {
  const all = mixings.flatMap((mixing) => lambdas.map((lambda) => lesson(seed, mixing, lambda, never)));
  const courses = (await learnAll([...all, lesson(seed, "harmonic", 0.5, 3)])).map(courseOf);
  const [harmonic, arithmetic] = [courses.slice(0, lambdas.length), courses.slice(lambdas.length, -1)];
  return { mixed: [harmonic, arithmetic], early: courses[courses.length - 1] };
}

/** Two aims that nobody can meet at once, mixed in two ways. */
export const harmonic: Section<{ readonly bySeed: readonly Courses[] }> = {
  name: "harmonic",
  title: "Harmonic mixing of two aims",
  measure: async () => ({ bySeed: await piecewise("rewards-harmonic", [], seeds, measureSeed) }),
  tell({ bySeed }) {
    const by = (mixing: number, lambda: number, number: (course: Course) => number) =>
      bySeed.map(({ mixed }) => number(mixed[mixing][lambda]));
    const lesser = ({ imitation, direction }: Course) => Math.min(imitation, direction);
    const rows = mixings.flatMap((mixing, i) =>
      lambdas.map((lambda, at) => [
        mixing === "mixture" ? "arithmetic" : mixing,
        lambda,
        ...measures.map((measure) => told(by(i, at, (course) => course[measure]))),
        told(by(i, at, lesser)),
        i === 0 ? told(pairwise(by(0, at, lesser), by(1, at, lesser), (x, y) => x - y)) : "",
        i === 0 ? "above 0" : "",
      ]),
    );
    const isMonotone = (mixing: number) =>
      bySeed.filter(({ mixed }) =>
        mixed[mixing].every(
          ({ imitation, direction }, at) =>
            at === 0 || (imitation > mixed[mixing][at - 1].imitation && direction < mixed[mixing][at - 1].direction),
        ),
      ).length;
    const whole = by(0, 1, ({ reward }) => reward);
    const kept = pairwise(
      bySeed.map(({ early }) => early.reward),
      whole,
      (x, y) => x / y,
    );
    const share = bySeed.map(({ early, mixed }) => early.steps / mixed[0][1].steps);
    return `\`${gait.id}\`: two legs that swing; the gait of a demonstration goes straight on, and the body is asked to turn, which takes legs that swing unequally far. Both measures are in [0, 1] and fall off like a bell, 0.2 rad and 0.4 rad/s wide, so that a compromise is worth less than half of either: where measures fall off slowly, both mixings look for a compromise. ${steps.toLocaleString("en")} steps, validated 20 times, the best kept; means a step over greedy episodes that neither training nor validation has seen. Lambda is the share of imitation.\n\n${table(
      ["mixing", "lambda", ...measures, "the lesser", "beyond arithmetic's", "asked"],
      rows,
    )}\n\nWith lambda, imitation rises and direction falls at every step of the sweep in ${isMonotone(0)} of ${bySeed.length} seeds with harmonic mixing (asked: all), in ${isMonotone(1)} with arithmetic.\n\nEarly stop, harmonic at lambda 0.5, with a patience of 3 validations: ${told(kept, 3)} of the reward that the whole training keeps (asked: at least 0.97), in ${told(share)} of its steps (asked: at most 0.5). Here the reward rises slowly until the learning rate is gone and nothing gets worse, so patience ends late.`;
  },
};
