import { classNames, headingTag, type Content, type LabelSize } from "./content.ts";

export type LabelProps = {
  readonly htmlFor: string;
  readonly size?: LabelSize | undefined;
  /** Wraps the label in a heading, where the question is the page's heading. */
  readonly heading?: 1 | 2 | 3 | undefined;
  readonly hidden?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly children: Content;
};

/** @see https://service-manual.nhs.uk/design-system/components/text-input */
export function Label({ htmlFor, size, heading, hidden, classes, children }: LabelProps) {
  const names = classNames("nhsuk-label", size && `nhsuk-label--${size}`, hidden && "nhsuk-u-visually-hidden", classes);
  const label = (
    <label className={names} htmlFor={htmlFor}>
      {children}
    </label>
  );
  if (heading === undefined) return label;
  const Tag = headingTag(heading);
  return <Tag className="nhsuk-label-wrapper">{label}</Tag>;
}
