import { classNames } from "./content.ts";
import { FieldFrame, type FieldProps } from "./field.tsx";

export type SelectProps = FieldProps & {
  readonly value?: string | undefined;
  readonly items: readonly SelectItem[];
};

export type SelectItem = {
  /** The text, unless given. */
  readonly value?: string | undefined;
  readonly text: string;
  readonly disabled?: boolean | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/select */
export const Select = (select: SelectProps) => (
  <FieldFrame field={select}>
    {(control) => (
      <select
        {...control}
        className={classNames("nhsuk-select", Boolean(select.error) && "nhsuk-select--error", select.classes)}
        defaultValue={select.value}
      >
        {select.items.map(({ value, text, disabled }) => (
          <option value={value} disabled={disabled} key={value ?? text}>
            {text}
          </option>
        ))}
      </select>
    )}
  </FieldFrame>
);
