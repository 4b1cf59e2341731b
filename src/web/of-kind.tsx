import type { Category, ClosedKind, PersonPermit } from "#sharing";
import { EmptyState, type Content } from "./parts/index.ts";

type Reader = Pick<PersonPermit, "closedKinds" | "asker">;

type OfKindProps = {
  readonly permit: Reader;
  readonly kinds: readonly Category[];
  /** In a sentence: that there is none. */
  readonly none: string;
  /** Facts of these kinds; false where there is none. */
  readonly children: Content;
};

/** Facts of some kinds, or why there are none: nobody is to take what they may not see for what is not there. */
export function OfKind({ permit, kinds, none, children }: OfKindProps) {
  const closed = closureOf(permit, kinds);
  return (
    <>
      {children || <EmptyState>{noneOf(permit, kinds, none)}</EmptyState>}
      {children && closed && (
        <EmptyState>{`There may be more that is not shown to you: ${closed.because}.`}</EmptyState>
      )}
    </>
  );
}

/** That there is none of these kinds; or, where any may be closed, that it is or may be not shown, and why. */
export function noneOf(permit: Reader, kinds: readonly Category[], none: string): string {
  const closed = closureOf(permit, kinds);
  if (!closed) return none;
  return `${closed.wholly ? "Not shown to you" : "There may be some that is not shown to you"}: ${closed.because}.`;
}

/** Whether all of these kinds is closed to whoever reads, or some of it may be; and why, as the end of a sentence. */
export function closureOf({ closedKinds, asker }: Reader, kinds: readonly Category[]) {
  const closed = closedKinds.filter(({ category }) => kinds.includes(category));
  const [first] = closed;
  return (
    first && {
      wholly: kinds.every((one) => closed.some(({ category, wholly }) => category === one && wholly)),
      because: BECAUSE[asker][first.why],
    }
  );
}

const FOR_STAFF = {
  role: "it is not needed in your role",
  emergency: "it is not opened in an emergency",
  objection: "the person chose not to share it",
} as const;
const BECAUSE: Readonly<Record<PersonPermit["asker"], Readonly<Record<ClosedKind["why"], string>>>> = {
  staff: FOR_STAFF,
  self: FOR_STAFF,
  proxy: { ...FOR_STAFF, role: "the person did not let you into this part" },
};
