import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMN_ROLES, MAY_REPEAT, type ColumnRole, type MappingDraft } from "./draft.ts";
import { rolesOf, withRoles } from "./column-roles.ts";

const HEADINGS = ["Name", "Born", "Street", "Town", "Date", "What", "Left over"];
const DRAFT: MappingDraft = {
  rowIs: "contact",
  person: { name: { column: "NAME", order: "family-first" }, address: [{ column: "Street" }, { column: "Elsewhere" }] },
  event: { date: { column: "date", format: "MM/DD/YYYY" }, what: { column: "What", codes: { A: { display: "B" } } } },
};

describe("what each column is", () => {
  it("is read from a draft, however the headings are spelt", () => {
    expect(rolesOf(DRAFT, HEADINGS)).toEqual([
      ...["person.name", "none", "person.address", "none", "event.date", "event.what", "none"],
    ]);
  });

  it("changes no more than what is changed: formats and codes stay, and columns that this file lacks", () => {
    const same = withRoles(DRAFT, HEADINGS, rolesOf(DRAFT, HEADINGS));
    expect(same).toEqual(DRAFT);
    const roles: ColumnRole[] = [...rolesOf(DRAFT, HEADINGS)];
    roles[1] = "person.born";
    roles[3] = "person.address";
    roles[5] = "none";
    expect(withRoles(DRAFT, HEADINGS, roles)).toEqual({
      ...DRAFT,
      person: {
        ...DRAFT.person,
        born: { column: "Born" },
        address: [{ column: "Street" }, { column: "Elsewhere" }, { column: "Town" }],
      },
      event: { date: { column: "date", format: "MM/DD/YYYY" } },
    });
  });

  it("is what was chosen, for any choice that gives each role once", () => {
    const role = fc.constantFrom(...(Object.keys(COLUMN_ROLES) as ColumnRole[]));
    fc.assert(
      fc.property(fc.array(role, { minLength: 7, maxLength: 7 }), (chosen) => {
        const roles = chosen.map((one, at) => (MAY_REPEAT.has(one) || chosen.indexOf(one) === at ? one : "none"));
        expect(rolesOf(withRoles(DRAFT, HEADINGS, roles), HEADINGS)).toEqual(roles);
      }),
    );
  });
});
