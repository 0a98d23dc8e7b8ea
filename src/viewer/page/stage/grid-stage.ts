import {
  Color,
  CylinderGeometry,
  DynamicDrawUsage,
  InstancedMesh,
  Matrix4,
  MeshLambertMaterial,
  PerspectiveCamera,
  Quaternion,
  Scene,
  Vector3,
} from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { type Camera, type Part, poseSize, type SceneDescription, sceneRows } from "../../../core/scene.ts";
import { token } from "../theme.ts";
import { lightScene } from "./light.ts";
import { colourOf, geometryOf } from "./parts.ts";
import { pictureOf } from "./picture.ts";
import { qualityHere } from "./quality.ts";
import type { Stage } from "./stage.ts";

export interface GridSource {
  readonly scene: SceneDescription;
  /** `[worlds, rows, 7]`, read whenever it is shown. */
  readonly poses: Float64Array;
  readonly worlds: number;
  /** Worlds whose episodes have just ended: their places light up. */
  readonly fresh: ReadonlySet<number>;
}

const still = new Quaternion();

/**
 * Many worlds side by side, each on a place of its own: a body that runs away stays over its place. One draw for every
 * form, however many worlds there are.
 * @throws where the browser has no WebGL
 */
export function gridStage({ scene: described, poses, worlds, fresh }: GridSource): Stage {
  const scene = new Scene();
  const rows = sceneRows(described);
  const across = Math.ceil(Math.sqrt(worlds));
  const [first] = Object.values(described.cameras);
  const cell = cellOf(first);
  const daylight = lightScene(scene, described, qualityHere().shadows);
  Object.assign(scene.fog!, { near: 900, far: 1000 }); // distance says nothing here
  const shapes = [...Map.groupBy(described.parts.filter(isOwn), ({ form }) => JSON.stringify(form)).values()];
  const meshes = shapes.map((parts) => {
    const material = new MeshLambertMaterial();
    const mesh = new InstancedMesh(geometryOf(parts[0].form), material, parts.length * worlds);
    mesh.instanceMatrix.setUsage(DynamicDrawUsage);
    mesh.frustumCulled = false;
    for (let i = 0; i < mesh.count; i++) mesh.setColorAt(i, colourOf(parts[i % parts.length].colour));
    return { mesh, parts };
  });
  const pads = new InstancedMesh(
    new CylinderGeometry(0.47, 0.47, 0.02, 48).rotateX(Math.PI / 2),
    new MeshLambertMaterial(),
    worlds,
  );
  const places = Array.from({ length: worlds }, (_, world) => {
    const [column, row] = [world % across, Math.floor(world / across)];
    return new Vector3((column - (across - 1) / 2) * cell, ((across - 1) / 2 - row) * cell, 0);
  });
  const matrix = new Matrix4();
  for (const [world, { x, y }] of places.entries())
    pads.setMatrixAt(world, matrix.makeScale(cell, cell, 1).setPosition(x, y, floorOf(described) - 0.012));
  scene.add(pads, ...meshes.map(({ mesh }) => mesh));

  const camera = new PerspectiveCamera(35, 1, 0.05, 1000);
  camera.up.set(0, 0, 1);
  let isTurned = false;
  const picture = pictureOf(`${worlds} worlds. Drag to turn, scroll to come closer.`, scene, camera, {
    draws: () => daylight.follow(controls.target, camera.position),
    resized() {
      if (!isTurned) stand();
    },
  });
  const { canvas, ask } = picture;
  const controls = new OrbitControls(camera, canvas);
  controls.maxPolarAngle = Math.PI * 0.495;
  const look = (first?.target[2] ?? 0) * 0.5;
  controls.target.set(0, 0, look);
  const away = new Vector3(0.25, -1, 0.75).normalize();
  controls.addEventListener("change", () => {
    isTurned = true;
    ask();
  });
  const stand = () => {
    const wide = (across * cell) / 2 / Math.tan((camera.fov * Math.PI) / 360) / Math.min(1, camera.aspect);
    camera.position.copy(controls.target).addScaledVector(away, wide * 1.12 + cell / 2);
    camera.lookAt(controls.target);
  };

  const tracked = first?.row ?? 0;
  const [place, turn, partPlace, partTurn, one] = [
    new Vector3(),
    new Quaternion(),
    new Vector3(),
    new Quaternion(),
    new Vector3(1, 1, 1),
  ];
  const colours = { calm: new Color(), ended: new Color() };
  const lay = () => {
    for (const { mesh, parts } of meshes) {
      for (let world = 0; world < worlds; world++) {
        const origin = world * rows * poseSize;
        const follow = origin + tracked * poseSize;
        const [x, y] = tracked > 0 ? [poses[follow], poses[follow + 1]] : [0, 0];
        for (const [i, part] of parts.entries()) {
          const at = origin + (part.row ?? 0) * poseSize;
          const isWorld = !part.row;
          place.set(isWorld ? x : poses[at], isWorld ? y : poses[at + 1], isWorld ? 0 : poses[at + 2]);
          if (isWorld) turn.copy(still);
          else turn.set(poses[at + 4], poses[at + 5], poses[at + 6], poses[at + 3]);
          partPlace.set(...(part.at ?? [0, 0, 0])).applyQuaternion(turn);
          place.add(partPlace).add(places[world]);
          place.x -= x;
          place.y -= y;
          if (part.turn) turn.multiply(partTurn.set(part.turn[1], part.turn[2], part.turn[3], part.turn[0]));
          mesh.setMatrixAt(world * parts.length + i, matrix.compose(place, turn, one));
        }
      }
      mesh.instanceMatrix.needsUpdate = true;
    }
    for (let world = 0; world < worlds; world++)
      pads.setColorAt(world, fresh.has(world) ? colours.ended : colours.calm);
    pads.instanceColor!.needsUpdate = true;
  };

  return {
    element: picture.frame,
    cameras: [],
    bodies: [],
    show() {
      lay();
      ask();
    },
    dim(dark) {
      daylight.dim(dark);
      colours.calm.set(dark ? "#2b323b" : "#c8d0da");
      colours.ended.set(token("--series-2"));
      lay();
      ask();
    },
    png: picture.png,
    turn(angle, up, farther) {
      const from = camera.position.clone().sub(controls.target).applyAxisAngle(camera.up, angle);
      from.z = Math.max(0.05 * from.length(), from.z + up * from.length());
      camera.position.copy(controls.target).add(from.multiplyScalar(farther));
      controls.update();
      isTurned = true;
      ask();
    },
    dispose() {
      controls.dispose();
      for (const { geometry, material, dispose } of [pads, ...meshes.map(({ mesh }) => mesh)].map((mesh) => ({
        geometry: mesh.geometry,
        material: mesh.material as MeshLambertMaterial,
        dispose: () => mesh.dispose(),
      }))) {
        geometry.dispose();
        material.dispose();
        dispose();
      }
      picture.dispose();
    },
  };
}

/** Grounds are left out: each world has a place instead. */
const isOwn = ({ form }: Part) => form.kind !== "plane" && form.kind !== "heights";

/** The side of a world's place: what its camera sees [m]. */
const cellOf = (camera: Camera | undefined): number => {
  if (!camera) return 3;
  const { eye, target, view } = camera;
  return 2 * Math.hypot(eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]) * Math.tan(view / 2);
};

const floorOf = ({ parts }: SceneDescription): number => parts.find(({ form }) => form.kind === "plane")?.at?.[2] ?? 0;
