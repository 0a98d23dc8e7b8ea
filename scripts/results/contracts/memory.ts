import { rewards, transforms } from "../../../rewards/index.ts";
import { checkReward, checkTransform, type Finding } from "../../../src/check/index.ts";
import * as fixtures from "../../../test/fixtures/rewards.ts";
import { type Section, table } from "../report.ts";

interface Checked {
  readonly id: string;
  readonly checks: number;
  readonly failed: readonly string[];
  /** What the checks say that it remembers of a seat, and that it has learned. */
  readonly remembers: string;
  readonly learns: string;
}

const checked = (id: string, findings: readonly Finding[]): Checked => {
  const detail = (name: string) => findings.find((finding) => finding.name === name)?.detail ?? "";
  return {
    id,
    checks: findings.length,
    failed: findings.filter(({ ok }) => !ok).map(({ name }) => name),
    remembers: detail("what it remembers of seats is saved"),
    learns: detail("what it learns is saved"),
  };
};

/** Every reward and transform, by the checks that anybody can run on their own. */
export const memory: Section<readonly Checked[]> = {
  name: "memory",
  title: "What rewards keep",
  async measure() {
    const all: Checked[] = [];
    const listed = (await rewards.all()).filter(({ takes }) => !takes?.file); // what is in a file keeps nothing
    for (const reward of [...listed, ...(await fixtures.rewards.all())])
      all.push(checked(reward.id, await checkReward(reward)));
    for (const transform of [...(await transforms.all()), ...(await fixtures.transforms.all())])
      all.push(checked(transform.id, await checkTransform(transform)));
    return all;
  },
  tell(all) {
    const keeping = all.filter(({ remembers, learns }) => /bytes/.test(remembers + learns));
    const failed = all.filter((one) => one.failed.length > 0);
    return `\`rewardgym check\` on ${all.length} rewards and transforms, those of the tests included: ${
      failed.length === 0 ? "all pass" : failed.map(({ id, failed }) => `${id} fails ${failed.join(", ")}`).join("; ")
    }. It scores twice and compares what was learned, loads every seat's memory into another instance and into the same one, one seat alone, and goes back to what was learned before. These keep something:\n\n${table(
      ["", "of a seat's episode", "learned", "checks"],
      keeping.map(({ id, remembers, learns, checks }) => [`\`${id}\``, inWords(remembers), inWords(learns), checks]),
    )}\n\nA world that goes back to before it was paid is paid again, one that was paid elsewhere is not, in process, over the wire, in a branch and after the death of the thread that remembered: \`test/regressions/reward-memory-follows-its-world.test.ts\`.`;
  },
};

const inWords = (detail: string) =>
  /bytes/.test(detail) ? detail.replace(" a seat", "").replace(/^1 bytes/, "1 byte") : "";
