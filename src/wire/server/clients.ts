import type { Client } from "./turns.ts";

const numbers = new WeakMap<object, Client>();
let clients = 0;

/** The number of a client, by which threads share their time. */
export function clientOf(owner: object): Client {
  const known = numbers.get(owner);
  if (known !== undefined) return known;
  numbers.set(owner, ++clients);
  return clients;
}
