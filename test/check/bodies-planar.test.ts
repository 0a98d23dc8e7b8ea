import { conformance } from "./bodies.ts";

conformance("planar");
