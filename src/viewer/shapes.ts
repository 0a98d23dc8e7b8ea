import type { Columns, MarkKind, RewardExpression, SceneDescription } from "../core/index.ts";

/** What the page's server tells the page; everything binary travels in `pack`'s layout. */

/** A line of the list of episodes. */
export interface EpisodeSummary {
  /** Its file's name without the ending; unique in its library. */
  readonly id: string;
  readonly env: string;
  readonly agent: string;
  /** Left out of an imported episode, which nobody here judged. */
  readonly score?: number;
  readonly return: number;
  readonly steps: number;
  /** Unfinished: its file breaks off, or is still being written. */
  readonly end: "terminated" | "truncated" | "unfinished";
  readonly seed?: number;
  readonly world?: number;
  /** Env steps of training before it was recorded, where its name says so. */
  readonly trained?: number;
}

/** What training noted over its steps. */
export interface Curve {
  readonly steps: readonly number[];
  /** By name of the metric; null where a row has none. */
  readonly metrics: { readonly [name: string]: readonly (number | null)[] };
}

export interface Library {
  /** Whether the server asks for labels, and has no episodes to list. */
  readonly asks?: true;
  readonly title: string;
  /** What it is read from, as the person named it. */
  readonly source: string;
  readonly episodes: readonly EpisodeSummary[];
  /** Files that cannot be read, and why. */
  readonly broken: readonly { readonly file: string; readonly why: string }[];
  readonly curve?: Curve;
}

/** A number of every step, or of the start and every step. */
export interface NamedColumn {
  readonly name: string;
  readonly unit: string;
  readonly values: Float64Array;
}

/** An episode by numbers; of several seats, one seat's. */
export interface EpisodeNumbers {
  readonly summary: EpisodeSummary;
  readonly goal: string;
  readonly stepSeconds: number;
  /** What of its file is missing, in words. */
  readonly trouble?: string;
  /** Where features are rounded: none is off by more than this share of itself. */
  readonly rounded?: number;
  readonly seats: number;
  readonly seat: number;
  readonly reward: RewardExpression | null;
  /** `[steps]` */
  readonly rewards: Float64Array;
  /** `[steps]` each; they sum to `rewards`. */
  readonly terms: Columns;
  /** `[steps]` each: rewards that were watched beside it. */
  readonly watched: Columns;
  /** `[steps + 1]` */
  readonly features: readonly NamedColumn[];
  /** `[steps]` */
  readonly actions: readonly NamedColumn[];
  /** `[steps + 1]`, where they were recorded. */
  readonly observations: readonly NamedColumn[];
  /** Steps in which each event happened, counted from 1, and how often. */
  readonly events: readonly { readonly name: string; readonly steps: Int32Array; readonly counts: Int32Array }[];
}

/** What a world said, from this step on. */
export interface Message {
  readonly step: number;
  readonly text: string;
}

/** Arrows of an episode: those of step `s` are the rows from `starts[s]` to before `starts[s + 1]`. */
export interface RecordedArrows {
  /** `[steps + 2]` */
  readonly starts: Int32Array;
  /** `[arrows, 6]`: where each begins [m], and along what it points. */
  readonly arrows: Float32Array;
}

/** What a world said of every moment besides where things were; a kind is left out where it never has any. */
export type RecordedMarks = { readonly [kind in MarkKind]?: RecordedArrows };

/** How a world paints itself: by these cameras, of which the first is the default [pixels]. */
export interface Pictures {
  readonly cameras: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** How an episode looked. */
export type Look =
  | {
      readonly kind: "scene";
      readonly scene: SceneDescription;
      /** `[steps + 1, rows, 7]` */
      readonly poses: Float32Array;
    }
  | ({ readonly kind: "picture" } & Pictures)
  | {
      readonly kind: "terminal";
      readonly rows: number;
      readonly columns: number;
      /** Where the world also paints itself. */
      readonly pictures?: Pictures;
    }
  | { readonly kind: "none" };

export interface Lived {
  readonly look: Look;
  readonly messages: readonly Message[];
  /** Where the world was lived again, and has any. */
  readonly marks?: RecordedMarks;
  /** Whether the messages are a log of what happened, and no description of every step. */
  readonly isLog: boolean;
  /** Whether this is from the file alone: living it again says whether it still goes the same way, and more in words. */
  readonly isStored?: true;
  /** Why it could not be lived again in full, and the steps that could. */
  readonly trouble?: string;
  readonly wholeSteps: number;
}

/** Steps of a chunk, so that a long episode is fetched as it is watched. */
export const chunkSteps = 16;

/** What pictures or terminals showed from `from` on, at most `chunkSteps` steps. */
export type Chunk =
  /** Each is RGB from the top left, `width * height * 3` bytes, as raw deflate. */
  | { readonly kind: "picture"; readonly from: number; readonly deflated: readonly Uint8Array[] }
  | {
      readonly kind: "terminal";
      readonly from: number;
      /** `[steps, rows * columns]` each. */
      readonly chars: Int16Array;
      readonly colours: Uint8Array;
      /** `[steps, 2]` */
      readonly cursors: Uint8Array;
      /** What is carried after each step, an item a line, where the world tells. */
      readonly inventories?: readonly string[];
    };

/** Of anything that the server refuses. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** A stretch of an episode that is compared with another one. */
export interface ShownClip {
  /** Steps, and the step of its episode before which it begins. */
  readonly length: number;
  readonly start: number;
  readonly look: Look;
  /** All of it, where it is seen in chunks. */
  readonly chunk?: Chunk;
  readonly features: readonly NamedColumn[];
}

/** What a labeller is asked now. */
export interface Question {
  readonly by: string;
  /** Labels given so far. */
  readonly given: number;
  /** What labelling has come to, in sentences. */
  readonly summary: string;
  /** Nothing where no pair waits. */
  readonly pair?: {
    readonly id: string;
    readonly env: string;
    readonly goal: string;
    readonly stepSeconds: number;
    readonly a: ShownClip;
    readonly b: ShownClip;
  };
}
