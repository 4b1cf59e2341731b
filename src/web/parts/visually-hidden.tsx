import type { Content } from "./content.ts";

/** Read out, not shown. */
export const VisuallyHidden = ({ children }: { readonly children: Content }) => (
  <span className="nhsuk-u-visually-hidden">{children}</span>
);
