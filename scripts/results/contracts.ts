import { costs } from "./contracts/costs.ts";
import { memory } from "./contracts/memory.ts";
import { proven } from "./contracts/proven.ts";
import { seats } from "./contracts/seats.ts";
import { speed } from "./contracts/speed.ts";
import { unchanged } from "./contracts/unchanged.ts";
import { makePage } from "./report.ts";

const introduction = `
# Contracts

What the contracts between environments, rewards and agents can say, shown on small fixtures, and what they cost. Every
number was printed by a command of this repository, named under each table. Rows measured side by side ran in turns on the
same core.
`;

export const contracts = (sections: readonly string[]) =>
  makePage("contracts", introduction, [memory, proven, seats, costs, speed, unchanged], sections);
