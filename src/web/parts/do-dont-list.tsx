import { Card } from "./card.tsx";
import type { Content, HeadingLevel } from "./content.ts";
import { Icon } from "./icon.tsx";

export type DoDontListProps = {
  readonly kind: "do" | "dont";
  /** "Do" or "Don't", unless given. */
  readonly heading?: string | undefined;
  readonly headingLevel?: HeadingLevel | undefined;
  readonly items: readonly Content[];
};

/** @see https://service-manual.nhs.uk/design-system/components/do-and-dont-lists */
export function DoDontList({ kind, heading, headingLevel = 3, items }: DoDontListProps) {
  const icon = kind === "do" ? "tick" : "cross";
  return (
    <Card variant="feature" heading={heading ?? (kind === "do" ? "Do" : "Don't")} headingLevel={headingLevel}>
      <ul className={`nhsuk-list nhsuk-list--${icon}`} role="list">
        {items.map((item, index) => (
          <li key={index}>
            <Icon name={icon} />
            {kind === "dont" && "do not "}
            {item}
          </li>
        ))}
      </ul>
    </Card>
  );
}
