import type { KeptChoice } from "#sharing";
import { Details, EmptyState, Heading } from "../parts/index.ts";
import { choiceWords, NO_CHOICE_DOES, type ChoiceWords } from "./choice-words.ts";
import { personWords, sentenceOf } from "./told.ts";
import type { SightsProps } from "./sights.tsx";

type ConsequencesProps = { readonly words: ChoiceWords; readonly level: 2 | 3 };

/** What a choice does, then what it does not do. */
export const Consequences = ({ words: { does, doesNot }, level }: ConsequencesProps) => (
  <>
    <Heading level={level} size="s">
      What it does
    </Heading>
    <Lines of={does} />
    <Heading level={level} size="s">
      What it does not do
    </Heading>
    <Lines of={doesNot} />
  </>
);

const Lines = ({ of }: { readonly of: readonly string[] }) => (
  <ul className="nhsuk-list nhsuk-list--bullet">
    {of.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

type ChoiceListProps = Omit<SightsProps, "sights"> & {
  readonly choices: readonly KeptChoice[];
  /** Who wrote a choice down, and when. */
  readonly madeBy: (choice: KeptChoice) => string;
  /** Where a choice is taken back; nowhere for those who may not. */
  readonly takeBack: ((choice: KeptChoice) => string) | undefined;
};

/** What the person has chosen. */
export function ChoiceList({ choices, told, nameOf, madeBy, takeBack }: ChoiceListProps) {
  const { chose } = personWords(told);
  if (choices.length === 0) {
    return (
      <EmptyState>Nothing yet: organisations share what agreements allow with those who care for people.</EmptyState>
    );
  }
  return (
    <ul className="nhsuk-list ws-dense-list" aria-label={`What ${chose}`}>
      {choices.map((choice) => {
        const words = choiceWords(choice.choosing, { told, nameOf });
        return (
          <li key={choice.id}>
            <strong>{words.title}</strong>. {sentenceOf(madeBy(choice))}.{" "}
            {takeBack && (
              <a href={takeBack(choice)}>
                Take back<span className="nhsuk-u-visually-hidden">: {words.title}</span>
              </a>
            )}
            <Details summary="What it does, and what it does not do">
              <Consequences words={words} level={3} />
            </Details>
          </li>
        );
      })}
    </ul>
  );
}

/** What nobody should expect of a choice. */
export const NoChoiceDoes = () => (
  <section>
    <Heading level={2}>What no choice here does</Heading>
    <Lines of={NO_CHOICE_DOES} />
  </section>
);
