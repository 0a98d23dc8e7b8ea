import crc32c from "crc-32/crc32c.js";
import { eventType } from "../../src/record/tensorboard.ts";

/** The payloads of TFRecords, every CRC checked. Throws where one does not fit. */
export function unframe(bytes: Buffer): Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    const payload = bytes.subarray(at + 12, at + 12 + length);
    check(bytes.subarray(at, at + 8), bytes.readUInt32LE(at + 8));
    check(payload, bytes.readUInt32LE(at + 12 + length));
    payloads.push(payload);
    at += 16 + length;
  }
  return payloads;
}

/** Unmasks, rather than masking again as the writer does. */
function check(bytes: Buffer, masked: number): void {
  const turned = (masked - 0xa282ead8) >>> 0;
  const crc = ((turned << 15) | (turned >>> 17)) >>> 0;
  if (crc !== crc32c.buf(bytes) >>> 0) throw new Error("a CRC does not fit");
}

/** The events of a TensorBoard file as plain objects. */
export const readEvents = (bytes: Buffer): { readonly [field: string]: unknown }[] =>
  unframe(bytes).map((payload) => eventType.toObject(eventType.decode(payload), { longs: Number }));
