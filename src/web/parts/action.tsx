import type { Content } from "./content.ts";

/** A link beside what it acts on, such as "Change". */
export type Action = {
  readonly href: string;
  readonly text: Content;
  /** What it acts on, for those who hear the link alone. */
  readonly visuallyHiddenText?: string | undefined;
};

export const ActionAnchor = ({ href, text, visuallyHiddenText }: Action) => (
  <a className="nhsuk-link" href={href}>
    {text}
    {visuallyHiddenText && <span className="nhsuk-u-visually-hidden"> {visuallyHiddenText}</span>}
  </a>
);
