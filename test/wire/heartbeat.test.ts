import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { watchOver } from "../../src/wire/server/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** A watched socket that answers pings for as long as it is told to. */
function watched() {
  const socket = Object.assign(new EventEmitter(), {
    isPaused: false,
    answers: true,
    pings: 0,
    ping() {
      socket.pings++;
      if (socket.answers) socket.emit("pong");
    },
    terminate: vi.fn(),
  });
  const onLost = vi.fn();
  watchOver(socket as unknown as WebSocket, { everySeconds: 1, lostSeconds: 3, onLost });
  return { socket, onLost };
}

test("a socket that answers pings is kept", () => {
  const { socket, onLost } = watched();
  vi.advanceTimersByTime(60_000);
  expect(socket.pings).toBe(60);
  expect(onLost).not.toHaveBeenCalled();
});

test("a socket that stops answering is cut after the time allowed", () => {
  const { socket, onLost } = watched();
  vi.advanceTimersByTime(10_000);
  socket.answers = false;
  vi.advanceTimersByTime(3000);
  expect(onLost).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(onLost).toHaveBeenCalledOnce();
  expect(socket.terminate).toHaveBeenCalledOnce();
});

test("a socket that the server does not read from is not blamed for its silence", () => {
  const { socket, onLost } = watched();
  Object.assign(socket, { answers: false, isPaused: true });
  vi.advanceTimersByTime(60_000);
  expect(onLost).not.toHaveBeenCalled();
});
