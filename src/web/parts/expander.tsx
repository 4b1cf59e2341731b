import { classNames } from "./content.ts";
import { Details, type DetailsProps } from "./details.tsx";

/** Details in a box of its own. @see https://service-manual.nhs.uk/design-system/components/expander */
export const Expander = (details: DetailsProps) => (
  <Details {...details} classes={classNames("nhsuk-expander", details.classes)} />
);
