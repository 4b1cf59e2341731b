import type { App } from "#app";
import { odsCode } from "#base";
import type { AgreementSettings } from "#place";
import { hasSigned, lastChangeOf, POSSIBLE, PURPOSES, CATEGORIES, type Agreement } from "#sharing";
import { AGREEMENTS, findAgreement, pathOf, type Found } from "../agreements/agreed.ts";
import { AgreementStatusShape, PartyStatusShape } from "../agreements/agreement-status.tsx";
import { listed, lowered, showChoices, showPrivateKinds, showPurposes } from "../agreements/words.ts";
import { StaffPage } from "../layout.tsx";
import {
  EmptyState,
  Heading,
  NotificationBanner,
  showDate,
  showDateTime,
  StatusShape,
  SummaryList,
  Table,
} from "../parts/index.ts";
import { page, type Answer, type PageRequest, type Route } from "../route.ts";
import { showStaff } from "../staff-words.ts";

/** What have these organisations agreed, and who has signed it? */
export const agreementRoutes: readonly Route[] = [
  { method: "GET", path: "/agreements/:agreement", answer: agreementPage },
];

type PageProps = Found & { readonly app: App; readonly request: PageRequest };

async function agreementPage(app: App, request: PageRequest): Promise<Answer> {
  const found = findAgreement(app, request);
  if (!found.ok) return found.problem;
  const { agreement, settings } = found.value;
  const { name } = agreement;
  return page(
    <StaffPage {...{ app, request }} title={name} current="agreements" breadcrumbs={[AGREEMENTS]}>
      <Recorded {...{ app, request, settings, agreement }} />
      <Heading level={1}>{name}</Heading>
      <Terms agreement={agreement} today={request.today} />
      <Heading level={2}>Who is in it</Heading>
      <Parties {...{ app, request, settings, agreement }} />
      <Heading level={2}>What each purpose rests on</Heading>
      <PurposeTable agreement={agreement} />
      <Heading level={2}>Documents</Heading>
      <Documents agreement={agreement} />
      <Heading level={2}>What was recorded</Heading>
      <Changes {...{ app, settings }} />
    </StaffPage>,
  );
}

/** What was recorded a moment ago, with the way to take it back. */
const Recorded = ({ app, request: { query, actor }, settings }: PageProps) => {
  const organisation = app.directory.organisation(odsCode(query.get("organisation") ?? ""));
  const done = query.get("done");
  if (!organisation || (done !== "sign" && done !== "leave" && done !== "undo")) return undefined;
  const mayUndo = app.keeper.mayChangeAgreements(actor) && lastChangeOf(settings, organisation.ods);
  return (
    <NotificationBanner variant="success" heading={`Recorded: ${DONE[done].replace("NAME", organisation.name)}`}>
      <p>It holds from now on, for whatever is opened next.</p>
      {mayUndo && <a href={pathOf(settings, "undo", organisation.ods)}>It was a mistake</a>}
    </NotificationBanner>
  );
};

const DONE = {
  sign: "NAME has signed",
  leave: "NAME leaves",
  undo: "the last record of NAME was a mistake",
} as const;

const Terms = ({ agreement, today }: { readonly agreement: Agreement; readonly today: string }) => {
  const { categories, purposes, sensitivities, legalBasis, from, to, review } = agreement;
  const privateKinds = [...sensitivities].filter((one) => one !== "normal");
  return (
    <SummaryList
      rows={[
        { key: "Today", value: <AgreementStatusShape {...{ agreement, today }} /> },
        { key: "For", value: showPurposes(purposes) },
        {
          key: "What is shared",
          value:
            categories === "all"
              ? `All ${POSSIBLE} kinds of fact`
              : [...categories].map((category) => CATEGORIES[category]).join(", "),
        },
        {
          key: "How private",
          value:
            privateKinds.length === 0
              ? "What is ordinary alone: nothing private"
              : `Private kinds that are named: ${showPrivateKinds(privateKinds)}. All others stay where they are`,
        },
        { key: "Legal basis", value: legalBasis },
        {
          key: "In force",
          value: `From ${showDate(from)}${to === undefined ? ", without an end" : ` to ${showDate(to)}`}`,
        },
        {
          key: "Review",
          value:
            review <= today ? (
              <StatusShape status="watch">{`due since ${showDate(review)}`}</StatusShape>
            ) : (
              showDate(review)
            ),
        },
      ]}
    />
  );
};

