import { failed, succeeded, type Outcome } from "#base";
import type { PairForReview, QueueReason, Verdict } from "#people";
import { readReason } from "#sharing";
import { Key, Keys, withKey } from "../keys.tsx";
import { isVerdict, showVerdict } from "../link-words.tsx";
import { Button, Heading, Input, Radios } from "../parts/index.ts";
import type { PageRequest } from "../route.ts";

export type DecisionFaults = { readonly verdict?: string; readonly reason?: string };

/** Why people decide as they do, in words that say nothing about anybody. */
const REASONS: Readonly<Record<string, string>> = {
  slips: "What differs is a slip of writing",
  changed: "They moved house or changed their name",
  asked: "I asked a source, and it said so",
  relatives: "Relatives or one household: twins, parent and child",
  namesakes: "Two people who share a name",
  "too-little": "Too little is known",
};
const OTHER = "other";

const VERDICTS: readonly { readonly verdict: Verdict; readonly key: string }[] = [
  { verdict: "same", key: "s" },
  { verdict: "different", key: "d" },
  { verdict: "cannot-say", key: "c" },
];

/** Reads the form; says what is missing. */
export function readDecision(
  form: PageRequest["form"],
): Outcome<{ readonly verdict: Verdict; readonly reason: string }, DecisionFaults> {
  const { verdict, why = "", words = "" } = form;
  const reason = readReason([REASONS[why], words.trim()].filter(Boolean).join(": "));
  const missing = why === OTHER ? "Say the reason in your words" : "Choose why, or say it in your words";
  const fault = words.length > 0 && !reason.ok ? `${reason.problem.message} ${reason.problem.remedy ?? ""}` : missing;
  if (!isVerdict(verdict)) {
    return failed({ verdict: "Choose whether they are the same person", ...(!reason.ok && { reason: fault }) });
  }
  return reason.ok ? succeeded({ verdict, reason: reason.value }) : failed({ reason: fault });
}

type FormProps = {
  readonly request: PageRequest;
  readonly pair: PairForReview;
  readonly faults: DecisionFaults;
  readonly place: { readonly kind?: QueueReason; readonly at?: string };
};

/** Same person, two people, or nobody can say: and why. */
export function DecisionForm({ request: { form }, pair, faults, place }: FormProps) {
  const { one, other, needsSecond, drawn } = pair;
  // Whether it takes a second person follows from what matching thinks, which must not be known yet.
  const takesTwo = (verdict: Verdict): boolean => !drawn && verdict !== "cannot-say" && needsSecond[verdict];
  return (
    <section className="ws-decide__form" aria-labelledby="decide">
      <Heading level={2} id="decide">
        Your decision
      </Heading>
      <form action={`/links/pairs/${one.patient}/${other.patient}`} method="post" noValidate>
        {place.kind && <input type="hidden" name="kind" value={place.kind} />}
        {place.at && <input type="hidden" name="at" value={place.at} />}
        <Radios
          name="verdict"
          legend="What are they?"
          legendSize="s"
          small
          value={form["verdict"]}
          error={faults.verdict}
          items={VERDICTS.map(({ verdict, key }) => ({
            value: verdict,
            text: withKey(showVerdict(verdict), key),
            hint: takesTwo(verdict) ? "A second person must agree" : undefined,
            shortcut: { key, then: "why" },
          }))}
        />
        <Reasons form={form} error={faults.reason} />
        <Button preventDoubleClick>Decide</Button>{" "}
        <Button href={nextHref(pair, place)} variant="secondary" shortcut="n">
          Next pair
        </Button>
      </form>
      <Keys>
        <Key>S</Key> same, <Key>D</Key> two people, <Key>C</Key> cannot say, <Key>1</Key> to <Key>7</Key> why,{" "}
        <Key>Enter</Key> decides, <Key>N</Key> next pair, <Key>U</Key> undoes your last decision.
      </Keys>
    </section>
  );
}

const Reasons = ({ form, error }: { readonly form: PageRequest["form"]; readonly error: string | undefined }) => (
  <>
    <Radios
      name="why"
      legend="Why?"
      legendSize="s"
      small
      value={form["why"]}
      error={error}
      items={[...Object.entries(REASONS), [OTHER, "Another reason, in my words"] as const].map(
        ([value, text], nth) => ({
          value,
          text: withKey(text, String(nth + 1)),
          shortcut: { key: String(nth + 1), then: value === OTHER ? "words" : nth === 0 ? "why" : `why-${nth + 1}` },
        }),
      )}
    />
    <Input
      name="words"
      label="In your words (optional)"
      hint="Kept with your name: say nothing about a person"
      value={form["words"]}
      autoComplete="off"
    />
  </>
);

/** The pair behind this one; from the beginning, where one came from elsewhere. */
function nextHref({ one, other }: PairForReview, place: FormProps["place"]): string {
  return `/links/next?${new URLSearchParams({ ...place, after: `${one.patient}.${other.patient}` }).toString()}`;
}
