import { expect, test } from "vitest";
import type { Plan, Question } from "../../src/ablate/index.ts";
import { codedError, codeOf } from "../record/temporary.ts";
import { planOf, question } from "./fake-ablation.ts";

const asked = (changes: Partial<Question>): Promise<Plan> =>
  planOf({ ...question, variants: {}, seeds: 1, ...changes });
const errorOf = (changes: Partial<Question>) => codedError(() => asked(changes));
const namesOf = ({ variants }: Plan) => variants.map(({ name }) => name);
const specOf = ({ runs }: Plan, name: string) => runs.find(({ variant }) => variant === name)!.spec;

const sum = { alive: "sparse/alive-v1", upright: { weight: 2, of: "shaped/upright-v1" } };
const withSum = { ...question.base, reward: { sum } };

test("a run is what suits the env, under what the base says, under what the variant says", async () => {
  const plan = await asked({
    variants: { other: { "agent.rolloutSteps": 8, "env.maxSteps": 50, worlds: 2, steps: 10 } },
  });
  expect(specOf(plan, "base")).toEqual({
    env: { id: "classic/cart-pole-v1", params: { maxSteps: 500 } },
    reward: "shaped/cart-pole-v1",
    agent: { id: "fake/linear-v1", params: { rolloutSteps: 16, learningRate: 0.01, divergesAt: 0 } },
    seed: 1,
    steps: 6400,
    worlds: 4,
    device: "cpu",
  });
  expect(specOf(plan, "other")).toMatchObject({
    env: { params: { maxSteps: 50 } },
    agent: { params: { rolloutSteps: 8 } },
    worlds: 2,
    steps: 10,
  });
});

test("overlapping is asked like anything else of a run, and not overlapping is the run as ever", async () => {
  const plan = await asked({ grid: { overlap: [false, true] } });
  const [base, without, overlapping] = plan.runs;
  expect(without.identity).toBe(base.identity);
  expect(specOf(plan, overlapping.variant)).toEqual({ ...base.spec, overlap: true });
  const based = await asked({ base: { ...question.base, overlap: true } });
  expect(based.runs[0].identity).toBe(overlapping.identity);
  expect(await errorOf({ variants: { v: { overlap: "yes" } } })).toMatchObject({ code: "ablate/question" });
});

test("runs stand by env, variant, seed; their identities depend on all that is done and on nothing else", async () => {
  const envs = ["classic/cart-pole-v1", { id: "classic/acrobot-v1", steps: 99 }];
  const plan = await asked({ envs, seeds: [5, 3], variants: { v: { "agent.learningRate": 1 } } });
  expect(plan.runs.map(({ env, variant, spec: { seed, steps } }) => `${env} ${variant} ${seed} ${steps}`)).toEqual([
    "classic/cart-pole-v1 base 5 6400",
    "classic/cart-pole-v1 base 3 6400",
    "classic/cart-pole-v1 v 5 6400",
    "classic/cart-pole-v1 v 3 6400",
    "classic/acrobot-v1 base 5 99",
    "classic/acrobot-v1 base 3 99",
    "classic/acrobot-v1 v 5 99",
    "classic/acrobot-v1 v 3 99",
  ]);
  const identities = plan.runs.map(({ identity }) => identity);
  expect(new Set(identities).size).toBe(8);
  const renamed = await asked({ envs, seeds: [5, 3], question: "Else?", variants: { w: { "agent.learningRate": 1 } } });
  expect(renamed.runs.map(({ identity }) => identity)).toEqual(identities);
  const evaluated = await asked({ envs, seeds: [5, 3], evaluation: { episodes: 7 } });
  const drawn = await asked({ envs, seeds: [5, 3], evaluation: { sampled: true } });
  for (const { runs } of [evaluated, drawn]) expect(identities).not.toContain(runs[0].identity);
  expect(drawn.runs[0].evaluation.sampled).toBe(true);
});

test("dropEach takes each term away, those of inner sums too", async () => {
  const plan = await asked({ base: withSum, dropEach: true });
  expect(namesOf(plan)).toEqual(["base", "without alive", "without upright"]);
  expect(specOf(plan, "without alive").reward).toEqual({ sum: { upright: sum.upright } });
  expect(specOf(plan, "without upright").reward).toEqual({ sum: { alive: sum.alive } });
  const nested = { sum: { a: { weight: 2, of: { sum } }, b: { sum: { only: "sparse/alive-v1" } } } };
  const inner = await asked({ base: { ...question.base, reward: nested }, dropEach: true, withBase: false });
  expect(namesOf(inner)).toEqual(["without a.alive", "without a.upright", "without b"]);
  expect(specOf(inner, "without a.alive").reward).toEqual({
    sum: { a: { weight: 2, of: { sum: { upright: sum.upright } } }, b: nested.sum.b },
  });
  expect((await errorOf({ dropEach: true }))?.code).toBe("ablate/question");
});

test("swapEach swaps the reward; paths lead into it", async () => {
  const plan = await asked({
    base: withSum,
    swapEach: { sparse: "sparse/alive-v1" },
    variants: {
      heavier: { "reward.sum.upright.weight": 3 },
      wider: { "reward.sum.upright.of.params.margin": 1 },
      more: { "reward.sum.pole": "shaped/cart-pole-v1" },
    },
  });
  expect(specOf(plan, "sparse").reward).toBe("sparse/alive-v1");
  expect(specOf(plan, "heavier").reward).toEqual({ sum: { ...sum, upright: { ...sum.upright, weight: 3 } } });
  expect(specOf(plan, "wider").reward).toEqual({
    sum: { ...sum, upright: { weight: 2, of: { use: "shaped/upright-v1", params: { margin: 1 } } } },
  });
  expect(specOf(plan, "more").reward).toEqual({ sum: { ...sum, pole: "shaped/cart-pole-v1" } });
});

