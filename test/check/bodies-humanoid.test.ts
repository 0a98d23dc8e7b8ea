import { conformance } from "./bodies.ts";

conformance("humanoid");
