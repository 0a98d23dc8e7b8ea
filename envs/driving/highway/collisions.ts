import { carLength, carWidth, ego, howMany } from "./cars.ts";
import { makeBox, type Overlap, overlap, putBox } from "./overlap.ts";
import type { Traffic } from "./traffic.ts";

const reach = Math.sqrt(carLength * carLength + carWidth * carWidth) / 2; // [m] from a car's middle to its corner

const first = makeBox();
const second = makeBox();
const found: Overlap = { now: false, soon: false, x: 0, y: 0 };

/**
 * Finds who collides with whom. Boxes that overlap now have crashed; those that will within a frame at their speeds are
 * pushed apart in the next one.
 */
export function collide(traffic: Traffic): void {
  const { cars, obstacles, collisions, frameSeconds } = traffic;
  const { x, y, speed } = cars;
  const count = cars.tally[howMany];
  const self = cars.tally[ego];
  for (let car = 0; car < count; car++) {
    const near = 2 * reach + speed[car] * frameSeconds;
    const onlySelf = collisions === "ego" && car !== self;
    const from = onlySelf ? Math.max(self, car + 1) : car + 1;
    const to = onlySelf ? self + 1 : count;
    const atX = x[car];
    const atY = y[car];
    for (let other = from; other < to; other++) {
      const dx = x[other] - atX;
      if (dx > near || dx < -near) continue;
      const dy = y[other] - atY;
      if (Math.sqrt(dx * dx + dy * dy) <= near) meet(traffic, car, other);
    }
    for (let i = 0; i < obstacles.length; i++) hit(traffic, car, i);
  }
}

function meet({ cars, frameSeconds }: Traffic, car: number, other: number): void {
  putBox(first, cars.x[car], cars.y[car], cars.cos[car], cars.sin[car], carLength, carWidth);
  putBox(second, cars.x[other], cars.y[other], cars.cos[other], cars.sin[other], carLength, carWidth);
  const speed = cars.speed[car] * frameSeconds;
  const otherSpeed = cars.speed[other] * frameSeconds;
  overlap(
    first,
    second,
    speed * cars.cos[car] - otherSpeed * cars.cos[other],
    speed * cars.sin[car] - otherSpeed * cars.sin[other],
    found,
  );
  if (found.soon) {
    cars.pushed[car] = cars.pushed[other] = 1;
    cars.pushX[car] = found.x / 2;
    cars.pushY[car] = found.y / 2;
    cars.pushX[other] = -found.x / 2;
    cars.pushY[other] = -found.y / 2;
  }
  if (found.now) cars.crashed[car] = cars.crashed[other] = 1;
}

function hit({ cars, obstacles, frameSeconds }: Traffic, car: number, number: number): void {
  const { x, y, cos, sin, length, width } = obstacles[number];
  const near = reach + Math.sqrt(length * length + width * width) / 2 + cars.speed[car] * frameSeconds;
  if (!(Math.sqrt((x - cars.x[car]) ** 2 + (y - cars.y[car]) ** 2) <= near)) return;
  putBox(first, cars.x[car], cars.y[car], cars.cos[car], cars.sin[car], carLength, carWidth);
  putBox(second, x, y, cos, sin, length, width);
  const speed = cars.speed[car] * frameSeconds;
  overlap(first, second, speed * cars.cos[car], speed * cars.sin[car], found);
  if (found.soon) {
    cars.pushed[car] = 1;
    cars.pushX[car] = found.x;
    cars.pushY[car] = found.y;
  }
  if (found.now) cars.crashed[car] = 1;
}
