import type { Field, Reader, Type } from "protobufjs/light.js";

type Fields = { [name: string]: unknown };

/**
 * Reads a message by its schema, field by field. protobufjs' own decoders are code that it makes, which a page may not run
 * where its Content-Security-Policy has no `unsafe-eval`. Fields that the schema does not name are skipped.
 * @param end where the message ends in what is read
 * @throws RangeError for bytes that are cut off
 */
export function readMessage(type: Type, reader: Reader, end: number): Fields {
  const read: Fields = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    const [field, wire] = [type.fieldsById[tag >>> 3], tag & 7];
    if (!field) reader.skipType(wire);
    else if (!field.repeated) read[field.name] = readValue(field, reader);
    else {
      read[field.name] ??= [];
      const list = read[field.name] as unknown[];
      if (wire !== packed || !(field.type in scalars)) list.push(readValue(field, reader));
      else for (const last = reader.uint32() + reader.pos; reader.pos < last; ) list.push(readValue(field, reader));
    }
  }
  if (reader.pos > end) throw new RangeError(`a message that ends ${reader.pos - end} bytes too late`);
  return read;
}

const packed = 2; // wire type of what has a length
const scalars: { readonly [type: string]: (reader: Reader) => unknown } = {
  int64: (reader) => Number(String(reader.int64())),
  int32: (reader) => reader.int32(),
  float: (reader) => reader.float(),
};

function readValue(field: Field, reader: Reader): unknown {
  const { type } = field;
  if (type === "string") return reader.string();
  if (type === "bytes") return reader.bytes();
  if (type in scalars) return scalars[type](reader);
  const length = reader.uint32();
  return readMessage(field.resolve().resolvedType as Type, reader, reader.pos + length);
}
