import type { StaffRole } from "#place";
import { CATEGORIES, SENSITIVITIES, type Category, type RelationshipKind, type Sight } from "#sharing";
import { EmptyState, Heading, SummaryList } from "../parts/index.ts";
import { showRole } from "../roles.ts";
import { inSentence, listed, personWords, sentenceOf, type NameOf, type Told } from "./told.ts";

export type SightsProps = {
  readonly sights: readonly Sight[];
  readonly told: Told;
  readonly nameOf: NameOf;
};

/** Which organisation can see what to care for the person, and why. */
export function Sights({ sights, told, nameOf }: SightsProps) {
  const caring = sights.filter(({ roles }) => roles.length > 0);
  const related = caring.filter(({ because }) => because.length > 0);
  const others = caring.filter(({ because }) => because.length === 0);
  const closed = sights.filter(({ roles }) => roles.length === 0);
  const { who } = personWords(told);
  return (
    <>
      <Heading level={2}>Who can see what now</Heading>
      {related.length === 0 ? (
        <EmptyState>
          Nothing that is shown here says that an organisation cares for {who} at the moment. A registration, a
          referral, a stay or a care team would.
        </EmptyState>
      ) : (
        <SightList sights={related} {...{ told, nameOf }} />
      )}
      {others.length > 0 && (
        <>
          <Heading level={2}>Who could, once they care for {who}</Heading>
          <p>
            Nothing that is shown here says that they do. Their staff are let in by a registration, a referral, a stay
            or a care team, or when they say why and somebody looks at it afterwards.
          </p>
          <SightList sights={others} {...{ told, nameOf }} />
        </>
      )}
      {closed.length > 0 && (
        <>
          <Heading level={2}>Who opens nothing</Heading>
          <p>
            Nobody who works there opens shared records to care for people:{" "}
            {listed(closed.map(({ organisation }) => nameOf(organisation)))}.
          </p>
        </>
      )}
    </>
  );
}

const SightList = ({ sights, told, nameOf }: SightsProps) => (
  <SummaryList
    rows={sights.map((sight) => ({
      key: nameOf(sight.organisation),
      value: sightWords(sight, told, nameOf).map((words) => <p key={words}>{words}</p>),
    }))}
  />
);

/** What one organisation can see, and why, in sentences. */
export function sightWords(sight: Sight, told: Told, nameOf: NameOf): readonly string[] {
  const { because, roles, organisation } = sight;
  const why = because.length > 0 ? [`Why: ${listed(because.map((one) => becauseWords(one, told)))}.`] : [];
  const who = `${sentenceOf(listed(roles.map(rolesWords)))} there see`;
  const closed = sight.closed.map((one) => closedWords(one, { organisation, told, nameOf }));
  if (sight.sources.length === 0) return [...why, `${who} only what it holds itself.`, ...closed];
  const kept = sight.kept.length > 0 ? [`But not ${kindsOf(sight.kept)}: ${personWords(told).chose} so.`] : [];
  return [...why, `${who} what it holds itself, and ${comingWords(sight, nameOf)}.`, ...kept, ...closed];
}

function comingWords({ sources, categories, sensitivities, kept }: Sight, nameOf: NameOf): string {
  const from = sources.length <= MOST_NAMED ? listed(sources.map(nameOf)) : `${sources.length} other organisations`;
  const missing = ALL.filter((one) => !categories.includes(one) && !kept.includes(one));
  const kinds =
    missing.length === 0
      ? "every kind of fact"
      : missing.length <= MOST_LEFT_OUT
        ? `every kind of fact but ${kindsOf(missing)}`
        : kindsOf(categories.filter((one) => one !== "administration"));
  const privately = sensitivities.flatMap((one) => (one === "normal" ? [] : [inSentence(SENSITIVITIES[one])]));
  const more =
    privately.length > 0 ? `, with what is more private: ${listed(privately)}` : ", but nothing more private";
  return `from ${from} ${kinds}${more}, as far as each needs it`;
}

const MOST_NAMED = 3;
const MOST_LEFT_OUT = 5;
/** That somebody works somewhere is nothing that a person would miss. */
const ALL = (Object.keys(CATEGORIES) as readonly Category[]).filter((one) => one !== "administration");

const kindsOf = (categories: readonly Category[]): string =>
  listed(categories.map((one) => inSentence(CATEGORIES[one])));

/** Of a role, those who have it. */
const rolesWords = (role: StaffRole): string => `${showRole(role)}s`;

function becauseWords(kind: RelationshipKind, told: Told): string {
  const { is, who, whose } = personWords(told);
  switch (kind) {
    case "registration":
      return `${is} registered there`;
    case "stay":
      return `${is} or lately ${told === "the person" ? "were" : "was"} a patient there`;
    case "referral":
      return `${who} ${told === "the person" ? "were" : "was"} referred there`;
    case "team":
      return `it is part of ${whose} care`;
  }
}

type ClosedTelling = Omit<SightsProps, "sights"> & Pick<Sight, "organisation">;

function closedWords({ why, sources }: Sight["closed"][number], { organisation, told, nameOf }: ClosedTelling): string {
  const nothing = `Nothing from ${listed(sources.map(nameOf))}`;
  switch (why) {
    case "receiver has not signed":
      return `Nothing from others: ${nameOf(organisation)} has not signed the agreement.`;
    case "source has not signed":
      return `${nothing}, which ${sources.length === 1 ? "has" : "have"} not signed the agreement.`;
    case "objection":
      return `${nothing}: ${personWords(told).chose} so.`;
    case "agreement has ended":
      return `${nothing}: the agreement is not in force.`;
    default:
      return `${nothing}: no agreement covers it.`;
  }
}
