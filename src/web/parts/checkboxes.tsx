import { Choice, ChoicesFrame, type ChoiceItem, type ChoicesProps } from "./choices.tsx";

export type CheckboxItem = ChoiceItem & {
  /** The question's name, unless given. */
  readonly name?: string | undefined;
  /** "exclusive": choosing it unticks all others, as "None of these" does. */
  readonly behaviour?: "exclusive" | undefined;
};

export type CheckboxesProps = ChoicesProps<CheckboxItem> & { readonly values?: readonly string[] | undefined };

/** @see https://service-manual.nhs.uk/design-system/components/checkboxes */
export const Checkboxes = (checkboxes: CheckboxesProps) => (
  <ChoicesFrame kind="checkboxes" choices={checkboxes}>
    {(item, id, questionDescribedBy) => (
      <Choice
        kind="checkboxes"
        item={item}
        id={item.id ?? id}
        name={item.name ?? checkboxes.name}
        checked={checkboxes.values?.includes(item.value) ?? false}
        disabled={checkboxes.disabled}
        describedBy={questionDescribedBy}
        behaviour={item.behaviour}
        key={id}
      />
    )}
  </ChoicesFrame>
);
