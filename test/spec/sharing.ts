import type { StaffRole } from "#place";
import type { Category, Purpose, Sensitivity } from "#sharing";

/** Who asks: a member of staff in a role, one whose role has ended, the person, or somebody whom they let in. */
export type AskerKind = StaffRole | "ended" | "self" | "proxy";

/** How whoever asks, or their organisation, stands to the person at the moment. */
export type RelationshipState =
  | "none"
  /** It grounded a right once, and is over. */
  | "over"
  | "current"
  /** They said themselves that they look after the person, and why. */
  | "claimed"
  | "emergency";

/** How the source of an entry stands to the organisation that asks. */
export type AgreementState =
  | "own"
  | "signed"
  /** The source is named as a party, and has not signed. */
  | "source has not signed"
  | "asker has not signed"
  /** It was signed, and has ended. */
  | "ended";

/** What the person has chosen. */
export type ChoiceState =
  | "none"
  | "not to be seen by the asker"
  | "not to be shared by the source"
  /** Problems: see CATEGORIES_ASKED. */
  | "problems not to be shared"
  | "nothing to be shared"
  | "national data opt-out"
  | "type 1 opt-out";

/** One line of the table: the first that fits gives the answer. A part that is left out fits everything. */
export type SharingPromise = {
  readonly what: string;
  readonly askers?: readonly AskerKind[];
  readonly purposes?: readonly Purpose[];
  readonly relationships?: readonly RelationshipState[];
  readonly agreements?: readonly AgreementState[];
  readonly choices?: readonly ChoiceState[];
  readonly sensitivities?: readonly Sensitivity[];
  readonly categories?: readonly Category[];
  /** Where the source is a GP practice, or is none. */
  readonly fromPractice?: boolean;
  readonly open: boolean;
};

export const ASKERS: readonly AskerKind[] = [
  ...(["gp", "nurse", "social-worker", "therapist", "coordinator", "data-quality", "analyst"] as const),
  ...(["information-governance", "engineer", "ended", "self", "proxy"] as const),
];
export const RELATIONSHIPS: readonly RelationshipState[] = ["none", "over", "current", "claimed", "emergency"];
export const AGREEMENTS: readonly AgreementState[] = [
  ...(["own", "signed", "source has not signed", "asker has not signed", "ended"] as const),
];
export const CHOICES: readonly ChoiceState[] = [
  ...(["none", "not to be seen by the asker", "not to be shared by the source"] as const),
  ...(["problems not to be shared", "nothing to be shared", "national data opt-out", "type 1 opt-out"] as const),
];
/** One that every role sees, one that the person may close, one that only clinicians see. */
export const CATEGORIES_ASKED: readonly Category[] = ["demographics", "problems", "results"];

const CARE_ROLES = ["gp", "nurse", "social-worker", "therapist", "coordinator"] as const;
const STUDIES = ["risk-stratification", "commissioning", "invoice-validation", "evaluation"] as const;
const OBJECTIONS = [
  ...(["not to be seen by the asker", "not to be shared by the source", "nothing to be shared"] as const),
];
const NOT_NAMED = ["sexual-health", "fertility", "gender"] as const;
const NOT_OF_OWN_RECORD: readonly Purpose[] = [
  ...(["direct-care", "safeguarding", "data-quality", "linkage", "records-management", "legal-disclosure"] as const),
  ...STUDIES,
];

/**
 * Who sees what, by kinds of fact. One agreement of the world in which this is asked names every purpose and category,
 * and of what is private mental health, substances, abuse, safeguarding and what is about others; another names all that
 * is private for people's own record. Single entries can be kept from people, or shown to them, by the word of two.
 */
