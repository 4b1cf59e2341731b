import { showNhsNumber } from "#base";
import type { Content } from "./content.ts";
import { showAge, showDate } from "./dates.ts";

export type PersonStripProps = {
  readonly name: PersonName;
  /** FHIR date: a year or a month where no more is known. */
  readonly born?: string | undefined;
  /** FHIR date; true where only the fact is known. */
  readonly died?: string | true | undefined;
  /** Today, for the age. */
  readonly on: Date;
  /** Ten digits. */
  readonly nhsNumber?: string | undefined;
  readonly gender?: string | undefined;
  /** On one line. */
  readonly address?: string | undefined;
  readonly practice?: string | undefined;
  /** How they like to be addressed. */
  readonly callMe?: string | undefined;
  /** Language, where an interpreter is needed. */
  readonly interpreter?: string | undefined;
  /** The person's record. */
  readonly href?: string | undefined;
};

export type PersonName = {
  readonly family: string;
  readonly given: string;
  readonly title?: string | undefined;
};

/**
 * Who this page is about, on every page about a person and always in sight. What is not known is said, so that there
 * are never fewer than name, birth and NHS number to compare.
 * @see https://digital.nhs.uk/services/terminology-and-classifications (Common User Interface: patient banner)
 */
export function PersonStrip(person: PersonStripProps) {
  const name = showPersonName(person.name);
  const { born, died, gender, nhsNumber, address, practice, callMe, interpreter, href } = person;
  return (
    <section className="ws-person" aria-label={`Person: ${name}`}>
      <p className="ws-person__name">{href ? <a href={href}>{name}</a> : name}</p>
      <dl className="ws-person__facts">
        <Fact name="Born">{born ? bornWords(born, died ? undefined : person.on) : "not known"}</Fact>
        {died && <Fact name="Died">{died === true ? "date not known" : diedWords(born, died)}</Fact>}
        {gender && <Fact name="Gender">{gender}</Fact>}
        <Fact name="NHS number">
          {nhsNumber ? <span className="ws-number">{showNhsNumber(nhsNumber)}</span> : "not known"}
        </Fact>
        {address && <Fact name="Address">{address}</Fact>}
        {practice && <Fact name="Practice">{practice}</Fact>}
        {callMe && <Fact name="Call me">{callMe}</Fact>}
        {interpreter && <Fact name="Interpreter">{interpreter}</Fact>}
      </dl>
    </section>
  );
}

/** SMITH, Anne (Mrs): family name first and in capitals, as on every NHS screen. */
export const showPersonName = ({ family, given, title }: PersonName): string =>
  `${family.toLocaleUpperCase("en-GB")}, ${given}${title ? ` (${title})` : ""}`;

const Fact = ({ name, children }: { readonly name: string; readonly children: Content }) => (
  <div className="ws-person__fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function bornWords(born: string, on: Date | undefined): string {
  const age = on && showAge(born, on);
  return age ? `${showDate(born)} (${age})` : showDate(born);
}

function diedWords(born: string | undefined, died: string): string {
  const age = born && showAge(born, died);
  return age ? `${showDate(died)} (aged ${age})` : showDate(died);
}
