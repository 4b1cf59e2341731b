import type { Content } from "./content.ts";

export type ErrorSummaryProps = {
  readonly errors: readonly ErrorLink[];
  readonly heading?: string | undefined;
  /** A sentence above the list. */
  readonly children?: Content | undefined;
};

/** What is wrong, and the field where it can be put right (such as "#nhs-number"). */
export type ErrorLink = { readonly text: Content; readonly href?: string | undefined };

/** @see https://service-manual.nhs.uk/design-system/components/error-summary */
export const ErrorSummary = ({ errors, heading = "There is a problem", children }: ErrorSummaryProps) => (
  <div className="nhsuk-error-summary" data-module="nhsuk-error-summary">
    <div role="alert">
      <h2 className="nhsuk-error-summary__heading">{heading}</h2>
      <div className="nhsuk-error-summary__body">
        {children && <p>{children}</p>}
        {errors.length > 0 && (
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {errors.map(({ text, href }, index) => (
              <li key={index}>{href ? <a href={href}>{text}</a> : text}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  </div>
);
