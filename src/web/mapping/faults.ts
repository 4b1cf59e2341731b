/** What is wrong in a form, by the id of the field: beside it and in the summary in the same words. */
export type FormFaults = ReadonlyMap<string, string>;

export type FormReading<T> = { readonly value: T; readonly faults: FormFaults };

export const faultLinks = (faults: FormFaults) => [...faults].map(([field, text]) => ({ text, href: `#${field}` }));
