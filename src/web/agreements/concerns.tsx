import type { App } from "#app";
import { PURPOSES, type Concern, type Purpose } from "#sharing";
import { EmptyState, Heading, StatusShape } from "../parts/index.ts";
import { pathOf } from "./agreed.ts";
import { CONCERN_HEADINGS, showConcern } from "./words.ts";

type ConcernsProps = { readonly app: App; readonly concerns: readonly Concern[]; readonly gaps: readonly Purpose[] };

/** What somebody should see to, by what it is. */
export const Concerns = ({ app, concerns, gaps }: ConcernsProps) => {
  if (concerns.length === 0 && gaps.length === 0) {
    return <EmptyState>All have signed, nothing ends soon, and nothing is missing.</EmptyState>;
  }
  const kinds = Map.groupBy(concerns, ({ kind }) => kind);
  return (
    <>
      {(Object.keys(CONCERN_HEADINGS) as Concern["kind"][]).map((kind) => {
        const alike = kinds.get(kind) ?? [];
        return alike.length > 0 && <ConcernList {...{ app, kind, alike }} key={kind} />;
      })}
      {gaps.length > 0 && (
        <section>
          <Heading level={3}>
            <StatusShape status="off">No agreement in force for</StatusShape>
          </Heading>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {gaps.map((purpose) => (
              <li key={purpose}>
                <a href={`/agreements?purpose=${purpose}`}>{PURPOSES[purpose].words}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

type ListProps = { readonly app: App; readonly kind: Concern["kind"]; readonly alike: readonly Concern[] };

const ConcernList = ({ app, kind, alike }: ListProps) => (
  <section>
    <Heading level={3}>
      <StatusShape status={kind === "ended" || kind === "left" ? "off" : "watch"}>{CONCERN_HEADINGS[kind]}</StatusShape>
    </Heading>
    <ul className="nhsuk-list nhsuk-list--bullet">
      {alike.map((concern) => {
        const words = showConcern(app.directory, concern);
        return (
          <li key={concern.agreement.id}>
            <a href={pathOf(concern.agreement)}>{concern.agreement.name}</a>
            {words !== undefined && `: ${words}`}
            {concern.kind === "not signed" && (
              <>
                {" "}
                <a href={pathOf(concern.agreement, "if")}>
                  What if signed
                  <span className="nhsuk-u-visually-hidden"> by all: {concern.agreement.name}</span>
                </a>
              </>
            )}
          </li>
        );
      })}
    </ul>
  </section>
);