const Parties = ({ app, request, agreement, settings }: PageProps) => {
  const mayRecord = app.keeper.mayChangeAgreements(request.actor);
  const outside = agreement.parties.filter((one) => !hasSigned(one, request.today));
  return (
    <>
      {outside.length > 1 && (
        <p>
          <a href={pathOf(agreement, "if")}>What would change if all of them signed</a>
        </p>
      )}
      <Table
        caption="Parties and their signatures"
        captionHidden
        responsive
        firstCellIsHeader
        columns={["Organisation", "Today", "Signed by", "On", mayRecord ? "To do" : "See"]}
        rows={agreement.parties.map((party) => [
          app.directory.nameOf(party.organisation),
          <PartyStatusShape party={party} today={request.today} />,
          party.signed?.by ?? "–",
          party.signed ? showDate(party.signed.on) : "–",
          <PartyLinks {...{ app, request, settings, agreement, party, mayRecord }} />,
        ])}
      />
    </>
  );
};

type PartyProps = PageProps & { readonly party: Agreement["parties"][number]; readonly mayRecord: boolean };

const PartyLinks = ({ app, request, agreement, settings, party, mayRecord }: PartyProps) => {
  const { organisation, signed, left } = party;
  const isIn = hasSigned(party, request.today);
  const links = [
    { step: "if", text: isIn ? "What if it left" : "What if it signed", shown: true },
    { step: "sign", text: "Record that it signed", shown: mayRecord && (!signed || left !== undefined) },
    { step: "leave", text: "Record that it leaves", shown: mayRecord && isIn },
    { step: "undo", text: "It was a mistake", shown: mayRecord && lastChangeOf(settings, organisation) !== undefined },
  ] as const;
  return (
    <ul className="ws-links">
      {links
        .filter(({ shown }) => shown)
        .map(({ step, text }) => (
          <li key={step}>
            <a href={pathOf(agreement, step, organisation)}>
              {text}
              <span className="nhsuk-u-visually-hidden">: {app.directory.nameOf(organisation)}</span>
            </a>
          </li>
        ))}
    </ul>
  );
};

const PurposeTable = ({ agreement: { purposes } }: { readonly agreement: Agreement }) => (
  <Table
    caption="What each purpose rests on"
    captionHidden
    responsive
    firstCellIsHeader
    columns={["Purpose", "Who answers for it", "Lawful basis", "The duty of confidence", "The person’s choices"]}
    rows={[...purposes].map((purpose) => {
      const terms = PURPOSES[purpose];
      return [terms.words, terms.controller, terms.lawfulBasis, terms.confidentiality, showChoices(terms)];
    })}
  />
);

const KINDS = {
  agreement: "Agreement",
  dpia: "Impact assessment (DPIA)",
  "privacy-notice": "Privacy notice",
} as const satisfies Record<Agreement["documents"][number]["kind"], string>;

const Documents = ({ agreement: { documents } }: { readonly agreement: Agreement }) => {
  const missing = (["dpia", "privacy-notice"] as const).filter((kind) => !documents.some((one) => one.kind === kind));
  return (
    <>
      {documents.length === 0 ? (
        <EmptyState>No document is named. Name them in the place file, with their versions.</EmptyState>
      ) : (
        <Table
          caption="Documents"
          captionHidden
          responsive
          columns={["Kind", "Title", "Version", "Of"]}
          rows={documents.map(({ kind, title, version, day }) => [KINDS[kind], title, version, showDate(day)])}
        />
      )}
      {missing.length > 0 && (
        <p>
          <StatusShape status="watch">{`Missing: ${listed(missing.map((kind) => lowered(KINDS[kind])))}`}</StatusShape>
        </p>
      )}
    </>
  );
};

type Change = NonNullable<AgreementSettings["changes"]>[number];

const WHAT: Readonly<Record<Change["what"], string>> = {
  signed: "signed",
  left: "leaves",
  mistake: "what was recorded last was a mistake",
};

const Changes = ({ app, settings: { changes = [] } }: Pick<PageProps, "app" | "settings">) => {
  if (changes.length === 0) {
    return <EmptyState>Nothing was recorded here: signatures stand as the place file was first written.</EmptyState>;
  }
  return (
    <Table
      caption="What was recorded, the latest first"
      captionHidden
      responsive
      columns={["When", "What", "Recorded by", "Before that"]}
      rows={changes
        .toReversed()
        .map(({ at, organisation, what, by, before }) => [
          showDateTime(new Date(at)),
          `${app.directory.nameOf(organisation)}: ${WHAT[what]}`,
          showStaff(app, by, new Date(at)),
          showBefore(before),
        ])}
    />
  );
};

function showBefore({ signed, left }: Change["before"]): string {
  if (!signed) return "Not signed";
  const words = `Signed by ${signed.by} on ${showDate(signed.on)}`;
  return left === undefined ? words : `${words}, left on ${showDate(left)}`;
}
