import { describe, expect, it } from "vitest";
import { actorId, odsCode } from "#base";
import type { StaffMember } from "#place";
import { decide } from "./decide.ts";
import { PURPOSES, type Purpose } from "./purpose.ts";

const nurse: StaffMember = {
  id: actorId("a-nurse"),
  name: "A Nurse",
  role: "nurse",
  organisation: odsCode("X99001"),
  from: "2020-01-01",
};

describe("decide", () => {
  it("refuses everyone for every purpose outside a demonstration", () => {
    for (const purpose of Object.keys(PURPOSES) as Purpose[]) {
      expect(decide({ demonstration: false, staff: nurse, purpose }).allowed).toBe(false);
    }
  });

  it("refuses someone unknown for every purpose", () => {
    for (const purpose of Object.keys(PURPOSES) as Purpose[]) {
      expect(decide({ demonstration: true, staff: undefined, purpose }).allowed).toBe(false);
    }
  });

  it("grants only care and data quality in a demonstration", () => {
    const granted = (Object.keys(PURPOSES) as Purpose[]).filter(
      (purpose) => decide({ demonstration: true, staff: nurse, purpose }).allowed,
    );
    expect(granted).toEqual(["direct-care", "data-quality"]);
  });

  it("lets information governance alone seal and erase", () => {
    const roles: readonly StaffMember["role"][] = [
      "gp",
      "nurse",
      "social-worker",
      "therapist",
      "coordinator",
      "data-quality",
      "analyst",
      "information-governance",
      "engineer",
    ];
    const may = (role: StaffMember["role"]) =>
      decide({ demonstration: true, staff: { ...nurse, role }, purpose: "records-management" }).allowed;
    expect(roles.filter(may)).toEqual(["information-governance"]);
  });

  it("gives a reason in a sentence for every yes and every no", () => {
    for (const demonstration of [true, false]) {
      for (const purpose of Object.keys(PURPOSES) as Purpose[]) {
        expect(decide({ demonstration, staff: nurse, purpose }).reason).toMatch(/^[A-Z].{20,}\.$/);
      }
    }
  });
});
