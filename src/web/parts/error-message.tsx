import type { Content } from "./content.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

export type ErrorMessageProps = { readonly id?: string | undefined; readonly children: Content };

/** @see https://service-manual.nhs.uk/design-system/components/error-message */
export const ErrorMessage = ({ id, children }: ErrorMessageProps) => (
  <span className="nhsuk-error-message" id={id}>
    <VisuallyHidden>Error: </VisuallyHidden>
    {children}
  </span>
);
