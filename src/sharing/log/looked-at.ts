/**
 * What was looked at or done, as the log has it, with the words in which the person is told. Whoever reads or acts names
 * one of these: what is not here cannot be logged, so that nobody reads a word on their log that says nothing to them.
 */
export const LOOKED_AT = {
  // The record
  record: "your record in a minute",
  timeline: "your timeline",
  entry: "one entry of your record",
  attachment: "a letter or picture in your record",
  "copy to be taken": "whether to take a copy of your record",
  copy: "they took a copy of your record",
  label: "how private one entry of your record is",
  "what changed": "what has changed in your record",
  search: "your name, in a search",
  examples: "your name, in a list",
  list: "your name, in a list",
  caseload: "your name, in a list of people whom they care for",
  "own first page": "the first page about your record",
  "choice of record": "whose record there is to read",
  delivery: "nothing: they sent what they hold about you",
  refused: "nothing: they were refused",

  // Who sees what
  sharing: "who can see what of your record",
  "choice written down": "they wrote down what you chose about who sees what",
  "choice taken back": "they took back, for you, what you had chosen about who sees what",
  readers: "who may read your record with you, or for you",
  "reader let in": "they let somebody read your record",
  "reading ended": "they ended that somebody reads your record",
  relationship: "they said that they care for you",
  "break-glass": "they opened your record in an emergency",
  claims: "whether people who said that they care for you had reason to",
  "claim reviewed": "whether somebody who opened your record by their own word had reason to",
  "ruling asked for": "they asked whether people are shown something",
  "ruling decided": "they said whether people are shown something",
  "ruling ended": "they put back how people are shown something",
  "rulings that wait": "what waits for somebody to say whether people are shown it",

  // Studies of groups
  "study of a group": "nothing of you alone: people were counted, without names",

  // Who looked
  "access log": "who has looked at your record",
  "question asked": "they asked who looked at your record, and why",
  "questions about the log": "what you asked about who looked at your record",
  "question about the log": "what you asked about who looked at your record",
  "question answered": "they answered what you asked about who looked at your record",
  "question closed": "they closed what you asked about who looked at your record",
  "unusual looks": "whether those who looked at your record had reason to",
  "unusual look": "whether somebody who looked at your record had reason to",
  "unusual look reviewed": "they said whether somebody who looked at your record had reason to",
  "looks of a day": "what somebody looked at in a day",
  "well known": "whether many people might be curious about you",
  "marked as well known": "they asked for every look at your record to be checked",
  "no longer well known": "they asked for looks at your record to be checked no more closely than others'",
  "people who are well known": "whose record is checked at every look",
  "looks that may be held back": "looks to protect somebody, or in an emergency",
  "look to be held back": "a look to protect somebody, or in an emergency",
  "look held back": "they decided when a look is told",
  "look told after all": "they let a look be told sooner",

  // Who is who
  links: "who says that they know you",
  "review queue": "whether two registrations are both yours",
  "pair of registrations": "whether two registrations are both yours",
  "random check of the links": "whether two registrations are both yours, drawn by chance",
  "random check drawn": "they drew registrations by chance, to look at",
  "decisions about links": "what was decided about whether registrations are yours",
  "decision about links": "they decided whether registrations are yours",
  "decision about links confirmed": "they agreed with what was decided about whether registrations are yours",
  "decision about links undone": "they took back what was decided about whether registrations are yours",
  "how good the links are": "how well registrations are put together",
  "what matching has learnt": "how registrations are put together",
  "protected identities": "whose identity is kept apart",
  "protection of an identity": "whether your identity is to be kept apart",
  "identity protected": "they had your identity kept apart from all others",
  "protection of an identity lifted": "they let your identity be put together with others again",

  // What was sent, kept and taken out
  "rejections of a delivery": "what could not be read of a file that was about you too",
  "refused rows": "what could not be read of a file that was about you too",
  "refused rows removed": "they removed what could not be read of a file that was about you too",
  "file by which a mapping is made": "a file, to say how it is to be read",
  retention: "what has been kept about you for as long as it may be",
  withdraw: "whether something is to be taken out of your record",
  undo: "whether something is to be given back to your record",
  acts: "what was taken out of records, and why",
  sealed: "they took something out of sight that was not about you, or not right",
  erased: "they erased something",
  unsealed: "they gave back what had been taken out of sight",
  "may come again": "they let come again what had been erased",
} as const;

export type LookedAt = keyof typeof LOOKED_AT;

export const isLookedAt = (what: string): what is LookedAt => Object.hasOwn(LOOKED_AT, what);

/** What officers do about looks. Whoever is told that they did would know that somebody had looked. */
export const OVERSIGHT: readonly LookedAt[] = [
  ...(["claim reviewed", "unusual looks", "unusual look", "unusual look reviewed"] as const),
];
