import { Card } from "./card.tsx";
import type { Content, HeadingLevel } from "./content.ts";

export type WarningCalloutProps = {
  readonly heading: string;
  readonly headingLevel?: HeadingLevel | undefined;
  readonly id?: string | undefined;
  readonly children: Content;
};

/** @see https://service-manual.nhs.uk/design-system/components/warning-callout */
export const WarningCallout = ({ heading, headingLevel = 3, id, children }: WarningCalloutProps) => (
  <Card
    variant="warning"
    heading={heading}
    headingPrefix={/[Ii]mportant/.test(heading) ? undefined : "Important"}
    headingLevel={headingLevel}
    id={id}
  >
    {children}
  </Card>
);
