import { classNames } from "./content.ts";
import { FieldFrame } from "./field.tsx";
import { Hint } from "./hint.tsx";
import { TextBox, type TextareaProps } from "./textarea.tsx";

export type CharacterCountProps = TextareaProps &
  ({ readonly maxLength: number } | { readonly maxWords: number }) & {
    /** Per cent of the limit from which the count is shown. */
    readonly threshold?: number | undefined;
  };

/** A textarea that says how much may still be written. @see https://service-manual.nhs.uk/design-system/components/character-count */
export function CharacterCount(area: CharacterCountProps) {
  const infoId = `${area.id ?? area.name}-info`;
  const limit = "maxWords" in area ? `${area.maxWords} words` : `${area.maxLength} characters`;
  return (
    <FieldFrame
      field={area}
      groupClasses="nhsuk-character-count"
      groupData={countData(area)}
      describedByFirst={infoId}
      after={
        <Hint id={infoId} classes="nhsuk-character-count__message">
          {`You can enter up to ${limit}`}
        </Hint>
      }
    >
      {(control) => (
        <TextBox area={{ ...area, classes: classNames("nhsuk-js-character-count", area.classes) }} control={control} />
      )}
    </FieldFrame>
  );
}

const countData = (area: CharacterCountProps) => ({
  "data-module": "nhsuk-character-count",
  "data-threshold": area.threshold,
  ...("maxWords" in area
    ? { "data-maxwords": area.maxWords, "data-count-type": "words" }
    : { "data-maxlength": area.maxLength }),
});
