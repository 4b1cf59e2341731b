import {
  CATEGORIES,
  LONGEST_EVIDENCE,
  type RepresentationFaults,
  type RepresentationKind,
  type WantedRepresentation,
} from "#sharing";
import { readDay } from "../day.ts";
import { Button, Checkboxes, DateInput, ErrorSummary, Input, InsetText, Radios, Textarea } from "../parts/index.ts";
import { KIND_WORDS, PARTS } from "./reader-words.ts";

type Form = Readonly<Record<string, string>>;

/** How a form names each part of the record: fields of one name would leave only the last. */
const partField = (part: string): string => `part-${part}`;

/** What a form asks for; with the date as it was typed. */
export function lettingIn(
  form: Form,
  kinds: readonly RepresentationKind[],
): Omit<WantedRepresentation, "kind"> & { readonly kind: RepresentationKind | undefined } {
  const kind = kinds.length === 1 ? kinds[0] : kinds.find((one) => one === form["kind"]);
  return {
    ...{ kind, name: form["name"] ?? "", evidence: form["evidence"] ?? "" },
    scope: PARTS.filter((part) => form[partField(part)] === part),
    seesLog: form["log"] === "yes",
    ends: readDay(form),
  };
}

/** The name by which somebody signs in already, as it was typed. */
export const signInNameIn = (form: Form): string => (form["signInName"] ?? "").trim();

export const NO_KIND = "Choose who it is";
export const NO_ACCOUNT = "Nobody of the public signs in by this name";

/** What must be put right, field by field. */
export type LettingFormFaults = RepresentationFaults & { readonly signInName?: string };

const ANCHORS: Readonly<Record<keyof LettingFormFaults, string>> = {
  kind: "#kind",
  name: "#name",
  scope: `#${partField(PARTS[0] ?? "")}`,
  seesLog: "#log",
  signInName: "#signInName",
  evidence: "#evidence",
  ends: "#ends-day",
};

/** What must be put right, in the order of the form. */
export const LettingFaults = ({ faults }: { readonly faults: LettingFormFaults }) => {
  const fields = Object.keys(ANCHORS) as (keyof LettingFormFaults)[];
  const errors = fields.flatMap((field) => {
    const text = faults[field];
    return text === undefined ? [] : [{ text, href: ANCHORS[field] }];
  });
  return errors.length > 0 ? <ErrorSummary errors={errors} /> : undefined;
};

export type LettingFormProps = {
  readonly action: string;
  readonly form: Form;
  readonly faults: LettingFormFaults;
  /** Whom may be let in here; where it is one kind, it is not asked. */
  readonly kinds: readonly RepresentationKind[];
  /** The person fills it in themselves. */
  readonly byPerson: boolean;
};

/** Asks whom to let in, and to what. */
export const LettingForm = ({ action, form, faults, kinds, byPerson }: LettingFormProps) => (
  <form action={action} method="post" noValidate>
    {kinds.length > 1 && (
      <Radios
        name="kind"
        legend="Who is to read it?"
        value={form["kind"]}
        error={faults.kind}
        items={kinds.map((kind) => ({ value: kind, ...KIND_WORDS[kind] }))}
      />
    )}
    {kinds.length > 1 && (
      <InsetText>
        <p>For the person themselves you need only say below how you know that it is them.</p>
      </InsetText>
    )}
    <Input name="name" label="Their name" width={20} value={form["name"]} error={faults.name} autoComplete="off" />
    <Parts form={form} error={faults.scope} />
    <DateInput
      id="ends"
      legend="The last day on which they may read"
      legendSize="s"
      hint="Within a year. They can be let in again after that."
      values={{ day: form["day"], month: form["month"], year: form["year"] }}
      error={faults.ends}
    />
    <Checkboxes
      name="log"
      legend="Who has looked"
      legendSize="s"
      values={form["log"] === "yes" ? ["yes"] : []}
      items={[{ value: "yes", text: "They may also see who has looked at the record" }]}
    />
    <Input
      name="signInName"
      label="Their sign-in name, if they have one here already"
      hint="Such as reader-4829-1736. Otherwise leave it empty: they are given one."
      width={20}
      value={form["signInName"]}
      error={faults.signInName}
      autoComplete="off"
      spellCheck={false}
    />
    {!byPerson && (
      <Textarea
        name="evidence"
        label="How you know that it is them, and that they may"
        hint={`Such as: passport seen and known to the practice; or lasting power of attorney seen, with its number. At most ${LONGEST_EVIDENCE} characters.`}
        rows={3}
        value={form["evidence"]}
        error={faults.evidence}
      />
    )}
    <Button preventDoubleClick>Let them in</Button>
  </form>
);

const Parts = ({ form, error }: { readonly form: Form; readonly error: string | undefined }) => (
  <Checkboxes
    name="parts"
    legend="What they may read"
    legendSize="s"
    hint="Name and address always. Nothing that is more private than ordinary, such as sexual health or safeguarding."
    small
    error={error}
    values={PARTS.filter((part) => form[partField(part)] === part)}
    items={PARTS.map((part) => ({
      ...{ value: part, name: partField(part), id: partField(part) },
      text: CATEGORIES[part],
    }))}
  />
);
