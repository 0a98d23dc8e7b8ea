// Goes on with a drive that another process saved: reads the drive and the world from stdin, prints what comes of it.
import { readFileSync } from "node:fs";
import { openDrive, trace } from "./drives.ts";

const { drive, saved, steps } = JSON.parse(readFileSync(0, "utf8"));
const vector = await openDrive(drive);
await vector.load(0, Buffer.from(saved, "base64"));
process.stdout.write(await trace(vector, steps));
await vector.close();
