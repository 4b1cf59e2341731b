import type { Content } from "./content.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

export type BackLinkProps = {
  readonly href: string;
  /** Read out before the link's words. */
  readonly visuallyHiddenText?: string | undefined;
  readonly children?: Content | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/back-link */
export const BackLink = ({ href, visuallyHiddenText, children = "Back" }: BackLinkProps) => (
  <a className="nhsuk-back-link" href={href}>
    {visuallyHiddenText && <VisuallyHidden>{visuallyHiddenText} </VisuallyHidden>}
    {children}
  </a>
);
