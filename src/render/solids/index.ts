import type { Form } from "../../core/index.ts";
import { box } from "./box.ts";
import { capsule } from "./capsule.ts";
import { cylinder } from "./cylinder.ts";
import { heights } from "./heights.ts";
import { mesh } from "./mesh.ts";
import { plane } from "./plane.ts";
import { ribbon } from "./ribbon.ts";
import type { Solid } from "./solid.ts";
import { sphere } from "./sphere.ts";

export type { Ball, Solid } from "./solid.ts";

export function solidOf(form: Form): Solid {
  switch (form.kind) {
    case "sphere":
      return sphere(form.radius);
    case "capsule":
      return capsule(form.radius, form.halfLength);
    case "cylinder":
      return cylinder(form.radius, form.halfLength);
    case "box":
      return box(form.half);
    case "plane":
      return plane(form.half);
    case "ribbon":
      return ribbon(form);
    case "heights":
      return heights(form);
    case "mesh":
      return mesh(form);
  }
}
