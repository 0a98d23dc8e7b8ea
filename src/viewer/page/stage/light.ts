import {
  BackSide,
  BufferAttribute,
  Color,
  DirectionalLight,
  Fog,
  HemisphereLight,
  Mesh,
  MeshBasicMaterial,
  type Scene,
  SphereGeometry,
  type Vector3,
} from "three";
import type { SceneDescription } from "../../../core/scene.ts";
import { colourOf } from "./parts.ts";

/** Sun, sky and haze of a scene. */
export interface Daylight {
  /** The sun's shadows and the sky stay with what is looked at. */
  follow(target: Vector3, eye: Vector3): void;
  dim(dark: boolean): void;
}

const dusk = { horizon: new Color("#1d232b"), zenith: new Color("#0d1014") };
const shadowSide = 5; // what the sun's shadow map spans around the target, to each side [m]

export function lightScene(scene: Scene, { light, sky }: SceneDescription, shadowPixels: number): Daylight {
  // three.js spreads light over the half-sphere: shares of 1 are intensities of pi
  const sun = new DirectionalLight(0xffffff, Math.PI * light.sun);
  sun.position.set(...light.towards);
  sun.castShadow = true;
  sun.shadow.mapSize.set(shadowPixels, shadowPixels);
  sun.shadow.normalBias = 0.02;
  const { camera } = sun.shadow;
  [camera.left, camera.right, camera.bottom, camera.top] = [-shadowSide, shadowSide, -shadowSide, shadowSide];
  [camera.near, camera.far] = [0.1, 60];
  const ambient = new HemisphereLight(0xffffff, 0x808080, Math.PI * light.ambient);
  ambient.position.set(0, 0, 1);
  const dome = new Mesh(
    new SphereGeometry(400, 24, 24).rotateX(Math.PI / 2),
    new MeshBasicMaterial({ side: BackSide, vertexColors: true, fog: false, depthWrite: false }),
  );
  dome.renderOrder = 1; // after what hides most of it
  const { position } = dome.geometry.attributes;
  const colours = new BufferAttribute(new Float32Array(position.count * 3), 3);
  dome.geometry.setAttribute("color", colours);
  const day = { horizon: colourOf(sky.horizon), zenith: colourOf(sky.zenith) };
  scene.fog = new Fog(day.horizon, sky.haze * 0.4, Math.min(110, sky.haze * 3));
  scene.add(sun, sun.target, ambient, dome);
  const towards = sun.position.clone().normalize().multiplyScalar(20);
  return {
    follow(target, eye) {
      sun.target.position.copy(target);
      sun.position.copy(target).add(towards);
      dome.position.copy(eye);
    },
    dim(dark) {
      const { horizon, zenith } = dark ? dusk : day;
      const mixed = new Color();
      for (let i = 0; i < position.count; i++) {
        const height = Math.max(0, position.getZ(i) / 400);
        mixed.lerpColors(horizon, zenith, height * (2 - height));
        colours.setXYZ(i, mixed.r, mixed.g, mixed.b);
      }
      colours.needsUpdate = true;
      scene.fog!.color.copy(horizon);
    },
  };
}