export const SHARING_PROMISES: readonly SharingPromise[] = [
  // Before anything else.
  { what: "What is withheld until someone decides is seen by nobody", sensitivities: ["restricted"], open: false },
  { what: "Whose role has ended sees nothing", askers: ["ended"], open: false },
  {
    what: "What an agreement does not cover, or no longer, goes nowhere",
    agreements: ["source has not signed", "asker has not signed", "ended"],
    open: false,
  },
  {
    what: "Nor does what is private and not named in it",
    purposes: NOT_OF_OWN_RECORD,
    agreements: ["signed"],
    sensitivities: NOT_NAMED,
    open: false,
  },

  // People themselves, and whom they let in.
  {
    what: "What is about others, abuse or safeguarding is closed to people until two have said of an entry that it may be shown",
    askers: ["self"],
    sensitivities: ["abuse", "safeguarding", "third-party"],
    open: false,
  },
  {
    what: "People see all else of their own record, the most private too, whatever they chose of others",
    askers: ["self"],
    purposes: ["own-record"],
    relationships: ["current"],
    open: true,
  },
  {
    what: "Whom they let in sees what is ordinary, in the parts that they were let into: all but results",
    askers: ["proxy"],
    purposes: ["own-record"],
    relationships: ["current"],
    sensitivities: ["normal"],
    categories: ["demographics", "problems"],
    open: true,
  },
  { what: "People and whom they let in see nothing else", askers: ["self", "proxy"], open: false },
  { what: "Staff do not act as the person", purposes: ["own-record"], open: false },

  // Direct care.
  {
    what: "Nobody sees a record for care without having to do with the person",
    purposes: ["direct-care"],
    relationships: ["none", "over"],
    open: false,
  },
  {
    what: "Only those who care see a record for care",
    askers: ["data-quality", "analyst", "information-governance", "engineer"],
    purposes: ["direct-care"],
    open: false,
  },
  {
    what: "A coordinator cannot break the glass",
    askers: ["coordinator"],
    purposes: ["direct-care"],
    relationships: ["emergency"],
    open: false,
  },
  {
    what: "An emergency opens what saves lives, and nothing private",
    purposes: ["direct-care"],
    relationships: ["emergency"],
    sensitivities: [
      ...(["sexual-health", "fertility", "gender", "mental-health", "substances"] as const),
      ...(["abuse", "safeguarding", "third-party"] as const),
    ],
    open: false,
  },
  {
    what: "Results are not among what saves lives",
    purposes: ["direct-care"],
    relationships: ["emergency"],
    categories: ["results"],
    open: false,
  },
  {
    what: "An objection holds, in an emergency too, for what others hold; an organisation still sees its own",
    purposes: ["direct-care"],
    agreements: ["signed"],
    choices: OBJECTIONS,
    open: false,
  },
  {
    what: "An objection to one kind of fact closes that kind",
    purposes: ["direct-care"],
    agreements: ["signed"],
    choices: ["problems not to be shared"],
    categories: ["problems"],
    open: false,
  },
  {
    what: "Social workers and coordinators do not see results",
    askers: ["social-worker", "coordinator"],
    purposes: ["direct-care"],
    categories: ["results"],
    open: false,
  },
  {
    what: "Everyone who cares sees what is ordinary",
    askers: CARE_ROLES,
    purposes: ["direct-care"],
    sensitivities: ["normal"],
    open: true,
  },
  { what: "A GP sees what is private", askers: ["gp"], purposes: ["direct-care"], open: true },
  {
    what: "A nurse sees what bears on nursing",
    askers: ["nurse"],
    purposes: ["direct-care"],
    sensitivities: ["sexual-health", "mental-health", "substances", "third-party"],
    open: true,
  },
  {
    what: "A social worker sees what bears on safety at home",
    askers: ["social-worker"],
    purposes: ["direct-care"],
    sensitivities: ["mental-health", "substances", "abuse", "safeguarding", "third-party"],
    open: true,
  },
  {
    what: "A therapist sees mental health",
    askers: ["therapist"],
    purposes: ["direct-care"],
    sensitivities: ["mental-health"],
    open: true,
  },
  { what: "Nothing else is seen for care", purposes: ["direct-care"], open: false },

  // Safeguarding.
  {
    what: "A GP or a social worker who has to do with the person sees what bears on harm, whatever was chosen",
    askers: ["gp", "social-worker"],
    purposes: ["safeguarding"],
    relationships: ["current", "claimed"],
    sensitivities: ["normal", "mental-health", "substances", "abuse", "safeguarding", "third-party"],
    open: true,
  },
  { what: "Nobody else sees anything for safeguarding", purposes: ["safeguarding"], open: false },

  // Keeping the system right.
  {
    what: "Data quality puts feeds right and finds out who is who, by what is ordinary",
    askers: ["data-quality"],
    purposes: ["data-quality", "linkage"],
    sensitivities: ["normal"],
    open: true,
  },
  {
    what: "To find out who is who takes name, address and birth, and these may be private",
    askers: ["data-quality"],
    purposes: ["linkage"],
    categories: ["demographics"],
    open: true,
  },
  {
    what: "Engineers put feeds right",
    askers: ["engineer"],
    purposes: ["data-quality"],
    sensitivities: ["normal"],
    open: true,
  },
  {
    what: "Information governance keeps and removes records, and answers to the law",
    askers: ["information-governance"],
    purposes: ["records-management", "legal-disclosure"],
    open: true,
  },
  {
    what: "Nobody else does",
    purposes: ["data-quality", "linkage", "records-management", "legal-disclosure"],
    open: false,
  },

  // Studies of groups, without names.
  {
    what: "A type 1 opt-out keeps what a practice holds out of every study",
    purposes: STUDIES,
    choices: ["type 1 opt-out"],
    fromPractice: true,
    open: false,
  },
  {
    what: "A national opt-out keeps everything out of planning and research",
    purposes: ["commissioning", "evaluation"],
    choices: ["national data opt-out"],
    open: false,
  },
  {
    what: "An objection keeps what others hold out of every study",
    purposes: STUDIES,
    agreements: ["signed"],
    choices: OBJECTIONS,
    open: false,
  },
  {
    what: "An objection to one kind of fact keeps that kind out",
    purposes: STUDIES,
    agreements: ["signed"],
    choices: ["problems not to be shared"],
    categories: ["problems"],
    open: false,
  },
  {
    what: "An analyst studies groups by what is ordinary, mental health and substances",
    askers: ["analyst"],
    purposes: STUDIES,
    sensitivities: ["normal", "mental-health", "substances"],
    open: true,
  },
  { what: "Nobody else studies anything", purposes: STUDIES, open: false },
];

