import { classNames, type Content } from "./content.ts";
import { FieldFrame, type ControlProps, type FieldProps } from "./field.tsx";

export type InputProps = FieldProps & {
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "tel" | "search" | "password" | "date" | undefined;
  /** About how many characters it holds. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  readonly inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | undefined;
  readonly autoComplete?: string | undefined;
  readonly spellCheck?: boolean | undefined;
  /** Only in the header's search: a placeholder is no label. */
  readonly placeholder?: string | undefined;
  /** Shown before or after the box, such as a unit; not read out. */
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Beside the box, such as a button. */
  readonly after?: Content | undefined;
  /** Marks the box as wrong although the message stands elsewhere. */
  readonly invalid?: boolean | undefined;
  readonly labelClasses?: string | undefined;
};

/** @see https://service-manual.nhs.uk/design-system/components/text-input */
export function Input(input: InputProps) {
  const { prefix, suffix, after } = input;
  return (
    <FieldFrame field={input} invalid={input.invalid} labelClasses={input.labelClasses}>
      {(control) =>
        prefix || suffix || after ? (
          <div className="nhsuk-input-wrapper">
            {prefix && <Affix kind="prefix" text={prefix} />}
            <Box input={input} control={control} />
            {suffix && <Affix kind="suffix" text={suffix} />}
            {after}
          </div>
        ) : (
          <Box input={input} control={control} />
        )
      }
    </FieldFrame>
  );
}

const Box = ({ input, control }: { readonly input: InputProps; readonly control: ControlProps }) => (
  <input
    {...control}
    className={classNames(
      "nhsuk-input",
      (Boolean(input.error) || input.invalid) && "nhsuk-input--error",
      input.width && `nhsuk-input--width-${input.width}`,
      input.classes,
    )}
    type={input.type ?? "text"}
    defaultValue={input.value}
    inputMode={input.inputMode}
    autoComplete={input.autoComplete}
    spellCheck={input.spellCheck}
    placeholder={input.placeholder}
  />
);

const Affix = ({ kind, text }: { readonly kind: "prefix" | "suffix"; readonly text: string }) => (
  <div className={`nhsuk-input-wrapper__${kind}`} aria-hidden="true">
    {text}
  </div>
);
