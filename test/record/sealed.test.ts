import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "../../src/record/index.ts";
import { codeOf } from "./temporary.ts";

test("golden bytes: mark, SHA-256 of mark and payload, payload", () => {
  // printf 'rgym-ckpabc' | sha256sum
  const hash = "4d7b57ed29cf4b3a27fc0ab359f680fc9756d40dfa4727e0fc467fc33a77ca81";
  expect(Buffer.from(seal("checkpoint", Buffer.from("abc"))).toString("hex")).toBe(`7267796d2d636b70${hash}616263`);
});

const payloads = fc.uint8Array({ maxLength: 200 });

test("what is sealed is unsealed", () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      expect([...unseal("episode", seal("episode", payload), "bytes")]).toEqual([...payload]);
    }),
  );
});

test("any change of any byte, any cut and any addition is found", async () => {
  await fc.assert(
    fc.asyncProperty(payloads, fc.nat(), fc.integer({ min: 1, max: 255 }), async (payload, at, flip) => {
      const sealed = seal("episode", payload);
      const changed = sealed.slice();
      changed[at % sealed.length] ^= flip;
      const cut = sealed.slice(0, at % sealed.length);
      for (const bytes of [changed, cut, Buffer.concat([sealed, Uint8Array.of(flip)])])
        expect(await codeOf(() => unseal("episode", bytes, "bytes"))).toBe("file/corrupt");
    }),
  );
});

test("one kind is not another", async () => {
  expect(await codeOf(() => unseal("episode", seal("checkpoint", Uint8Array.of(1)), "bytes"))).toBe("file/corrupt");
});
