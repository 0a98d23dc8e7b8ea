import protobuf from "protobufjs/light.js";
import type { Metrics } from "../core/index.ts";
import { type LogFile, openLog } from "./log-file.ts";
import { frameRecord } from "./tfrecord.ts";

/** The part of TensorBoard's event.proto and summary.proto that scalars need. */
const schema = protobuf.Root.fromJSON({
  nested: {
    Event: {
      oneofs: { what: { oneof: ["fileVersion", "summary"] } },
      fields: {
        wallTime: { type: "double", id: 1 },
        step: { type: "int64", id: 2 },
        fileVersion: { type: "string", id: 3 },
        summary: { type: "Summary", id: 5 },
      },
    },
    Summary: { fields: { value: { rule: "repeated", type: "Value", id: 1 } } },
    Value: {
      oneofs: { what: { oneof: ["simpleValue"] } },
      fields: { tag: { type: "string", id: 1 }, simpleValue: { type: "float", id: 2 } },
    },
  },
});

/** A protobuf `Event`; `decode` throws for anything else. */
export const eventType = schema.lookupType("Event");

/** Our metrics and the tags that CleanRL's plots use for them; any other metric is its own tag. */
export const metricTags: { readonly [metric: string]: string } = {
  meanReturn: "charts/episodic_return",
  meanLength: "charts/episodic_length",
  meanScore: "charts/score",
  stepsPerSecond: "charts/SPS",
  learningRate: "charts/learning_rate",
  policyLoss: "losses/policy_loss",
  valueLoss: "losses/value_loss",
  entropy: "losses/entropy",
  kl: "losses/approx_kl",
  clipFraction: "losses/clipfrac",
  explainedVariance: "losses/explained_variance",
};

/** Metrics at one moment; `wallTime` in seconds since 1970. */
export interface ScalarsRow {
  readonly steps: number;
  readonly metrics: Metrics;
  readonly wallTime: number;
}

/**
 * Opens a TensorBoard event file to continue at a position, 0 to begin.
 * @param wallTime of the beginning, in seconds since 1970
 * @throws `file/corrupt`, `file/full`, `file/unusable`
 */
export const openEvents = (path: string, position: number, wallTime: number): Promise<LogFile<ScalarsRow>> =>
  openLog(path, position, {
    head: recordOf({ wallTime, fileVersion: "brain.Event:2" }),
    bytesOf: ({ steps, metrics, wallTime }) =>
      recordOf({ wallTime, step: steps, summary: { value: valuesOf(metrics) } }),
  });

const valuesOf = (metrics: Metrics) =>
  Object.entries(metrics).map(([name, simpleValue]) => ({ tag: metricTags[name] ?? name, simpleValue }));

const recordOf = (event: { readonly [field: string]: unknown }): Uint8Array =>
  frameRecord(eventType.encode(event).finish());
