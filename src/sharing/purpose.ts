/** What a purpose rests on. */
export type PurposeTerms = {
  /** In the words of the pages. */
  readonly words: string;
  /** Who answers for the use in law. */
  readonly controller: string;
  /** UK GDPR, article 6 and article 9. */
  readonly lawfulBasis: string;
  /** Why the duty of confidence is kept, or may be set aside. */
  readonly confidentiality: string;
  /** Whoever asks must have to do with the person. */
  readonly needsRelationship: boolean;
  /** What the person has chosen not to share stays closed. */
  readonly objectionsHold: boolean;
  /** What a practice holds of whoever has a Type 1 opt-out stays closed. */
  readonly typeOneHolds: boolean;
  /** Whoever has a national data opt-out is left out. */
  readonly nationalOptOutHolds: boolean;
  /** It studies groups: no rule grants it for one person. */
  readonly studiesGroups: boolean;
};

const PUBLIC_TASK = "A task in the public interest, 6(1)(e); health and social care, 9(2)(h)";
const SOURCES = "The organisations whose facts are used, jointly";
const PLACE = "The organisation that runs the place";

const INSIDE = {
  ...{ needsRelationship: false, objectionsHold: false, typeOneHolds: false, nationalOptOutHolds: false },
  studiesGroups: false,
} as const;
const STUDY = { ...INSIDE, objectionsHold: true, typeOneHolds: true, studiesGroups: true } as const;

/**
 * What a reading is for. A purpose that no rule grants is refused.
 * @see https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/lawful-basis/
 * @see https://digital.nhs.uk/services/national-data-opt-out/operational-policy-guidance-document
 */
export const PURPOSES = {
  "direct-care": {
    ...INSIDE,
    words: "Caring for the person",
    controller: SOURCES,
    lawfulBasis: PUBLIC_TASK,
    confidentiality: "Consent, implied by being cared for; an objection is heard",
    needsRelationship: true,
    objectionsHold: true,
  },
  "own-record": {
    ...INSIDE,
    words: "Reading one's own record, or that of someone who allows it",
    controller: SOURCES,
    lawfulBasis: "The right of access, article 15",
    confidentiality: "The person asks, or has let the other in",
    needsRelationship: true,
  },
  "data-quality": {
    ...INSIDE,
    words: "Putting feeds right",
    controller: PLACE,
    lawfulBasis: PUBLIC_TASK,
    confidentiality: "Consent, implied: records must be right to care by",
  },
  linkage: {
    ...INSIDE,
    words: "Finding out which registrations are one person's",
    controller: PLACE,
    lawfulBasis: PUBLIC_TASK,
    confidentiality: "Consent, implied: records must be the right person's to care by",
  },
  "records-management": {
    ...INSIDE,
    words: "Keeping records about the right person, and no longer than they may be kept",
    controller: SOURCES,
    lawfulBasis: "A duty under the law, 6(1)(c); health and social care, 9(2)(h)",
    confidentiality: "A duty under the law",
  },
  "risk-stratification": {
    ...STUDY,
    words: "Finding people who may need more help",
    controller: PLACE,
    lawfulBasis: PUBLIC_TASK,
    confidentiality: "Section 251 of the NHS Act 2006",
  },
  commissioning: {
    ...STUDY,
    words: "Planning and paying for services",
    controller: PLACE,
    lawfulBasis: PUBLIC_TASK,
    confidentiality: "Section 251 of the NHS Act 2006",
    nationalOptOutHolds: true,
  },
  "invoice-validation": {
    ...STUDY,
    words: "Checking invoices",
    controller: PLACE,
    lawfulBasis: PUBLIC_TASK,
    confidentiality: "Section 251 of the NHS Act 2006",
  },
  evaluation: {
    ...STUDY,
    words: "Evaluation and research",
    controller: PLACE,
    lawfulBasis: "A task in the public interest, 6(1)(e); research, 9(2)(j)",
    confidentiality: "Section 251 of the NHS Act 2006, or consent",
    nationalOptOutHolds: true,
  },
  safeguarding: {
    ...INSIDE,
    words: "Protecting someone from harm",
    controller: SOURCES,
    lawfulBasis: "A task in the public interest, 6(1)(e); safeguarding, 9(2)(g)",
    confidentiality: "The public interest, which overrides it",
    needsRelationship: true,
  },
  "legal-disclosure": {
    ...INSIDE,
    words: "A duty under the law",
    controller: SOURCES,
    lawfulBasis: "A duty under the law, 6(1)(c); legal claims, 9(2)(f)",
    confidentiality: "A duty under the law",
  },
} as const satisfies Readonly<Record<string, PurposeTerms>>;

export type Purpose = keyof typeof PURPOSES;

export const isPurpose = (text: string): text is Purpose => Object.hasOwn(PURPOSES, text);
