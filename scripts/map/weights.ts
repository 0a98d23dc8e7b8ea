import { type BlockKind, type BlockWeights, blockKinds, defaultWeights } from "../../envs/driving/roads/index.ts";
import { fail, listing, nearest } from "../../src/core/index.ts";

/** `fourWay=2,bend=0`: weights of blocks beside the usual ones. @throws `cli/usage` */
export function readWeights(text: string | undefined): BlockWeights {
  if (text === undefined) return defaultWeights;
  const given = text.split(",").map((part): [BlockKind, number] => {
    const [, kind = "", weight = ""] = /^([^=]*)=(.*)$/.exec(part) ?? [];
    const known = blockKinds.find((known) => known === kind);
    if (known && weight !== "" && Number(weight) >= 0 && Number.isFinite(Number(weight)))
      return [known, Number(weight)];
    return fail("cli/usage", {
      given: `--weights ${text}`,
      expected: `kind=number of at least 0, with commas between them; kinds are ${listing(blockKinds)}`,
      fix: known ? undefined : nearest(kind, blockKinds),
    });
  });
  return { ...defaultWeights, ...Object.fromEntries(given) };
}
