import crc32c from "crc-32/crc32c.js";

const headSize = 12;
const tailSize = 4;

/**
 * A payload in TensorFlow's TFRecord framing: u64 length, its masked CRC, payload, its masked CRC; all little-endian.
 * (tensorflow/core/lib/io/record_writer.h)
 */
export function frameRecord(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headSize + payload.length + tailSize);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(payload.length), true);
  view.setUint32(8, maskedCrc(bytes.subarray(0, 8)), true);
  bytes.set(payload, headSize);
  view.setUint32(headSize + payload.length, maskedCrc(payload), true);
  return bytes;
}

/** CRC-32C rotated right by 15 bits plus a constant, so that the CRC of data that contains CRCs still works. */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c.buf(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
