import type { HeldRepresentation } from "#sharing";
import { EmptyState, SummaryList, Table } from "../parts/index.ts";
import { isOpenAt, KIND_IN_SENTENCE, logWords, scopeWords, whenWords } from "./reader-words.ts";

export type ReaderListProps = {
  readonly readers: readonly HeldRepresentation[];
  readonly now: Date;
  /** Who let somebody in, in words. */
  readonly madeBy: (reader: HeldRepresentation) => string;
  /** Where somebody's reading is ended; none for those whose it is not to end. */
  readonly endHref: (reader: HeldRepresentation) => string | undefined;
  /** How the person is named in the list: "You", or "The person". */
  readonly person: string;
};

/** Who may read a record without being staff, and who could before. */
export function ReaderList({ readers, now, ...telling }: ReaderListProps) {
  const [open, over] = [readers.filter((one) => isOpenAt(one, now)), readers.filter((one) => !isOpenAt(one, now))];
  return (
    <>
      {open.length === 0 && <EmptyState>Nobody yet.</EmptyState>}
      {open.map((reader) => (
        <Reader key={reader.id} {...{ reader, now }} {...telling} />
      ))}
      {over.length > 0 && (
        <Table
          caption="Who could read it before"
          responsive
          columns={["Who", "What they were", "When"]}
          rows={over.map((one) => [nameOf(one, telling.person), KIND_IN_SENTENCE[one.kind], whenWords(one, now)])}
        />
      )}
    </>
  );
}

const nameOf = ({ kind, name }: HeldRepresentation, person: string): string => (kind === "self" ? person : name);

type ReaderProps = Omit<ReaderListProps, "readers"> & { readonly reader: HeldRepresentation };

function Reader({ reader, now, madeBy, endHref, person }: ReaderProps) {
  const end = endHref(reader);
  const name = nameOf(reader, person);
  return (
    <SummaryList
      rows={[
        {
          key: "Who",
          value: reader.kind === "self" ? name : `${name}, ${KIND_IN_SENTENCE[reader.kind]}`,
          ...(end !== undefined && {
            actions: [{ text: "End", href: end, visuallyHiddenText: `what ${name} may read` }],
          }),
        },
        { key: "What they may read", value: `${scopeWords(reader)}.` },
        ...(reader.kind === "self" ? [] : [{ key: "Who looked", value: `${logWords(reader)}.` }]),
        { key: "When", value: whenWords(reader, now) },
        { key: "Let in by", value: madeBy(reader) },
      ]}
    />
  );
}
