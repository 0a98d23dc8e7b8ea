import { ConeGeometry, CylinderGeometry, Group, Mesh, type MeshBasicMaterial, Vector3 } from "three";

/** Arrows of one material, as many as are shown at once. */
export interface ArrowPool {
  readonly group: Group;
  /** Lays the i-th arrow, or hides it where it has no length. @param along is spoilt */
  lay(i: number, at: Vector3, along: Vector3): void;
  dispose(): void;
}

const up = new Vector3(0, 1, 0); // along which three.js builds cylinders and cones

/** @param size about how large what moves is [m] */
export function arrowPool(count: number, material: MeshBasicMaterial, size: number): ArrowPool {
  const shaft = new CylinderGeometry(0.014 * size, 0.014 * size, 1, 10).translate(0, 0.5, 0);
  const head = new ConeGeometry(0.045 * size, 1, 16).translate(0, -0.5, 0);
  const group = new Group();
  const arrows = Array.from({ length: count }, () => {
    const [body, tip] = [new Mesh(shaft, material), new Mesh(head, material)];
    const arrow = new Group().add(body, tip);
    arrow.visible = false;
    group.add(arrow);
    return { arrow, body, tip };
  });
  return {
    group,
    lay(i, at, along) {
      const { arrow, body, tip } = arrows[i];
      const length = along.length();
      arrow.visible = length > 1e-6;
      if (!arrow.visible) return;
      const point = Math.min(0.4 * length, 0.13 * size);
      arrow.position.copy(at);
      arrow.quaternion.setFromUnitVectors(up, along.divideScalar(length));
      body.scale.y = length - point;
      tip.scale.y = point;
      tip.position.y = length;
    },
    dispose() {
      for (const each of [shaft, head]) each.dispose();
    },
  };
}