/** `without`: what they see, and a copy for the person does not hold until two have said that it may. */
type CopyPromise = {
  readonly asker: AskerKind;
  readonly purpose: Purpose;
  readonly without: readonly Sensitivity[];
};

/** Who may take a copy of what they see away with them, and what for; whom the person let in, into the whole record alone. */
export const COPY_PROMISES: readonly CopyPromise[] = [
  { asker: "self", purpose: "own-record", without: [] },
  {
    asker: "information-governance",
    purpose: "legal-disclosure",
    without: ["abuse", "safeguarding", "third-party"],
  },
];

/** Where a kind of fact would stand that is closed to whoever reads: what the page says in its place. */
export type ClosedKindPromise = {
  readonly asker: AskerKind;
  readonly relationship: RelationshipState;
  /** To share which kind the person objects. */
  readonly objectsTo?: Category;
  /** Whether the organisation of whoever asks holds such a fact itself. */
  readonly holdsSome: boolean;
  readonly category: Category;
  readonly words: string;
};

export const CLOSED_KIND_PROMISES: readonly ClosedKindPromise[] = [
  {
    ...{ asker: "social-worker", relationship: "claimed", holdsSome: false, category: "results" },
    words: "Not shown to you: it is not needed in your role.",
  },
  {
    ...{ asker: "gp", relationship: "emergency", holdsSome: false, category: "results" },
    words: "Not shown to you: it is not opened in an emergency.",
  },
  {
    ...{ asker: "gp", relationship: "claimed", objectsTo: "problems", holdsSome: false, category: "problems" },
    words: "Not shown to you: the person chose not to share it.",
  },
  {
    ...{ asker: "gp", relationship: "claimed", objectsTo: "allergies", holdsSome: false, category: "allergies" },
    words: "Allergies are not shown to you: the person chose not to share it.",
  },
  {
    ...{ asker: "nurse", relationship: "current", objectsTo: "problems", holdsSome: true, category: "problems" },
    words: "There may be more that is not shown to you: the person chose not to share it.",
  },
  {
    ...{ asker: "nurse", relationship: "current", objectsTo: "problems", holdsSome: false, category: "problems" },
    words: "There may be some that is not shown to you: the person chose not to share it.",
  },
  {
    ...{ asker: "nurse", relationship: "current", objectsTo: "plans", holdsSome: false, category: "plans" },
    words: "There may be some that is not shown to you: the person chose not to share it.",
  },
  {
    ...{ asker: "nurse", relationship: "current", objectsTo: "allergies", holdsSome: true, category: "allergies" },
    words: "There may be an allergy that is not shown to you: the person chose not to share it.",
  },
  {
    ...{ asker: "proxy", relationship: "current", holdsSome: false, category: "results" },
    words: "Not shown to you: the person did not let you into this part.",
  },
  {
    ...{ asker: "gp", relationship: "claimed", holdsSome: false, category: "results" },
    words: "No measurement of the last two years is recorded.",
  },
];

/** One question to the table. */
export type SharingQuestion = {
  readonly asker: AskerKind;
  readonly purpose: Purpose;
  readonly relationship: RelationshipState;
  readonly agreement: AgreementState;
  readonly choice: ChoiceState;
  readonly sensitivity: Sensitivity;
  readonly category: Category;
  readonly fromPractice: boolean;
};

/** The line that answers a question. */
export function promiseFor(question: SharingQuestion): SharingPromise {
  const names = <T>(among: readonly T[] | undefined, asked: T): boolean => among === undefined || among.includes(asked);
  const fits = (promise: SharingPromise): boolean =>
    names(promise.askers, question.asker) &&
    names(promise.purposes, question.purpose) &&
    names(promise.relationships, question.relationship) &&
    names(promise.agreements, question.agreement) &&
    names(promise.choices, question.choice) &&
    names(promise.sensitivities, question.sensitivity) &&
    names(promise.categories, question.category) &&
    (promise.fromPractice === undefined || promise.fromPractice === question.fromPractice);
  const found = SHARING_PROMISES.find(fits);
  if (!found) throw new Error(`No line of the table answers ${JSON.stringify(question)}.`);
  return found;
}
