import { writeWhole } from "../src/record/index.ts";
import { protocolSchema } from "./protocol/schema.ts";

/** Writes docs/protocol.schema.json: `npm run protocol`. */
await writeWhole("docs/protocol.schema.json", `${JSON.stringify(protocolSchema(), null, 2)}\n`);
