import { failed, readNhsNumber, stretchOf, succeeded, type NhsNumber, type Outcome } from "#base";

/** What a person is searched by: never one field alone but an NHS number, which names one person. */
export type Search =
  | { readonly by: "nhs-number"; readonly number: NhsNumber }
  | {
      readonly by: "name-and-birth";
      readonly family: string;
      /** YYYY-MM-DD. */
      readonly born: string;
      /** The beginning of the given name. */
      readonly given?: string;
      /** The beginning of the postcode, in capitals, without spaces. */
      readonly postcode?: string;
    };

/** What stands in the search form, as typed. */
export type SearchForm = {
  readonly nhsNumber?: string;
  readonly family?: string;
  readonly given?: string;
  readonly day?: string;
  readonly month?: string;
  readonly year?: string;
  readonly postcode?: string;
};

/** What is wrong with the form, by field. */
export type SearchFaults = Readonly<Partial<Record<keyof SearchForm, string>>>;

/** Reads the search form. `today` (YYYY-MM-DD) tells a date of birth in the future. */
export function readSearch(form: SearchForm, today: string): Outcome<Search, SearchFaults> {
  if (form.nhsNumber?.trim()) return byNumber(form.nhsNumber);
  const family = form.family?.trim() ?? "";
  const born = readBirth(form, today);
  if (family === "" && !born.ok && isBlank(form)) {
    return failed({ nhsNumber: "Enter an NHS number, or a family name and a date of birth" });
  }
  if (family === "" || !born.ok) {
    return failed({
      ...(family === "" && { family: "Enter a family name too: a date of birth alone is not enough" }),
      ...(!born.ok && born.problem),
    });
  }
  const given = form.given?.trim();
  const postcode = form.postcode?.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return succeeded({
    by: "name-and-birth",
    family,
    born: born.value,
    ...(given && { given }),
    ...(postcode && { postcode }),
  });
}

function byNumber(text: string): Outcome<Search, SearchFaults> {
  const read = readNhsNumber(text);
  return read.ok
    ? succeeded({ by: "nhs-number", number: read.value })
    : failed({ nhsNumber: `${read.problem.message} Enter ${read.problem.remedy ?? "10 digits"}` });
}

const isBlank = ({ day, month, year, given, postcode }: SearchForm): boolean =>
  [day, month, year, given, postcode].every((text) => !text?.trim());

function readBirth({ day, month, year }: SearchForm, today: string): Outcome<string, SearchFaults> {
  const parts = [day, month, year].map((text) => text?.trim() ?? "");
  if (parts.every((text) => text === "")) {
    return failed({ day: "Enter a date of birth too: a family name alone is not enough" });
  }
  const [dd, mm, yyyy] = parts as [string, string, string];
  const text = `${yyyy}-${mm.padStart(2, "0")}-${dd.padStart(2, "0")}`;
  if (!/^\d{4}$/.test(yyyy) || !stretchOf(text) || text.length !== 10) {
    return failed({ day: "Enter a real date of birth, such as 31 3 1947" });
  }
  return text > today ? failed({ day: "Enter a date of birth in the past" }) : succeeded(text);
}
