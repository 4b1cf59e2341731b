/**
 * What a reading is for. Each will have its controller, lawful basis and opt-outs; a purpose without a rule that
 * grants it is refused.
 */
export const PURPOSES = {
  "direct-care": "Caring for the person",
  "own-record": "Reading one's own record, or that of someone who allows it",
  "data-quality": "Putting feeds right",
  linkage: "Finding out which registrations are one person's",
  "records-management": "Keeping records about the right person, and no longer than they may be kept",
  "risk-stratification": "Finding people who may need more help",
  commissioning: "Planning and paying for services",
  "invoice-validation": "Checking invoices",
  evaluation: "Evaluation and research",
  safeguarding: "Protecting someone from harm",
  "legal-disclosure": "A duty under the law",
} as const;

export type Purpose = keyof typeof PURPOSES;
