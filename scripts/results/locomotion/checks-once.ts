import { checkEnv } from "../../../src/check/index.ts";
import { registries } from "../../registries.ts";

/** Checks an env on an engine; prints the number of checks, and those that failed. */
const [id, engine] = process.argv.slice(2);
const findings = await checkEnv(await registries.envs.find(id), { params: { engine } });
const failed = findings.filter(({ ok }) => !ok).map(({ name, detail }) => ({ name, detail }));
console.log(JSON.stringify({ checks: findings.length, failed }));
