import { showNumber } from "./dates.ts";

export type ProgressBarProps = {
  readonly id: string;
  /** What is being waited for, such as "Reading GP records". */
  readonly label: string;
  readonly done: number;
  /** Not known yet, unless given. */
  readonly total?: number | undefined;
  /** What is counted, in the plural, such as "rows". */
  readonly unit: string;
  /** Such as how long it may still take. */
  readonly note?: string | undefined;
};

/** How far something is, in words and as a bar. */
export function ProgressBar({ id, label, done, total, unit, note }: ProgressBarProps) {
  const share = total ? ` of ${showNumber(total)} ${unit} (${Math.floor((100 * done) / total)}%)` : ` ${unit} so far`;
  return (
    <div className="ws-progress">
      <label className="ws-progress__label" htmlFor={id}>
        {label}
      </label>
      <progress
        className="ws-progress__bar"
        id={id}
        max={total}
        value={total === undefined ? undefined : Math.min(done, total)}
        aria-describedby={`${id}-text`}
      />
      <p className="ws-progress__text" id={`${id}-text`}>
        {showNumber(done)}
        {share}
        {note && `. ${note}`}
      </p>
    </div>
  );
}
