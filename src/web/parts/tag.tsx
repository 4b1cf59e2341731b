import { classNames, type Content } from "./content.ts";

export type TagProps = {
  readonly colour?: TagColour | undefined;
  readonly border?: boolean | undefined;
  readonly classes?: string | undefined;
  /** The word says it: the colour only helps to find it. */
  readonly children: Content;
};

export type TagColour =
  "white" | "grey" | "green" | "aqua-green" | "blue" | "purple" | "pink" | "red" | "orange" | "yellow";

/** @see https://service-manual.nhs.uk/design-system/components/tag */
export const Tag = ({ colour, border = true, classes, children }: TagProps) => (
  <strong
    className={classNames("nhsuk-tag", colour && `nhsuk-tag--${colour}`, !border && "nhsuk-tag--no-border", classes)}
  >
    {children}
  </strong>
);
