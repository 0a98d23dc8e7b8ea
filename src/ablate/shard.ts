import { fail } from "../core/index.ts";

/** One of several equal parts of an ablation's runs, counted from 1. */
export interface Shard {
  readonly part: number;
  readonly parts: number;
}

/** Reads `1/4`. @throws `cli/usage` */
export function parseShard(text: string): Shard {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { part: Number(part), parts: Number(parts) };
  if (part === undefined || shard.part < 1 || shard.part > shard.parts)
    fail("cli/usage", { given: `--shard ${text}`, expected: "i/n with i from 1 to n", fix: "--shard 1/2" });
  return shard;
}

/** The runs of a shard, dealt out in the order of their identities, which is the same on every machine. */
export function shardOf<R extends { readonly identity: string }>(runs: readonly R[], { part, parts }: Shard): R[] {
  const order = runs.map(({ identity }) => identity).sort();
  const own = new Set(order.filter((_, i) => i % parts === part - 1));
  return runs.filter(({ identity }) => own.has(identity));
}
