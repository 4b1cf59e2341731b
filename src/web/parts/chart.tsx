import type { ReactElement } from "react";
import { headingTag, type Content } from "./content.ts";
import { Details } from "./details.tsx";

export type ChartProps = {
  readonly id: string;
  /** The finding, as a sentence. */
  readonly heading: string;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  readonly figure: ReactElement;
  /** The same as figures. */
  readonly table: ReactElement;
  readonly csvHref?: string | undefined;
  /** Below the picture: where the figures come from, what was left out. */
  readonly note?: Content | undefined;
};

/** A picture with its finding above it and its figures below. */
export function Chart({ id, heading, headingLevel = 2, figure, table, csvHref, note }: ChartProps) {
  const Tag = headingTag(headingLevel);
  return (
    <section className="ws-chart" id={id} aria-labelledby={`${id}-heading`}>
      <Tag className="nhsuk-heading-s ws-chart__heading" id={`${id}-heading`}>
        {heading}
      </Tag>
      <div className="ws-chart__figure">{figure}</div>
      {note && <p className="ws-chart__note">{note}</p>}
      <Details summary="Show the figures as a table" classes="ws-chart__table">
        {table}
        {csvHref && (
          <p>
            <a href={csvHref} download="">
              Download the figures (CSV)
            </a>
          </p>
        )}
      </Details>
    </section>
  );
}
