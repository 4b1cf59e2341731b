import { classNames, headingTag, type Content, type HeadingLevel } from "./content.ts";

export type PanelProps = {
  readonly heading: Content;
  readonly headingLevel?: HeadingLevel | undefined;
  /** "interruption": something to read before going on; otherwise, it is done. */
  readonly variant?: "interruption" | undefined;
  readonly children?: Content | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/panel */
export function Panel({ heading, headingLevel = 1, variant, children }: PanelProps) {
  const Tag = headingTag(headingLevel);
  return (
    <div className={classNames("nhsuk-panel", variant && `nhsuk-panel--${variant}`)}>
      <Tag className="nhsuk-panel__heading">{heading}</Tag>
      {children && <div className="nhsuk-panel__body">{children}</div>}
    </div>
  );
}
