import { showDate } from "./dates.ts";

export type SourceAndDateProps = {
  /** The organisation that said so. */
  readonly source: string;
  /** When it happened, or was written down. */
  readonly date?: string | Date | undefined;
  /** Where the entry itself stands. */
  readonly href?: string | undefined;
};

/** Who said so, and when: "Kingsway Surgery, 3 May 2026". Stands with every item of the record. */
export function SourceAndDate({ source, date, href }: SourceAndDateProps) {
  const inner = (
    <>
      {source}
      {date && (
        <>
          , <time dateTime={typeof date === "string" ? date : date.toISOString()}>{showDate(date)}</time>
        </>
      )}
    </>
  );
  return <span className="ws-source">{href ? <a href={href}>{inner}</a> : inner}</span>;
}
