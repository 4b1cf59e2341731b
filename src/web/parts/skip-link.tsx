import type { Content } from "./content.ts";

export type SkipLinkProps = { readonly href?: string | undefined; readonly children?: Content | undefined };

/** @see https://service-manual.nhs.uk/design-system/components/skip-link */
export const SkipLink = ({ href = "#maincontent", children = "Skip to main content" }: SkipLinkProps) => (
  <a className="nhsuk-skip-link" data-module="nhsuk-skip-link" href={href}>
    {children}
  </a>
);
