const PRIME = 9_999_991;

/** An agency's own number for a person: unique in the agency, and unlike what other agencies call them. */
export const localNumber = (person: number, salt: number): number => (person * 7919 + salt * 104_729 + 100_003) % PRIME;
