import type { ReactNode } from "react";

/** What may stand between two tags. Text in it is escaped. */
export type Content = ReactNode;

export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;
export type HeadingSize = "xs" | "s" | "m" | "l" | "xl";
export type LabelSize = "s" | "m" | "l" | "xl";

/** The tag of a heading of this level. */
export const headingTag = (level: HeadingLevel) => `h${level}` as const;

/** The classes that hold, in one attribute; undefined when there are none. */
export function classNames(...names: readonly (string | false | undefined)[]): string | undefined {
  const held = names.filter(Boolean);
  return held.length > 0 ? held.join(" ") : undefined;
}

/** Ids for aria-describedby; undefined when there are none. */
export const describedBy = classNames;
