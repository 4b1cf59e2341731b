import { classNames, type Content } from "./content.ts";

export type HintProps = {
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly children: Content;
};

/** @see https://service-manual.nhs.uk/design-system/components/hint-text */
export const Hint = ({ id, classes, children }: HintProps) => (
  <div className={classNames("nhsuk-hint", classes)} id={id}>
    {children}
  </div>
);
