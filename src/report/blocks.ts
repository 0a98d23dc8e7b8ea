/** The content of a report, before it becomes a page or Markdown. Texts are plain: the renderer escapes them. */
export interface Report {
  /** The question that it answers. */
  readonly title: string;
  /** What is reported, in a word: `Ablation`. */
  readonly kind: string;
  readonly name: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  /** Unique in the report; a letter first, then letters, digits and dashes. */
  readonly id: string;
  /** Whether it changes when the same is run again. */
  readonly varying?: boolean;
  readonly blocks: readonly Block[];
}

export type Block = Lead | Text | List | Table | Pictures | Code | Fold;

/** The sentence that everything else supports. */
export interface Lead {
  readonly kind: "lead";
  readonly text: string;
}

export interface Text {
  readonly kind: "text";
  readonly text: string;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly string[];
}

/** The first cell of each row is its heading. */
export interface Table {
  readonly kind: "table";
  /** Unique in the report. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

export interface Column {
  readonly title: string;
  /** Numbers are aligned right and stay on one line. */
  readonly numeric?: boolean;
  /** Text that stays on one line. */
  readonly unbroken?: boolean;
}

/** Panels side by side if there is room. */
export interface Pictures {
  readonly kind: "pictures";
  readonly pictures: readonly Picture[];
}

/** A drawing in the report's style; `markup` is the content of the svg element, already escaped. */
export interface Picture {
  /** Unique in the report, and a file name without its ending. */
  readonly name: string;
  readonly title: string;
  /** A description for readers who cannot see it. */
  readonly description: string;
  /** [px] */
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

export interface Code {
  readonly kind: "code";
  /** Unique in the report. */
  readonly label: string;
  readonly text: string;
}

/** Details for some readers, collapsed at first. */
export interface Fold {
  readonly kind: "fold";
  readonly summary: string;
  readonly blocks: readonly Block[];
}
