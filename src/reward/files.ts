import { digest, type FileSource, fail, type Params, type RewardExpression, type RewardFile } from "../core/index.ts";
import { unseal } from "../record/sealed.ts";
import { checkExpression, isNamed } from "./parse.ts";
import { weighed } from "./terms.ts";

/**
 * The content of the file that a reward's params name.
 * @throws `reward/file` where they name none or nothing is known of files, `file/corrupt` for one that is not whole
 */
export async function fileFor(id: string, params: Params = {}, files: FileSource | undefined): Promise<RewardFile> {
  const { file: name } = params;
  if (typeof name !== "string" || name === "")
    return fail("reward/file", {
      given: `${id} without a file`,
      expected: "the path of a learned reward",
      fix: `{"use": "${id}", "params": {"file": "mine.reward"}}; \`rewardgym reward fit\` and \`export\` write such files.`,
    });
  if (!files)
    return fail("reward/file", {
      given: `${id} with the file ${name}`,
      expected: "a place where files can be read",
      fix: "`files: diskFiles` beside the registries reads those of a disk.",
    });
  const { bytes, place } = await files.get(name);
  return { bytes: unseal("reward", bytes, place), place };
}

const form = /^[0-9a-f]{16}$/;

/** Whether a file is named by its digest, as those are that a run keeps. */
export const isDigest = (name: string): boolean => form.test(name);

/** The files that the rewards of an expression take, each once. @throws `reward/expression` */
export function filesIn(expression: RewardExpression): string[] {
  const names = new Set<string>();
  renamed(expression, (name) => {
    names.add(name);
    return name;
  });
  return [...names];
}

/** The expression with other names for its files. @throws `reward/expression` */
export const withFileNames = (expression: RewardExpression, names: ReadonlyMap<string, string>): RewardExpression =>
  renamed(expression, (name) => names.get(name) ?? name);

/** Files as they were given, such as a reward of a run has while it is trained, and all others from elsewhere. */
export function givenFiles(given: ReadonlyMap<string, RewardFile>, others?: FileSource): FileSource {
  return {
    async get(name) {
      const found = given.get(name) ?? (await others?.get(name));
      return (
        found ??
        fail("reward/file", { given: `a reward's file ${name}, which is not here`, expected: "a file at hand" })
      );
    },
  };
}

/** Reads a file by its name. @returns it with the digest by which a run names it */
export async function digestedFile(
  name: string,
  files: FileSource | undefined,
): Promise<RewardFile & { readonly digest: string }> {
  const file = await givenFiles(new Map(), files).get(name);
  return { ...file, digest: await digest(new Uint8Array(file.bytes)) };
}

function renamed(expression: RewardExpression, rename: (name: string) => string): RewardExpression {
  const each = <T>(of: { readonly [name: string]: T }, map: (one: T) => T): { readonly [name: string]: T } =>
    Object.fromEntries(Object.entries(of).map(([name, one]) => [name, map(one)]));
  const inside = (inner: RewardExpression): RewardExpression => {
    if (typeof inner === "string") return inner;
    if ("use" in inner) {
      const file = inner.params?.file;
      return typeof file === "string" && file ? { ...inner, params: { ...inner.params, file: rename(file) } } : inner;
    }
    if ("product" in inner) return { product: each(inner.product, inside) };
    if ("apply" in inner) return { ...inner, to: isNamed(inner.to) ? each(inner.to, inside) : inside(inner.to) };
    const terms = each(inner.sum, (term) =>
      typeof term === "object" && "of" in term ? { ...term, of: inside(term.of) } : inside(weighed(term).of),
    );
    return { sum: terms };
  };
  return inside(checkExpression(expression));
}
