import { ColliderDesc, EventQueue, init, RigidBodyDesc, World } from "@dimforge/rapier3d-compat";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { advance } from "../../src/physics/rapier/advance.ts";

beforeAll(init);

test.for([false, true])("a step moves a world as Rapier's own step does, bit by bit; with events: %s", (listens) => {
  const worlds = [0, 1].map(() => {
    const world = new World({ x: 0.5, y: 0, z: -9.81 });
    world.createCollider(ColliderDesc.cuboid(5, 5, 0.1));
    const ball = world.createRigidBody(RigidBodyDesc.dynamic().setTranslation(0, 0, 0.7));
    world.createCollider(ColliderDesc.ball(0.5), ball);
    return world;
  });
  const events = listens ? new EventQueue(true) : undefined;
  onTestFinished(() => {
    for (const owned of [...worlds, events]) owned?.free();
  });
  for (let i = 0; i < 60; i++) {
    if (i === 30) for (const world of worlds) world.gravity = { x: 0, y: -1, z: -3 };
    advance(worlds[0], events);
    worlds[1].step(events);
  }
  const [ours, theirs] = worlds.map((world) => world.takeSnapshot());
  expect(ours).toEqual(theirs);
  expect(worlds[0].bodies.getAll()[0].translation().y).toBeLessThan(0);
});
