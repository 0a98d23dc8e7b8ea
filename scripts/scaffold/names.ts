import { fail } from "../../src/core/index.ts";

/** The name of a new plug-in, in every form that its files need. */
export interface Names {
  readonly family: string;
  readonly name: string;
  readonly id: string;
  /** Of its export: `roundabout`, `fourWayStop`. */
  readonly identifier: string;
  /** At the beginning of a sentence: `Four way stop`. */
  readonly title: string;
}

const pattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** @throws `cli/usage` for anything but `family/name` in lower-case letters, digits and hyphens */
export function namesOf(text: string): Names {
  const [family, name, ...rest] = text.replace(/-v1$/, "").split("/");
  if (
    rest.length > 0 ||
    !pattern.test(family) ||
    /^\d/.test(family) ||
    !pattern.test(name ?? "") ||
    /-v\d+$/.test(name)
  )
    fail("cli/usage", { given: JSON.stringify(text), expected: "family/name, as in driving/roundabout" });
  const words = name.split("-");
  const first = words[0];
  return {
    family,
    name,
    id: `${family}/${name}-v1`,
    identifier: [/^\d/.test(first) ? `the${first}` : first, ...words.slice(1).map(capital)].join(""),
    title: capital(words.join(" ")),
  };
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
