import { classNames, type Content } from "./content.ts";

export type DetailsProps = {
  readonly summary: Content;
  readonly open?: boolean | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly children: Content;
};

/** @see https://service-manual.nhs.uk/design-system/components/details */
export const Details = ({ summary, open, id, classes, children }: DetailsProps) => (
  <details className={classNames("nhsuk-details", classes)} id={id} open={open}>
    <summary className="nhsuk-details__summary">
      <span className="nhsuk-details__summary-text">{summary}</span>
    </summary>
    <div className="nhsuk-details__text">{children}</div>
  </details>
);
