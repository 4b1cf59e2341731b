import { describe, expect, it } from "vitest";
import { deliveryId, entryIdOf, odsCode } from "#base";
import type { Heading } from "./heading-list.ts";
import { recordInAMinute } from "./minute.ts";

const PRACTICE = odsCode("X99001");
const FORMER = odsCode("X99002");
const NOW = new Date("2026-05-03T10:00:00Z");

let nth = 0;
function heading(type: string, title: string, given: Partial<Heading> = {}): Heading {
  const from = given.from ?? new Date("2026-01-10T00:00:00Z");
  return {
    id: entryIdOf(PRACTICE, type, String(++nth)),
    type,
    source: PRACTICE,
    category: "medicines",
    sensitivity: "normal",
    date: from.toISOString(),
    from,
    to: undefined,
    recorded: from,
    received: from,
    delivery: deliveryId(1),
    version: 1,
    ended: false,
    status: "active",
    code: undefined,
    reason: undefined,
    title,
    detail: undefined,
    who: undefined,
    quantity: undefined,
    unit: undefined,
    flag: undefined,
    refs: [],
    ...given,
  };
}

const medicine = (title: string, given: Partial<Heading> = {}) =>
  heading("MedicationRequest", title, { code: "sct|levothyroxine", detail: "Take one a day", ...given });
const registration = (source: typeof PRACTICE, status: string) =>
  heading("EpisodeOfCare", "Registration", { source, status, category: "administration" });
const medicinesOf = (...headings: Heading[]) =>
  recordInAMinute(headings, NOW).medicines.map((one) => one.heading.title);

describe("current medicines", () => {
  it("two strengths of one substance with one dose are two medicines", () => {
    const both = medicinesOf(
      medicine("Levothyroxine 25microgram tablets"),
      medicine("Levothyroxine 100microgram tablets"),
    );
    expect(both).toHaveLength(2);
  });

  it("one product with one dose from two sources stands once, with both sources", () => {
    const headings = [
      medicine("Levothyroxine 25microgram tablets"),
      medicine("Levothyroxine 25microgram tablets", { source: FORMER }),
    ];
    const { medicines } = recordInAMinute(headings, NOW);
    expect(medicines).toHaveLength(1);
    expect(medicines[0]?.sources).toHaveLength(2);
  });

  it("an issued supply, a stopped course and one whose time is over are not current", () => {
    expect(
      medicinesOf(
        medicine("Naproxen 500mg tablets", { status: "completed" }),
        medicine("Aspirin 75mg tablets", { status: "stopped" }),
        medicine("Codeine 30mg tablets", { to: new Date("2026-02-01T00:00:00Z") }),
        medicine("Aspirin 300mg tablets", { status: "entered-in-error" }),
        medicine("Ramipril 5mg capsules", { ended: true }),
      ),
    ).toEqual([]);
  });

  it("what a practice prescribed whom the person has left is no longer current; what the next prescribes is", () => {
    const headings = [
      registration(FORMER, "finished"),
      registration(PRACTICE, "active"),
      medicine("Bisoprolol 5mg tablets", { source: FORMER }),
      medicine("Bisoprolol 10mg tablets"),
    ];
    expect(medicinesOf(...headings)).toEqual(["Bisoprolol 10mg tablets"]);
  });

  it("a source that registers nobody is never one that was left", () => {
    expect(medicinesOf(registration(PRACTICE, "active"), medicine("Insulin", { source: FORMER }))).toEqual(["Insulin"]);
  });
});

describe("medicine changes", () => {
  const days = (before: number) => new Date(NOW.getTime() - before * 86_400_000);

  it("shows what was started and stopped in the last ninety days, the newest first", () => {
    const { medicineChanges } = recordInAMinute(
      [
        medicine("Old", { from: days(400) }),
        medicine("Started", { from: days(20) }),
        medicine("Stopped", { from: days(300), status: "stopped", to: days(5) }),
        medicine("Stopped long ago", { from: days(300), status: "stopped", to: days(200) }),
      ],
      NOW,
    );
    expect(medicineChanges.map(({ heading: { title }, change }) => `${title} ${change}`)).toEqual([
      "Stopped stopped",
      "Started started",
    ]);
  });
});

describe("results", () => {
  const result = (title: string, quantity: number, day: string, flag?: Heading["flag"]) =>
    heading("Observation", title, {
      code: `sct|${title}`,
      quantity,
      unit: "g/L",
      flag,
      from: new Date(day),
      date: day,
    });

  it("stand out of range first, each as a series from old to new", () => {
    const { results } = recordInAMinute(
      [
        result("Sodium", 140, "2026-04-01"),
        result("Haemoglobin", 90, "2026-03-01", "low"),
        result("Haemoglobin", 120, "2025-03-01"),
      ],
      NOW,
    );
    expect(results.map((one) => one.title)).toEqual(["Haemoglobin", "Sodium"]);
    expect(results[0]?.points.map((one) => one.value)).toEqual([120, 90]);
  });
});

describe("who coordinates", () => {
  const team = (given: Partial<Heading> = {}) =>
    heading("CareTeam", "Care coordinator", { code: "http://snomed.info/sct|768820003", who: "Niamh Byrne", ...given });
  const coordinatorsOf = (...headings: Heading[]) => recordInAMinute(headings, NOW).coordinators;

  it("is the member of an active care team whose role says so, the one who began last first", () => {
    const [earlier, later] = [team(), team({ from: new Date("2026-03-01T00:00:00Z") })];
    expect(coordinatorsOf(earlier, later, heading("CareTeam", "District nursing service"))).toEqual([later, earlier]);
  });

  it("is nobody whose time is over, has not come, or was a mistake", () => {
    expect(
      coordinatorsOf(
        team({ status: "inactive" }),
        team({ to: new Date("2026-05-01T00:00:00Z") }),
        team({ from: new Date("2026-06-01T00:00:00Z") }),
        team({ status: "entered-in-error" }),
      ),
    ).toEqual([]);
  });
});

describe("contacts and what is waited for", () => {
  it("a contact that did not take place is no contact", () => {
    const { contacts, stays } = recordInAMinute(
      [
        heading("Encounter", "Did not attend: Home visit", { category: "contacts", status: "cancelled" }),
        heading("Encounter", "Home visit", { category: "contacts", status: "finished" }),
        heading("Encounter", "Admission", { category: "admissions", status: "cancelled" }),
      ],
      NOW,
    );
    expect([...contacts, ...stays].map((one) => one.title)).toEqual(["Home visit"]);
  });

  it("a referral is waited for until somebody was met because of it", () => {
    const [seen, unseen] = ["Seen", "Unseen"].map((title) => heading("ServiceRequest", title));
    const contact = heading("Encounter", "Home visit", { status: "finished", refs: seen ? [seen.id] : [] });
    const missed = heading("Encounter", "Did not attend", { status: "cancelled", refs: unseen ? [unseen.id] : [] });
    const { waiting } = recordInAMinute(
      [seen, unseen, contact, missed].filter((one) => one !== undefined),
      NOW,
    );
    expect(waiting.map((one) => one.title)).toEqual(["Unseen"]);
  });
});
