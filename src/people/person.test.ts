import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { odsCode, patientIdOf, personIdFoundedBy } from "#base";
import { madeUpNumber } from "../../test/builders/made-up-number.ts";
import { personOf, type PersonRegistration } from "./person.ts";

const PRACTICE = odsCode("X99001");
const COUNCIL = odsCode("X99004");
const isPractice = (source: string) => source === PRACTICE;

const registration = (
  source: typeof PRACTICE,
  sourceId: string,
  year: number,
  says: Partial<Pick<PersonRegistration, "family" | "given" | "title" | "phone" | "postcode" | "active">> = {},
): PersonRegistration => ({
  id: patientIdOf(source, sourceId),
  ...{
    source,
    sourceId,
    method: "nhs-number",
    reason: "Known.",
    nhsNumberVerified: true,
    active: true,
    deceased: false,
  },
  supersededNumbers: [],
  sameAs: [],
  recorded: new Date(Date.UTC(year, 0)),
  ...says,
});

const ID = personIdFoundedBy(patientIdOf(PRACTICE, "1"));
const of = (...registrations: PersonRegistration[]) => personOf(ID, registrations, isPractice);

describe("a person", () => {
  const practice = registration(PRACTICE, "1", 2020, { family: "Okafor", given: "Amina" });
  const council = registration(COUNCIL, "9", 2026, { family: "OKAFOR", given: "A", phone: "020 7946 0000" });

  it("is called what their practice calls them, and fills gaps from others", () => {
    expect(of(council, practice)).toMatchObject({ family: "Okafor", given: "Amina", phone: "020 7946 0000" });
  });

  it("follows the registration written last where none is a practice's, or several are", () => {
    const newer = registration(PRACTICE, "2", 2025, { family: "Obi" });
    expect(of(practice, newer, council).family).toBe("Obi");
    const hospital = registration(odsCode("X99003"), "3", 2027, { family: "Bello" });
    expect(of(council, hospital).family).toBe("Bello");
  });

  it("is called what the practice of today calls them, not one that they left", () => {
    const left = registration(PRACTICE, "2", 2026, { family: "Obi", active: false });
    expect(of(left, practice, council).family).toBe("Okafor");
    expect(of(left, council).family).toBe("Obi");
  });

  it("keeps an address and its postcode from one registration: two halves would be no place", () => {
    const halves = [
      registration(PRACTICE, "1", 2020, { postcode: "ZZ99 3VZ" }),
      { ...council, address: "4 Mill Lane" },
    ];
    expect(of(...halves).address).toBe("ZZ99 3VZ");
  });

  it("has died as soon as one source says so, though none says when", () => {
    expect(of(practice, council).died).toBeUndefined();
    expect(of(practice, { ...council, deceased: true }).died).toBe(true);
    expect(of({ ...practice, deceased: true, died: "2026-03-01" }, { ...council, deceased: true }).died).toBe(
      "2026-03-01",
    );
  });

  it("has every registration, the leading one first", () => {
    expect(of(council, practice).registrations.map((one) => one.source)).toEqual([PRACTICE, COUNCIL]);
  });

  it("is the same in whichever order their registrations come", () => {
    const numbered = { ...council, nhsNumber: madeUpNumber(1), born: "1947-03-31" };
    const all = [practice, numbered, registration(PRACTICE, "2", 2020, { family: "Obi", title: "Ms" })];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (shuffled) => {
        expect(of(...shuffled)).toEqual(of(...all));
      }),
    );
  });

  it("says that no name was given where none was", () => {
    expect(of(registration(COUNCIL, "1", 2020))).toMatchObject({ family: "Name not given", given: "" });
  });
});
