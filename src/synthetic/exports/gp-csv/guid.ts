import { uuidV5 } from "#base";

/** The GUID that a practice's system gave to a thing that is known here by type and id. */
export const guidFor = (ods: string, type: string, id: string): string => uuidV5(`made-up|${ods}|${type}|${id}`);

/** As extracts write it: in capitals and brackets. */
export const bracketed = (guid: string): string => `{${guid.toUpperCase()}}`;

/** The entry that a patient's registration becomes has an id of its own, made from theirs. */
export const registrationIdOf = (patient: string): string => uuidV5(`source-parts|registration|${patient}`);
