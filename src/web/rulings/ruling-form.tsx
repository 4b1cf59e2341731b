import { civilDay } from "#base";
import { LONGEST_REASON, type OwnRuling, type Ruling, type RulingGround } from "#sharing";
import { Button, CharacterCount, DateInput, Heading, Radios } from "../parts/index.ts";
import { groundHint, showGround, showRulingKind } from "./ruling-words.ts";

/** What is wrong with a form, by its field. */
export type RulingFaults = Readonly<Partial<Record<"ground" | "answer" | "until" | "reason", string>>>;

export const WHEN_FAULT = "Enter a day after today, within a year; where it could cause harm, within 26 weeks";
export const REASON_FAULT = `Say why in 1 to ${String(LONGEST_REASON)} characters, without names`;

type FormProps = {
  /** Where it is posted. */
  readonly action: string;
  /** What was typed. */
  readonly form: Readonly<Record<string, string>>;
  readonly faults: RulingFaults;
};

type AskProps = FormProps & { readonly kind: Ruling["kind"]; readonly grounds: readonly RulingGround[] };

/** Asks that an entry be kept from the person, or shown to them. */
export const AskForm = ({ action, form, faults, kind, grounds }: AskProps) => (
  <form action={action} method="post" noValidate>
    <Heading level={2}>{kind === "withhold" ? "Keep this from the person" : "Show this to the person"}</Heading>
    <p>
      {kind === "withhold"
        ? "People have a right to read what is held about them. It is kept from them, and from those whom they let in, from the moment that you ask: for 14 days, once in a year, on one person’s word; longer only where a second person agrees."
        : "It is shown once a second person agrees, to the person alone."}
    </p>
    <Radios
      name="ground"
      legend="Why?"
      legendSize="s"
      value={form["ground"]}
      error={faults.ground}
      items={grounds.map((one) => ({ value: one, text: showGround(one), hint: groundHint(one) }))}
    />
    <Reason {...{ form, faults }} label="What makes you think so?" />
    {kind === "withhold" && <Until values={form} error={faults.until} />}
    <Button preventDoubleClick>{showRulingKind(kind)}</Button>
  </form>
);

type DecideProps = FormProps & { readonly ruling: OwnRuling };

/** Agrees with what somebody else asked, or not. */
export const DecideForm = ({ action, form, faults, ruling: { kind, until } }: DecideProps) => (
  <form action={action} method="post" noValidate>
    <Heading level={2}>Do you agree?</Heading>
    <Radios
      name="answer"
      legend={kind === "withhold" ? "Is this to be kept from the person?" : "Is this to be shown to the person?"}
      legendSize="s"
      value={form["answer"]}
      error={faults.answer}
      items={[
        { value: "agree", text: "Yes, I agree" },
        { value: "refuse", text: "No", hint: kind === "withhold" ? "The person is shown it at once" : undefined },
      ]}
    />
    <Reason {...{ form, faults }} label="Why, in your words" />
    {kind === "withhold" && (
      <Until
        values={"day" in form ? form : partsOf(until)}
        error={faults.until}
        hint="As was asked for, or another day"
      />
    )}
    <Button preventDoubleClick>Decide</Button>
  </form>
);

/** Ends what was ruled, or takes back what was asked. */
export const EndForm = ({ action, form, faults, ruling }: DecideProps) => (
  <form action={action} method="post" noValidate>
    <Heading level={2}>{ruling.decision ? "End it" : "Take it back"}</Heading>
    <p>
      {ruling.kind === "withhold"
        ? "From then on the person is shown it, and may have read it before anybody rules anew."
        : "From then on the person is not shown it any more; they may have read it."}
    </p>
    <Reason {...{ form, faults }} label="Why, in your words" />
    <Button variant="secondary" preventDoubleClick>
      {ruling.decision ? "End it" : "Take it back"}
    </Button>
  </form>
);

const Reason = ({ form, faults, label }: Pick<FormProps, "form" | "faults"> & { readonly label: string }) => (
  <CharacterCount
    name="reason"
    label={label}
    hint="Kept with your name for whoever decides; the person may ask for it one day"
    maxLength={LONGEST_REASON}
    rows={3}
    value={form["reason"]}
    error={faults.reason}
  />
);

type UntilProps = {
  readonly values: Readonly<Record<string, string>>;
  readonly error: string | undefined;
  readonly hint?: string;
};

const Until = ({ values, error, hint = "It can be kept longer, if somebody rules anew by then" }: UntilProps) => (
  <DateInput
    id="until"
    legend="Until what day?"
    legendSize="s"
    hint={`Within a year; where it could cause harm, within 26 weeks. ${hint}`}
    values={values}
    error={error}
  />
);

function partsOf(until: Date | undefined): Readonly<Record<string, string>> {
  if (!until) return {};
  const [year = "", month = "", day = ""] = civilDay(until).split("-");
  return { day: String(Number(day)), month: String(Number(month)), year };
}
