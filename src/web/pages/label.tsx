import type { App } from "#app";
import { entryIdIn, failed } from "#base";
import type { LabelRule, ReasonedLabel } from "#feeds";
import type { EntryContent } from "#record";
import { CATEGORIES, SENSITIVITIES } from "#sharing";
import { PersonPage, readPerson } from "../about-person.tsx";
import { StaffPage } from "../layout.tsx";
import { counted, Heading, InsetText, SummaryList, Table } from "../parts/index.ts";
import { showKind } from "../roles.ts";
import { notFound, page, type Answer, type PageRequest, type Route } from "../route.ts";

/** Why is this entry labelled as it is, and by which rules are entries labelled here? */
export const labelRoutes: readonly Route[] = [
  { method: "GET", path: "/people/:person/entries/:entry/label", answer: labelPage },
  { method: "GET", path: "/labels", answer: rulesPage },
];

async function labelPage(app: App, request: PageRequest): Promise<Answer> {
  const id = entryIdIn(request.params["entry"] ?? "");
  const reading = await readPerson(app, request, "label", (permit) =>
    id ? app.record.versions(permit, id) : Promise.resolve(NO_ENTRY),
  );
  if (!reading.ok) return reading.problem;
  const { person, value, feeds } = reading.value;
  const entry = value.ok ? value.value[0] : undefined;
  if (!entry) return notFound("This person has no such entry.");
  const label = app.feeds.labelOf(JSON.parse(entry.content) as Readonly<Record<string, unknown>>, entry.source);
  const record = { text: "Record", href: `/people/${person.id}` };
  const breadcrumbs = [record, { text: "Entry", href: `/people/${person.id}/entries/${entry.id}` }];
  return page(
    <PersonPage {...{ app, request, person, feeds, breadcrumbs }} title="Label">
      <Heading level={1}>Why “{entry.title}” is labelled so</Heading>
      <p>
        The label decides who may see an entry: sharing agreements and people’s choices name kinds of fact, and how
        private they are.
      </p>
      <SummaryList rows={reasonsOf(entry, label)} />
      {hasChanged(entry, label) && (
        <InsetText>
          Today’s rules would label it otherwise: {CATEGORIES[label.category]}, {SENSITIVITIES[label.sensitivity]}. An
          entry keeps the label that it was received with until its source sends it again.
        </InsetText>
      )}
      <p>
        <a href="/labels">All the rules, in the order in which they are asked</a>
      </p>
    </PersonPage>,
  );
}

const NO_ENTRY = failed({ kind: "not-found" as const, message: "This person has no such entry." });

const hasChanged = (entry: EntryContent, label: ReasonedLabel): boolean =>
  entry.category !== label.category || entry.sensitivity !== label.sensitivity;

function reasonsOf(entry: EntryContent, label: ReasonedLabel) {
  const { categoryRule, sensitivityRule } = label;
  const byRule = !hasChanged(entry, label);
  return [
    { key: "Kind", value: CATEGORIES[entry.category] },
    {
      key: "Because",
      value: byRule ? because(categoryRule, "no rule names what it is, so it counts as administration") : BY_FEED,
    },
    { key: "Sensitivity", value: SENSITIVITIES[entry.sensitivity] },
    {
      key: "Because ",
      value: byRule ? because(sensitivityRule, "no rule makes it private beyond the ordinary") : BY_FEED,
    },
  ];
}

const BY_FEED = "Its feed said so when it was received.";

const because = (rule: LabelRule | undefined, otherwise: string) =>
  rule ? (
    <>
      {sentence(rule.because)} <RuleSource source={rule.source} />
    </>
  ) : (
    sentence(otherwise)
  );

const sentence = (clause: string): string => `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;

const RuleSource = ({ source }: { readonly source: string }) => (
  <span className="ws-secondary">
    Rule from: <SourceLink source={source} />
  </span>
);

/** A published rule by whose site it is on; an address in full would be wider than its page. */
const SourceLink = ({ source }: { readonly source: string }) =>
  URL.canParse(source) ? <a href={source}>{new URL(source).hostname.replace(/^www\./, "")}</a> : <>{source}</>;

async function rulesPage(app: App, request: PageRequest): Promise<Answer> {
  const rules = app.feeds.labelRules();
  const [kinds, private_] = [rules.filter((one) => "category" in one), rules.filter((one) => "sensitivity" in one)];
  return Promise.resolve(
    page(
      <StaffPage {...{ app, request }} title="Rules for labels" current="feeds" breadcrumbs={[FEEDS]}>
        <Heading level={1}>Rules for labels</Heading>
        <p>
          Each entry is given a kind and a sensitivity when it is received. The first rule that holds stands. A place
          adds rules of its own in its place file.
        </p>
        <RuleTable caption="How private an entry is" rules={private_} />
        <RuleTable caption="What kind of fact an entry is" rules={kinds} />
      </StaffPage>,
    ),
  );
}

const FEEDS = { text: "Feeds", href: "/feeds" };

const RuleTable = ({ caption, rules }: { readonly caption: string; readonly rules: readonly LabelRule[] }) => (
  <Table
    caption={caption}
    compact
    responsive
    columns={["Label", "Because", "Holds for", "Rule from"]}
    rows={rules.map((rule) => [
      "category" in rule ? CATEGORIES[rule.category] : SENSITIVITIES[rule.sensitivity],
      sentence(rule.because),
      conditionWords(rule),
      <SourceLink key="source" source={rule.source} />,
    ])}
  />
);

/** What a rule asks of an entry, in words. */
function conditionWords({ when }: LabelRule): string {
  const { types, codes, codesBeginning, categories, classes, securityLabels, documentTypes, sourceKinds } = when;
  const list = (words: string, of: readonly string[] | undefined) => (of ? `${words} ${of.join(", ")}` : undefined);
  return [
    list("types", types),
    codes && `${counted(codes.codes.length, "code")} of ${systemName(codes.system)}: ${codes.codes.join(", ")}`,
    codesBeginning && beginningWords(codesBeginning),
    list("filed by its source under", categories),
    list("visits of class", classes),
    list("marked by its source", securityLabels),
    list("documents called", documentTypes),
    list(
      "written by",
      sourceKinds?.map((kind) => showKind(kind, 1).replace(/^1 /, "a ")),
    ),
  ]
    .filter(Boolean)
    .join("; ");
}

const beginningWords = ({ system, codes }: { readonly system: string; readonly codes: readonly string[] }): string =>
  codes.includes("")
    ? `any code of ${systemName(system)}`
    : `codes of ${systemName(system)} that begin with ${codes.join(", ")}`;

const SYSTEMS: Readonly<Partial<Record<string, string>>> = {
  "http://snomed.info/sct": "SNOMED CT",
  "http://hl7.org/fhir/sid/icd-10": "ICD-10",
};

/** "SNOMED CT", "ICD-10"; of the data dictionary the name of the item: "service or team type referred to (mental health)". */
function systemName(system: string): string {
  const item = /datadictionary\.nhs\.uk\/data_elements\/(.+)\.html$/.exec(system)?.[1];
  if (item === undefined) return SYSTEMS[system] ?? system;
  return item.replace(/__(.+)_$/, " ($1)").replaceAll("_", " ");
}
