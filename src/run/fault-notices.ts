import type { Fault } from "../core/index.ts";

/** Faults of further kinds are only counted, so that an env whose messages all differ does not flood the terminal. */
const mostKinds = 10;

/** Faults whose messages differ in numbers alone are of one kind. */
const kindOf = ({ cause }: Fault): string => cause.message.replaceAll(/-?\d+(\.\d+)?(e[-+]?\d+)?/gi, "#");

interface Kind {
  readonly first: Fault;
  readonly worlds: Set<number>;
  count: number;
}

/** Reports the first fault of each kind at once, and when closed how many there were of each. */
export interface FaultNotices {
  onFault(fault: Fault): void;
  close(): Promise<void>;
}

export function faultNotices(onNotice: ((notice: string) => void) | undefined): FaultNotices {
  const kinds = new Map<string, Kind>();
  let others = 0;
  return {
    onFault(fault) {
      const name = kindOf(fault);
      const kind = kinds.get(name);
      if (kind) {
        kind.count++;
        for (const world of fault.worlds) kind.worlds.add(world);
      } else if (kinds.size < mostKinds) {
        kinds.set(name, { first: fault, worlds: new Set(fault.worlds), count: 1 });
        onNotice?.(fault.message);
      } else others++;
    },
    async close() {
      for (const { first, worlds, count } of kinds.values())
        if (count > 1)
          onNotice?.(
            `${count} faults in ${worlds.size} ${worlds.size === 1 ? "world" : "worlds"} like: ${first.message}`,
          );
      if (others > 0) onNotice?.(`${others} faults of other kinds`);
    },
  };
}
