import { CATEGORIES, type ChoiceKind, type Choosing } from "#sharing";
import { inSentence, personWords, type NameOf, type Told } from "./told.ts";

/** A choice in plain words. */
export type ChoiceWords = {
  readonly title: string;
  readonly does: readonly string[];
  readonly doesNot: readonly string[];
};

type Telling = { readonly told: Told; readonly nameOf: NameOf };

/** What may be chosen, as it is asked. */
export const CHOICE_KINDS: readonly { readonly kind: ChoiceKind; readonly text: string; readonly hint: string }[] = [
  {
    kind: "category",
    text: "Not to share one kind of fact",
    hint: "Such as medicines or letters, whoever holds them",
  },
  {
    kind: "not-seen-by",
    text: "That one organisation does not see what others hold",
    hint: "It goes on seeing what it holds itself",
  },
  {
    kind: "not-shared-by",
    text: "That what one organisation holds is not shown to others",
    hint: "It goes on seeing what others hold",
  },
  { kind: "nothing-shared", text: "To share nothing between organisations", hint: "Each sees only what it holds" },
  {
    kind: "type-1",
    text: "That what the GP practice holds is used for care only",
    hint: "A Type 1 opt-out: the practice must be told too",
  },
];

export const isChoiceKind = (text: string): text is ChoiceKind => CHOICE_KINDS.some(({ kind }) => kind === text);

/** What a choice does, and what it does not do. */
export function choiceWords(choosing: Choosing, { told, nameOf }: Telling): ChoiceWords {
  const person = personWords(told);
  const objection = (does: readonly string[], doesNot: readonly string[]) => ({
    does: [...does, ...CLOSED_ELSEWHERE],
    doesNot: [...doesNot, person.seesAll, ...NOT_CHANGED],
  });
  switch (choosing.kind) {
    case "nothing-shared":
      return {
        title: "Nothing is shared between organisations",
        ...objection([`Organisations do not see what others hold about ${person.who}.`], [OWN_IS_SEEN]),
      };
    case "not-seen-by": {
      const name = nameOf(choosing.organisation);
      const does = [`Nobody at ${name} sees what other organisations hold about ${person.who}.`];
      const doesNot = [`${name} still sees what it holds itself.`, `Others still see what ${name} holds.`];
      return { title: `${name} does not see what others hold`, ...objection(does, doesNot) };
    }
    case "not-shared-by": {
      const name = nameOf(choosing.organisation);
      const does = [`No other organisation sees what ${name} holds about ${person.who}.`];
      const doesNot = [`${name} itself still sees it.`, `${name} still sees what others hold.`];
      return { title: `What ${name} holds is not shared`, ...objection(does, doesNot) };
    }
    case "category": {
      const kind = inSentence(CATEGORIES[choosing.category]);
      const does = [`Organisations do not see what others hold of this kind: ${kind}.`];
      return { title: `Not shared: ${kind}`, ...objection(does, [OWN_IS_SEEN, WITHIN_OTHERS]) };
    }
    case "type-1":
      return {
        title: "Type 1 opt-out: what the GP practice holds is for care only",
        does: [
          `What ${person.whose} GP practice holds is left out of planning, paying for services and research here.`,
        ],
        doesNot: [
          `It changes nothing in how ${person.is} cared for: those who care see what they saw.`,
          TELL_THE_PRACTICE,
          "It does not cover what hospitals, councils and others hold: that is the national data opt-out.",
        ],
      };
  }
}

const OWN_IS_SEEN = "Each organisation still sees what it holds itself.";
const WITHIN_OTHERS =
  "It does not find such facts within others: a medicine that is named in a letter is still shown there.";
export const TELL_THE_PRACTICE =
  "It does not tell the practice: a Type 1 opt-out is made with the practice, which keeps it in its own system.";

const CLOSED_ELSEWHERE = [
  "It holds in emergencies too: what it closes is not opened then, even if it could help.",
  "What it closes is left out of planning and research here as well.",
];
const NOT_CHANGED = [
  "It does not hide that something may not be shown: whoever opens the record is told so, never what it is or whether there is any.",
  "It does not stop what must be told to protect somebody from harm, or by law.",
  "It deletes nothing, and does not stop organisations from writing to each other.",
];

/** What no choice made here does. */
export const NO_CHOICE_DOES: readonly string[] = [
  "Keep an organisation from what it holds itself: that is its own record.",
  "Give way in an emergency. Clinicians and social workers can open for an hour what saves lives, and somebody looks at it afterwards; what was objected to stays closed even then.",
  "Make a Type 1 opt-out with the GP practice. It must be told to the practice.",
  "Make the national data opt-out. That is about planning and research, not care, and is made at nhs.uk/your-nhs-data-matters, in the NHS App, or on 0300 303 5678.",
];
