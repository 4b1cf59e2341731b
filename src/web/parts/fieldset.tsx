import { classNames, headingTag, type Content, type LabelSize } from "./content.ts";

export type LegendProps = {
  readonly legend: Content;
  readonly legendSize?: LabelSize | undefined;
  /** Makes the legend a heading, where the question is the page's heading. */
  readonly legendHeading?: 1 | 2 | 3 | undefined;
};

export type FieldsetProps = LegendProps & {
  readonly describedBy?: string | undefined;
  readonly role?: "group" | undefined;
  readonly id?: string | undefined;
  readonly children: Content;
};

/** @see https://service-manual.nhs.uk/design-system/components/fieldset */
export function Fieldset({ legend, legendSize, legendHeading, describedBy, role, id, children }: FieldsetProps) {
  const Tag = legendHeading && headingTag(legendHeading);
  return (
    <fieldset className="nhsuk-fieldset" id={id} role={role} aria-describedby={describedBy}>
      <legend className={classNames("nhsuk-fieldset__legend", legendSize && `nhsuk-fieldset__legend--${legendSize}`)}>
        {Tag ? <Tag className="nhsuk-fieldset__heading">{legend}</Tag> : legend}
      </legend>
      {children}
    </fieldset>
  );
}
