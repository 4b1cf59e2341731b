import { classNames, describedBy, type Content, type LabelSize } from "./content.ts";
import { ErrorMessage } from "./error-message.tsx";
import { Hint } from "./hint.tsx";
import { Label } from "./label.tsx";

/** What every field with one control has. */
export type FieldProps = {
  readonly name: string;
  /** The name, unless given. */
  readonly id?: string | undefined;
  readonly label: Content;
  readonly labelSize?: LabelSize | undefined;
  readonly labelHeading?: 1 | 2 | 3 | undefined;
  readonly labelHidden?: boolean | undefined;
  readonly hint?: Content | undefined;
  /** One sentence that says how to put it right. */
  readonly error?: Content | undefined;
  readonly disabled?: boolean | undefined;
  readonly classes?: string | undefined;
};

type FieldFrameProps = {
  readonly field: FieldProps;
  /** Marks the field as wrong although the message stands elsewhere. */
  readonly invalid?: boolean | undefined;
  readonly labelClasses?: string | undefined;
  readonly groupClasses?: string | undefined;
  readonly groupData?: Readonly<Record<`data-${string}`, string | number | undefined>> | undefined;
  /** Id of what describes the control besides its hint and error. */
  readonly describedByFirst?: string | undefined;
  readonly after?: Content | undefined;
  readonly children: (control: ControlProps) => Content;
};

/** What the control itself is given. */
export type ControlProps = {
  readonly id: string;
  readonly name: string;
  readonly disabled: boolean | undefined;
  readonly "aria-describedby": string | undefined;
};

/** Label, hint, error and control of one field, in the order of the NHS service manual. */
export function FieldFrame(frame: FieldFrameProps) {
  const { name, id = name, label, labelSize, labelHeading, labelHidden, hint, error, disabled } = frame.field;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const wrong = Boolean(error) || frame.invalid;
  return (
    <div
      className={classNames("nhsuk-form-group", wrong && "nhsuk-form-group--error", frame.groupClasses)}
      {...frame.groupData}
    >
      <Label htmlFor={id} size={labelSize} heading={labelHeading} hidden={labelHidden} classes={frame.labelClasses}>
        {label}
      </Label>
      {hint && <Hint id={hintId}>{hint}</Hint>}
      {error && <ErrorMessage id={errorId}>{error}</ErrorMessage>}
      {frame.children({ id, name, disabled, "aria-describedby": describedBy(frame.describedByFirst, hintId, errorId) })}
      {frame.after}
    </div>
  );
}
