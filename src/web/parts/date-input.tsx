import { classNames, describedBy, type Content, type LabelSize } from "./content.ts";
import { ErrorMessage } from "./error-message.tsx";
import { Fieldset } from "./fieldset.tsx";
import { Hint } from "./hint.tsx";
import { Input } from "./input.tsx";

export type DatePart = "day" | "month" | "year";

export type DateInputProps = {
  readonly id: string;
  readonly legend: Content;
  readonly legendSize?: LabelSize | undefined;
  readonly legendHeading?: 1 | 2 | 3 | undefined;
  readonly hint?: Content | undefined;
  readonly error?: Content | undefined;
  /** Which boxes are wrong; all of them, unless given. */
  readonly errorIn?: readonly DatePart[] | undefined;
  readonly values?: { readonly [Part in DatePart]?: string | undefined } | undefined;
  /** Which boxes there are: all three, unless given. */
  readonly parts?: readonly DatePart[] | undefined;
  /** Names such as "born[day]", for namePrefix "born". */
  readonly namePrefix?: string | undefined;
  /** Names of the boxes; the parts' own, unless given. */
  readonly names?: { readonly [Part in DatePart]?: string | undefined } | undefined;
  /** Lets the browser fill in the date of birth of the one who types. */
  readonly birthday?: boolean | undefined;
};

const LABELS = { day: "Day", month: "Month", year: "Year" } as const;

/** A date that is known by heart. @see https://service-manual.nhs.uk/design-system/components/date-input */
export function DateInput(date: DateInputProps) {
  const { id, hint, error, parts = ["day", "month", "year"], errorIn = error ? parts : [] } = date;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div
      className={classNames("nhsuk-form-group", (Boolean(error) || errorIn.length > 0) && "nhsuk-form-group--error")}
    >
      <Fieldset
        legend={date.legend}
        legendSize={date.legendSize}
        legendHeading={date.legendHeading}
        role="group"
        describedBy={describedBy(hintId, errorId)}
      >
        {hint && <Hint id={hintId}>{hint}</Hint>}
        {error && <ErrorMessage id={errorId}>{error}</ErrorMessage>}
        <div className="nhsuk-date-input" id={id}>
          {parts.map((part) => (
            <DateBox date={date} part={part} invalid={errorIn.includes(part)} key={part} />
          ))}
        </div>
      </Fieldset>
    </div>
  );
}

type DateBoxProps = { readonly date: DateInputProps; readonly part: DatePart; readonly invalid: boolean };

function DateBox({ date, part, invalid }: DateBoxProps) {
  const name = date.names?.[part] ?? part;
  return (
    <div className="nhsuk-date-input__item">
      <Input
        id={`${date.id}-${part}`}
        name={date.namePrefix ? `${date.namePrefix}[${name}]` : name}
        label={LABELS[part]}
        labelClasses="nhsuk-date-input__label"
        value={date.values?.[part]}
        width={part === "year" ? 4 : 2}
        inputMode="numeric"
        autoComplete={date.birthday ? `bday-${part}` : undefined}
        invalid={invalid}
        classes="nhsuk-date-input__input"
      />
    </div>
  );
}
