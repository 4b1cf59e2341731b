import type { Content } from "./content.ts";
import { Icon } from "./icon.tsx";

export type ActionLinkProps = { readonly href: string; readonly children: Content };

/** @see https://service-manual.nhs.uk/design-system/components/action-link */
export const ActionLink = ({ href, children }: ActionLinkProps) => (
  <a className="nhsuk-action-link" href={href}>
    <Icon name="arrow-right-circle" />
    <span className="nhsuk-action-link__text">{children}</span>
  </a>
);
