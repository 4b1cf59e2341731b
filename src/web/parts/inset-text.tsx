import type { Content } from "./content.ts";
import { VisuallyHidden } from "./visually-hidden.tsx";

export type InsetTextProps = { readonly id?: string | undefined; readonly children: Content };

/** Text that stands out; plain words become a paragraph. @see https://service-manual.nhs.uk/design-system/components/inset-text */
export const InsetText = ({ id, children }: InsetTextProps) => (
  <div className="nhsuk-inset-text" id={id}>
    <VisuallyHidden>Information: </VisuallyHidden>
    {typeof children === "string" ? <p>{children}</p> : children}
  </div>
);
