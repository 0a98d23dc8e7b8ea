import {
  BoxGeometry,
  BufferAttribute,
  BufferGeometry,
  CanvasTexture,
  CapsuleGeometry,
  Color,
  CylinderGeometry,
  Float32BufferAttribute,
  Group,
  Mesh,
  MeshLambertMaterial,
  NearestFilter,
  PlaneGeometry,
  RepeatWrapping,
  SphereGeometry,
  SRGBColorSpace,
} from "three";
import { ribbonEdges } from "../../../core/ribbon.ts";
import type { Colour, Form, Ribbon, SceneDescription } from "../../../core/scene.ts";
import { qualityHere } from "./quality.ts";

const endless = 240; // side of a plane without an end [m]; haze hides where it stops

/** What moves with a scene's rows: a group a row. */
export interface Rows {
  readonly groups: readonly Group[];
  /** Lays the rows as the poses `[rows, 7]` from `at` on say. */
  pose(poses: Float32Array, at: number): void;
  /** Shades the ground for a dark page. */
  dim(dark: boolean): void;
  dispose(): void;
}

/** Builds a scene's parts. @param ghost of another episode: see-through, and without its ground */
export function buildRows(scene: SceneDescription, rows: number, ghost = false): Rows {
  const groups = Array.from({ length: rows }, () => new Group());
  const grounds: { readonly material: MeshLambertMaterial; readonly colours: readonly [Color, Color] }[] = [];
  const owned: { dispose(): void }[] = [];
  for (const part of scene.parts) {
    const isGround = (part.row ?? 0) === 0;
    if (ghost && isGround) continue;
    const geometry = geometryOf(part.form);
    const colour = colourOf(part.checker ? [1, 1, 1] : part.colour);
    const material = new MeshLambertMaterial({ color: colour, transparent: ghost, opacity: ghost ? 0.35 : 1 });
    if (part.checker) {
      const texture = checkerOf(part.colour, part.checker.colour);
      const [across, along] = sizeOf(part.form);
      texture.repeat.set(across / part.checker.size / 2, along / part.checker.size / 2);
      material.map = texture;
      owned.push(texture);
    }
    if (isGround) grounds.push({ material, colours: [colour, atDusk(colour, part.form)] });
    const mesh = new Mesh(geometry, material);
    mesh.castShadow = part.form.kind !== "plane" && part.form.kind !== "ribbon" && !ghost;
    mesh.receiveShadow = !ghost;
    if (part.at) mesh.position.set(...part.at);
    if (part.turn) mesh.quaternion.set(part.turn[1], part.turn[2], part.turn[3], part.turn[0]);
    groups[part.row ?? 0].add(mesh);
    owned.push(geometry, material);
  }
  return {
    groups,
    pose(poses, at) {
      for (let row = 1; row < rows; row++) {
        const from = at + 7 * row;
        groups[row].position.set(poses[from], poses[from + 1], poses[from + 2]);
        groups[row].quaternion.set(poses[from + 4], poses[from + 5], poses[from + 6], poses[from + 3]);
      }
    },
    dim(dark) {
      for (const { material, colours } of grounds) material.color.copy(colours[dark ? 1 : 0]);
    },
    dispose() {
      for (const each of owned) each.dispose();
    },
  };
}

/**
 * What stands still, on a dark page: what is pale becomes dark, what is as good as black becomes grey, so that it can be seen,
 * and what has a colour keeps it.
 */
function atDusk(colour: Color, { kind }: Form): Color {
  const { s: saturation, l: lightness } = colour.getHSL({ h: 0, s: 0, l: 0 });
  const isGround = kind === "plane" || kind === "heights";
  if (isGround || (saturation < 0.25 && lightness > 0.3)) return colour.clone().multiplyScalar(0.05);
  return saturation < 0.25 ? new Color(0.12, 0.13, 0.15) : colour;
}

export const colourOf = ([red, green, blue]: Colour): Color => new Color().setRGB(red, green, blue, SRGBColorSpace);

/** Capsules and cylinders lie along z, as the scene has them; three.js builds them along y. */
export function geometryOf(form: Form): BufferGeometry {
  const { facets } = qualityHere();
  const round = (most: number) => Math.round(most * facets);
  switch (form.kind) {
    case "sphere":
      return new SphereGeometry(form.radius, round(32), round(20));
    case "capsule":
      return new CapsuleGeometry(form.radius, 2 * form.halfLength, round(8), round(24)).rotateX(Math.PI / 2);
    case "cylinder":
      return new CylinderGeometry(form.radius, form.radius, 2 * form.halfLength, round(32)).rotateX(Math.PI / 2);
    case "box":
      return new BoxGeometry(2 * form.half[0], 2 * form.half[1], 2 * form.half[2]);
    case "plane":
      return new PlaneGeometry(...sizeOf(form));
    case "ribbon":
      return ribbonOf(form);
    case "heights":
      return heightsOf(form);
    case "mesh":
      return meshOf(form);
  }
}

function meshOf({ vertices, triangles }: Extract<Form, { kind: "mesh" }>): BufferGeometry {
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.from(vertices), 3));
  geometry.setIndex([...triangles]);
  const flat = geometry.toNonIndexed(); // every triangle has corners of its own, so that its face is flat
  flat.computeVertexNormals();
  geometry.dispose();
  return flat;
}

/** Strips of triangles; textures repeat by metres. */
function ribbonOf(form: Ribbon): BufferGeometry {
  const [places, textures, corners]: number[][] = [[], [], []];
  for (const edges of ribbonEdges(form)) {
    for (let i = 0; i < edges.length; i += 2) {
      const first = places.length / 3;
      // left and right of a point, and of the next
      if (i % 4 === 0 && i + 4 < edges.length) corners.push(first, first + 1, first + 3, first, first + 3, first + 2);
      places.push(edges[i], edges[i + 1], 0);
      textures.push(edges[i], edges[i + 1]);
    }
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new Float32BufferAttribute(places, 3));
  geometry.setAttribute("uv", new Float32BufferAttribute(textures, 2));
  geometry.setIndex(corners);
  geometry.computeVertexNormals();
  return geometry;
}

function heightsOf(form: Extract<Form, { kind: "heights" }>): BufferGeometry {
  const { rows, columns, half, heights } = form;
  const geometry = new PlaneGeometry(2 * half[0], 2 * half[1], columns - 1, rows - 1);
  const { position } = geometry.attributes;
  // three.js begins with the row of largest y, the field with that of the smallest
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      position.setZ((rows - 1 - row) * columns + column, heights[row * columns + column]);
  geometry.computeVertexNormals();
  return geometry;
}

function sizeOf(form: Form): readonly [number, number] {
  if (form.kind === "plane" || form.kind === "heights") {
    const { half } = form;
    return half ? [2 * half[0], 2 * half[1]] : [endless, endless];
  }
  return form.kind === "box" ? [2 * form.half[0], 2 * form.half[1]] : [1, 1];
}

function checkerOf(first: Colour, second: Colour): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2;
  const context = canvas.getContext("2d")!;
  for (let i = 0; i < 4; i++) {
    const [red, green, blue] = (i === 1 || i === 2 ? second : first).map((share) => Math.round(255 * share));
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(i % 2, i >> 1, 1, 1);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.wrapS = texture.wrapT = RepeatWrapping;
  texture.magFilter = NearestFilter;
  texture.anisotropy = 8;
  return texture;
}
