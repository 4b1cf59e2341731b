import { classNames } from "./content.ts";
import { FieldFrame, type ControlProps, type FieldProps } from "./field.tsx";

export type TextareaProps = FieldProps & {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly spellCheck?: boolean | undefined;
  readonly autoComplete?: string | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/textarea */
export const Textarea = (area: TextareaProps) => (
  <FieldFrame field={area}>{(control) => <TextBox area={area} control={control} />}</FieldFrame>
);

/** The box of a textarea without its label. */
export const TextBox = ({ area, control }: { readonly area: TextareaProps; readonly control: ControlProps }) => (
  <textarea
    {...control}
    className={classNames("nhsuk-textarea", Boolean(area.error) && "nhsuk-textarea--error", area.classes)}
    rows={area.rows ?? 5}
    defaultValue={area.value}
    spellCheck={area.spellCheck}
    autoComplete={area.autoComplete}
  />
);
