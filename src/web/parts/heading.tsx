import { classNames, headingTag, type Content, type HeadingLevel, type HeadingSize } from "./content.ts";

export type HeadingProps = {
  readonly level: HeadingLevel;
  readonly size?: HeadingSize | undefined;
  /** A smaller line above, such as the section's name. */
  readonly caption?: Content | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly children: Content;
};

/** @see https://service-manual.nhs.uk/design-system/styles/typography#headings */
export function Heading({ level, size, caption, id, classes, children }: HeadingProps) {
  const Tag = headingTag(level);
  const sized = size === "m" || size === "l" || size === "xl";
  return (
    <Tag className={classNames(size ? `nhsuk-heading-${size}` : "nhsuk-heading", classes)} id={id}>
      {caption && <span className={sized ? `nhsuk-caption-${size}` : "nhsuk-caption"}>{caption}</span>}
      {children}
    </Tag>
  );
}
