import type { OdsCode } from "#base";
import type { Organisation } from "#place";
import { CATEGORIES, type Choosing, type Category } from "#sharing";
import { Button, Checkboxes, Radios } from "../parts/index.ts";
import { CHOICE_KINDS } from "./choice-words.ts";
import { personWords, type Told } from "./told.ts";

type Asked = { readonly action: string; readonly told: Told; readonly error?: string | undefined };

export const NO_KIND = "Choose what is wanted";
export const NO_ORGANISATION = "Choose an organisation of the list";
export const NO_CATEGORY = "Choose a kind of fact";

/** The first question: what is wanted? */
export const KindQuestion = ({ action, told, error }: Asked) => (
  <form action={action} method="post" noValidate>
    <Radios
      name="kind"
      legend={told === "the person" ? "What do you want?" : "What does the person want?"}
      legendSize="l"
      legendHeading={1}
      error={error}
      items={CHOICE_KINDS.map(({ kind, text, hint }) => ({ value: kind, text, hint }))}
    />
    <Button preventDoubleClick>Continue</Button>
  </form>
);

/** The kinds of choice that are about something. */
export type AskedKind = Extract<Choosing, { organisation: OdsCode } | { category: Category }>["kind"];

const ABOUT: Readonly<Record<AskedKind, string>> = {
  category: "Which kind of fact is not to be shared?",
  "not-seen-by": "Which organisation is not to see what others hold?",
  "not-shared-by": "Which organisation's facts are not to be shown to others?",
};

type AboutProps = Asked & { readonly kind: AskedKind; readonly organisations: readonly Organisation[] };

/** The second question: about which organisation, or which kind of fact? */
export const AboutQuestion = ({ action, kind, organisations, error }: AboutProps) => (
  <form action={action} method="post" noValidate>
    <Radios
      name="about"
      legend={ABOUT[kind]}
      legendSize="l"
      legendHeading={1}
      small
      error={error}
      items={
        kind === "category"
          ? Object.entries(CATEGORIES).map(([value, text]) => ({ value, text }))
          : organisations.map(({ ods, name }) => ({ value: ods, text: name }))
      }
    />
    <Button preventDoubleClick>Continue</Button>
  </form>
);

type ConfirmProps = Asked & { readonly button: string };

/** The last question: is it so? */
export const ConfirmForm = ({ action, told, error, button }: ConfirmProps) => (
  <form action={action} method="post" noValidate>
    {told === "a carer" && (
      <Checkboxes
        name="confirmed"
        legend={`Is it what ${personWords(told).who} wants?`}
        legendSize="s"
        values={[]}
        error={error}
        items={[
          {
            value: "yes",
            text: "They, or whoever may decide for them, told me so, and know what it does and does not do",
          },
        ]}
      />
    )}
    <Button preventDoubleClick>{button}</Button>
  </form>
);

export const NOT_CONFIRMED = "Confirm that it is what the person wants";
