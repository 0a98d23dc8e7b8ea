import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Told } from "./hosting.ts";

/** A server's metrics. */
export interface Measures {
  sessions(sessions: number, worlds: number): void;
  sockets(count: number): void;
  answered(op: string, told: Told): void;
  refused(code: string): void;
  /** A socket or a session was closed because its client did not return. */
  reaped(what: "session" | "socket" | "slow socket"): void;
  threadDied(): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** So many answers are counted together: one by one, with cold caches, takes several times as long. */
const together = 256;

export function measuresOf(): Measures {
  const registers = [new Registry()];
  const [registry] = registers;
  const gauge = (name: string, help: string) => new Gauge({ name: `rewardgym_${name}`, help, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `rewardgym_${name}`, help, labelNames, registers });
  const sessions = gauge("sessions", "Sessions that are open");
  const worlds = gauge("worlds", "Worlds of all sessions");
  const sockets = gauge("sockets", "Sockets that are open");
  new Gauge({
    name: "rewardgym_resident_bytes",
    help: "Memory that the process holds",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  const steps = counter("env_steps_total", "Steps of worlds", []);
  const errors = counter("errors_total", "Requests that were refused", ["code"]);
  const reaped = counter("reaped_total", "Sockets and sessions closed because their client did not return", ["what"]);
  const deaths = counter("thread_deaths_total", "Threads that died and were replaced", []);
  const seconds = new Histogram({
    name: "rewardgym_answer_seconds",
    help: "Time to work an answer out, waiting not counted",
    labelNames: ["op"],
    buckets: [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10],
    registers,
  });
  const durations = new Map<string, number[]>(); // of answers to be counted, by op [s]
  let stepped = 0;

  function count(): void {
    steps.inc(stepped);
    stepped = 0;
    for (const [op, taken] of durations) for (const duration of taken.splice(0)) seconds.observe({ op }, duration);
  }

  function durationsOf(op: string): number[] {
    const known = durations.get(op);
    if (known) return known;
    durations.set(op, []);
    return durationsOf(op);
  }

  return {
    sessions(sessionCount, worldCount) {
      sessions.set(sessionCount);
      worlds.set(worldCount);
    },
    sockets: (count) => sockets.set(count),
    answered(op, told) {
      stepped += told.steps;
      if (durationsOf(op).push(told.milliseconds / 1000) >= together) count();
      if (told.error) errors.inc({ code: told.error });
    },
    refused: (code) => errors.inc({ code }),
    reaped: (what) => reaped.inc({ what }),
    threadDied: () => deaths.inc(),
    text() {
      count();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