test("a grid gives every combination, the last path changing fastest", async () => {
  const plan = await asked({ grid: { "agent.learningRate": [0.1, 0.2], worlds: [1, 2] }, withBase: false });
  expect(namesOf(plan)).toEqual([
    "learningRate=0.1, worlds=1",
    "learningRate=0.1, worlds=2",
    "learningRate=0.2, worlds=1",
    "learningRate=0.2, worlds=2",
  ]);
  expect(plan.variants[1].changes).toEqual({ "agent.learningRate": 0.1, worlds: 2 });
});

test("one id with several params is several envs", async () => {
  const id = "classic/cart-pole-v1";
  const plan = await asked({ envs: [id, { id, params: { maxSteps: 50 } }] });
  expect(plan.envs).toEqual([id, `${id} (maxSteps=50)`]);
  expect((await errorOf({ envs: [id, id] }))?.given).toContain("twice");
});

test("equal variants are said, with the envs where they are", async () => {
  // the preset of cart-pole has rolloutSteps 16, that of acrobot none: 8
  const envs = ["classic/cart-pole-v1", "classic/acrobot-v1"];
  const same = await asked({ envs, variants: { a: { "agent.learningRate": 0.01 }, b: { "agent.rolloutSteps": 8 } } });
  expect(same.notices).toContain('"a" is the same as "base": run once, counted for both.');
  expect(same.notices).toContain('"b" is the same as "base" on classic/acrobot-v1: run once, counted for both.');
});

test("rewards that do not bind on some env are found, and said with variant and env", async () => {
  const envs = ["classic/cart-pole-v1", "classic/acrobot-v1"];
  const error = await errorOf({ envs, swapEach: { upright: "shaped/upright-v1" } });
  expect(error?.code).toBe("reward/input");
  expect(error?.given).toContain('in the variant "upright" on classic/acrobot-v1');
  expect((await errorOf({ evaluation: { reward: "shaped/pendulum-v1" } }))?.code).toBe("reward/input");
  expect((await errorOf({ swapEach: { odd: { summ: {} } as never } }))?.code).toBe("reward/expression");
});

test.each<[Partial<Question>, string, string]>([
  [{ variants: { a: { gamma: 1 } } }, "ablate/question", "agent.gamma"],
  [{ variants: { a: { "agnt.gamma": 1 } } }, "ablate/question", 'Did you mean "agent"?'],
  [{ variants: { a: { env: "classic/acrobot-v1" } } }, "ablate/question", "List other envs under `envs`."],
  [{ variants: { a: { "agent.learningRat": 1 } } }, "params/invalid", 'Did you mean "learningRate"?'],
  [{ variants: { a: { "agent.a.b": 1 } } }, "ablate/question", "one param's name"],
  [{ variants: { a: { steps: "many" } } }, "ablate/question", "a number there"],
  [{ variants: { a: { steps: 0 } } }, "run/invalid", "steps = 0"],
  [{ variants: { a: { agent: "fake/linaer-v1" } } }, "registry/unknown", 'Did you mean "fake/linear-v1"?'],
  [{ variants: { base: {} } }, "ablate/question", "withBase: false"],
  [{ variants: { a: {} }, swapEach: { a: "sparse/alive-v1" } }, "ablate/question", 'two variants named "a"'],
  [
    { base: withSum, variants: { a: { "reward.sum.uprigth.weight": 1 } } },
    "ablate/question",
    'Did you mean "upright"?',
  ],
  [{ base: withSum, variants: { a: { "reward.sum.none": null } } }, "ablate/question", '"alive" or "upright"'],
  [{ withBase: false }, "ablate/question", "at least one variant"],
  [{ seeds: [2, 2] }, "ablate/question", "the seed 2 twice"],
  [{ published: [{ what: "it", value: 1, source: "a book", env: "classic/x-v1" }] }, "ablate/question", "classic/x-v1"],
  [{ evaluation: { heldOut: { plain: {} } } }, "ablate/question", "plain"],
  [{ evaluation: { heldOut: { odd: { maxStep: 3 } } } }, "params/invalid", "maxStep"],
])("%j is refused", async (changes, code, words) => {
  const error = await errorOf(changes);
  expect(error?.code).toBe(code);
  expect(error?.message).toContain(words);
});

test("an unknown env is said with the nearest ids, before its reward is missed", async () => {
  const error = await errorOf({ base: { ...question.base, env: "classic/cart-pol-v1" } });
  expect(error?.code).toBe("registry/unknown");
  expect(error?.message).toContain("classic/cart-pole-v1");
});

test("too few seeds for a verdict are said before anything runs", async () => {
  const variants = Object.fromEntries([1, 2, 3, 4].map((i) => [`v${i}`, { "agent.learningRate": i / 10 }]));
  const notices = async (seeds: number, changes = {}) => (await asked({ seeds, variants, ...changes })).notices;
  expect(await notices(7)).toEqual(["7 seeds cannot give a verdict on 4 comparisons: it takes 8."]);
  expect(await notices(8)).toEqual([]);
  const envs = ["classic/cart-pole-v1", "classic/acrobot-v1"];
  expect(await notices(5, { envs })).toEqual([
    "5 seeds cannot give a verdict on 4 comparisons on each environment alone: it takes 8.",
  ]);
});

test("too few seeds for an interval are said, and refused where one is asked for by number", async () => {
  expect((await asked({ seeds: 2 })).notices).toEqual(["2 seeds cannot give an interval: it takes 5."]);
  expect((await asked({ seeds: 5 })).notices).toEqual([]);
  expect(await codeOf(() => asked({ seeds: 2, confidence: 0.9 }))).toBe("ablate/question");
});
