/** Requests that are cheap to send and were dear to refuse. Sizes in bytes, about. */
export const dear = {
  /** An op that is compared with every known one. */
  longName: (size: number) => `{"id":1,"op":"${"z".repeat(size)}"}`,
  /** Lists in lists. */
  nested: (size: number) => "[".repeat(size),
  /** Records in lists, closed again. */
  nestedWhole: (size: number) => `{"id":1,"op":"ping","x":${"[".repeat(size / 2)}${"]".repeat(size / 2)}}`,
  /** Params that no env has. */
  manyNames: (size: number) =>
    `{"id":1,"op":"make","env":"classic/pendulum-v1","params":{${Array.from({ length: size / 12 }, (_, i) => `"n${i}":1`).join()}}}`,
  manyLists: (size: number) => `{"id":1,"op":"ping","x":[${"[],".repeat(size / 3)}[]]}`,
  longValue: (size: number) => `{"id":1,"op":"make","env":"${"é".repeat(size / 2)}"}`,
} as const;
