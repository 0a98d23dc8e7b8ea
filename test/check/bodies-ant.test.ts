import { conformance } from "./bodies.ts";

conformance("ant");
