export type { Gender, LinkMethod, Patient } from "./patient.ts";
export type { Person, PersonRegistration } from "./person.ts";
export type { Search, SearchFaults, SearchForm } from "./find.ts";
export { readSearch } from "./find.ts";
export type { CurrentPatient, FoundPersons, LinkCount, People, SourceLinks } from "./people.ts";
export { createPeople } from "./people.ts";
export { peopleStore } from "./store.ts";
