import { open, rename, rm } from "node:fs/promises";
import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { assert } from "../../core/index.ts";
import { failFile } from "../../record/file-errors.ts";

export interface TableColumn {
  readonly name: string;
  readonly type: "INT32" | "FLOAT" | "DOUBLE" | "BOOLEAN" | "STRING";
}

/** A Parquet file that is written row group by row group. */
export interface TableWriter {
  /** Adds a row; values stand in the order of the columns, `undefined` for none. */
  add(row: readonly (number | boolean | string | undefined)[]): void;
  /** Call now and then: writes the rows since the last group if they are enough for one. */
  flush(): Promise<void>;
  /** Writes the rest, and renames the file into its place. */
  finish(): Promise<void>;
  /** Removes what was written; harmless after `finish`. */
  drop(): Promise<void>;
}

const groupRows = 50_000;

/**
 * @param metadata kept in the file's footer, by key
 * @throws `file/full`, `file/unusable`
 */
export async function openTable(
  path: string,
  columns: readonly TableColumn[],
  metadata: { readonly [key: string]: string },
): Promise<TableWriter> {
  const temporary = `${path}.${process.pid}-0.tmp`;
  const file = await open(temporary, "w").catch((thrown) => failFile(thrown, path, "a file that can be written"));
  const writer = new ByteWriter();
  const source = () => columns.map(({ name, type }, i) => ({ name, type, data: values[i], nullable: true }));
  let values: (number | boolean | string | undefined)[][] = columns.map(() => []);
  let isOpen = true;
  const table = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: source() }),
    createdBy: "rewardgym",
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  });
  const pass = async () => {
    await file.write(writer.getBytes());
    writer.index = 0;
  };
  const writeGroup = async () => {
    await table.write({ columnData: source(), rowGroupSize: values[0].length });
    values = columns.map(() => []);
    await pass();
  };
  return {
    add(row) {
      assert(row.length === columns.length, "a row has a value for every column");
      for (let i = 0; i < row.length; i++) values[i].push(row[i]);
    },
    async flush() {
      if (values[0].length >= groupRows) await writeGroup();
    },
    async finish() {
      if (values[0].length > 0) await writeGroup();
      await table.finish();
      await pass();
      await file.sync();
      await file.close();
      isOpen = false;
      await rename(temporary, path);
    },
    async drop() {
      if (!isOpen) return;
      isOpen = false;
      await file.close();
      await rm(temporary, { force: true });
    },
  };
}
