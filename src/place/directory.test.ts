import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actorId, feedId, odsCode } from "#base";
import { directoryOf } from "./directory.ts";
import { CODE_OF_PRACTICE } from "./retention.ts";
import type { Organisation, Place, StaffMember } from "./place.ts";

const surgery = (code: string, closed?: string, succeededBy?: string): Organisation => ({
  ods: odsCode(code),
  name: `Surgery ${code}`,
  kind: "gp-practice",
  ...(closed !== undefined && { closed }),
  ...(succeededBy !== undefined && { succeededBy: odsCode(succeededBy) }),
});

const placeOf = (organisations: readonly Organisation[], staff: readonly StaffMember[] = []): Place => ({
  name: "Testborough",
  demonstration: true,
  organisations,
  staff,
  feeds: [],
});

describe("who carries on an organisation's work", () => {
  const directory = directoryOf(
    placeOf([surgery("AAA", "2020-03-31", "BBB"), surgery("BBB", "2023-03-31", "CCC"), surgery("CCC")]),
  );
  const after = (day: string) => directory.carriedOnBy(odsCode("AAA"), day);

  it("is itself up to its last day, then its successor, then its successor's successor", () => {
    expect(after("2020-03-30")).toBe("AAA");
    expect(after("2020-03-31")).toBe("AAA");
    expect(after("2020-04-01")).toBe("BBB");
    expect(after("2023-03-31")).toBe("BBB");
    expect(after("2023-04-01")).toBe("CCC");
  });

  it("is itself where nobody followed, or where the place does not list it", () => {
    const closed = directoryOf(placeOf([surgery("AAA", "2020-03-31")]));
    expect(closed.carriedOnBy(odsCode("AAA"), "2024-01-01")).toBe("AAA");
    expect(closed.carriedOnBy(odsCode("ZZZ"), "2024-01-01")).toBe("ZZZ");
  });

  it("is found without end where two succeed each other", () => {
    const circle = directoryOf(placeOf([surgery("AAA", "2020-03-31", "BBB"), surgery("BBB", "2020-03-31", "AAA")]));
    expect(["AAA", "BBB"]).toContain(circle.carriedOnBy(odsCode("AAA"), "2024-01-01"));
  });

  it("is one of the place for any web of successions", () => {
    const codes = ["AAA", "BBB", "CCC", "DDD"];
    const anyOf = fc.record({ to: fc.constantFrom(...codes), day: fc.constantFrom("2020-01-01", "2022-01-01") });
    fc.assert(
      fc.property(fc.array(anyOf, { minLength: 4, maxLength: 4 }), fc.nat(3), (web, from) => {
        const directory = directoryOf(placeOf(codes.map((code, nth) => surgery(code, web[nth]?.day, web[nth]?.to))));
        return codes.includes(directory.carriedOnBy(odsCode(codes[from] ?? ""), "2021-01-01"));
      }),
    );
  });
});

describe("a member of staff", () => {
  const nurse: StaffMember = {
    id: actorId("a-nurse"),
    name: "A Nurse",
    role: "nurse",
    organisation: odsCode("AAA"),
    from: "2020-01-01",
    to: "2024-06-30",
  };
  const directory = directoryOf(placeOf([surgery("AAA")], [nurse]));
  const known = (id: string, day: string) => directory.staffMember(actorId(id), day) !== undefined;

  it("is in their role from the first day to the last, and not before or after", () => {
    expect(known("a-nurse", "2019-12-31")).toBe(false);
    expect(known("a-nurse", "2020-01-01")).toBe(true);
    expect(known("a-nurse", "2024-06-30")).toBe(true);
    expect(known("a-nurse", "2024-07-01")).toBe(false);
  });

  it("is nobody where the place does not name them", () => {
    expect(known("someone-else", "2022-01-01")).toBe(false);
  });

  it("stays in their role where no last day is named", () => {
    const { to: _to, ...stays } = nurse;
    const now = directoryOf(placeOf([surgery("AAA")], [stays]));
    expect(now.staffMember(nurse.id, "2099-01-01")).toEqual(stays);
  });

  it("is in the role of the day, of all that they have had, in whatever order the place names them", () => {
    const { to: _to, ...stays } = nurse;
    const since: StaffMember = { ...stays, role: "coordinator", from: "2025-01-01" };
    const both = directoryOf(placeOf([surgery("AAA")], [since, nurse]));
    const roleOn = (day: string) => both.staffMember(nurse.id, day)?.role;
    expect(["2024-06-30", "2024-07-01", "2025-01-01"].map(roleOn)).toEqual(["nurse", undefined, "coordinator"]);
  });

  it("is known on other days too: as they last were, or first will be", () => {
    const { to: _to, ...stays } = nurse;
    const since: StaffMember = { ...stays, role: "coordinator", from: "2025-01-01" };
    const both = directoryOf(placeOf([surgery("AAA")], [nurse, since]));
    const knownOn = (day: string) => both.knownStaff(nurse.id, day)?.role;
    expect(["2019-01-01", "2024-12-31", "2099-01-01"].map(knownOn)).toEqual(["nurse", "nurse", "coordinator"]);
    expect(both.knownStaff(actorId("someone-else"), "2022-01-01")).toBeUndefined();
  });
});

describe("a directory", () => {
  it("names organisations, by their code where the place does not list them", () => {
    const directory = directoryOf(placeOf([surgery("AAA")]));
    expect(directory.nameOf(odsCode("AAA"))).toBe("Surgery AAA");
    expect(directory.nameOf(odsCode("ZZZ"))).toBe("ZZZ");
    expect(directory.feed(feedId("gp"))).toBeUndefined();
  });

  it("keeps what came as the place says, else as the code of practice does", () => {
    expect(directoryOf(placeOf([])).retention).toBe(CODE_OF_PRACTICE);
    expect(directoryOf({ ...placeOf([]), retention: [] }).retention).toEqual([]);
  });
});
