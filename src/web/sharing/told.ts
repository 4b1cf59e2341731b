import type { App } from "#app";
import type { OdsCode } from "#base";

/** Whom a page about sharing tells: the person, or somebody who cares for them. */
export type Told = "the person" | "a carer";

/** The person, in sentences to whomever is told. */
export type PersonWords = {
  readonly who: string;
  readonly whose: string;
  /** "You are registered there": with the verb. */
  readonly is: string;
  readonly chose: string;
  readonly seesAll: string;
};

export const personWords = (told: Told): PersonWords => WORDS[told];

const WORDS: Readonly<Record<Told, PersonWords>> = {
  "the person": {
    ...{ who: "you", whose: "your", is: "you are", chose: "you chose" },
    seesAll: "You still see all of it yourself.",
  },
  "a carer": {
    ...{ who: "the person", whose: "the person's", is: "the person is", chose: "the person chose" },
    seesAll: "The person still sees all of it.",
  },
};

/** "medicines, plans and results". */
export const listed = (words: readonly string[]): string =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);

/** A heading within a sentence. */
export const inSentence = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

export const sentenceOf = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Gives the name of an organisation of the place. */
export type NameOf = (organisation: OdsCode) => string;

export const namesIn =
  ({ directory }: App): NameOf =>
  (organisation) =>
    directory.nameOf(organisation);
