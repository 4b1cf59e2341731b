import { describe, expect, it } from "vitest";
import { deliveryId, entryIdOf, odsCode, type EntryId } from "#base";
import type { Heading } from "./heading-list.ts";
import { changesByMeaning, groupTimeline, timelineOf } from "./timeline.ts";

const PRACTICE = odsCode("X99001");
const COUNCIL = odsCode("901");
const idOf = (name: string): EntryId => entryIdOf(PRACTICE, "Any", name);

/** An entry that is called by its title. */
function entry(type: string, title: string, day: string, given: Partial<Heading> = {}): Heading {
  const from = new Date(day);
  return {
    ...{ id: idOf(title), type, source: PRACTICE, category: "contacts", sensitivity: "normal" },
    ...{ date: day, from, to: undefined, recorded: from, received: from, delivery: deliveryId(1), version: 1 },
    ...{ ended: false, status: "finished", code: undefined, reason: undefined, title, detail: undefined },
    ...{ who: undefined, quantity: undefined, unit: undefined, flag: undefined, refs: [] },
    ...given,
  };
}

const DIABETES = "sct|44054006";
const visit = entry("Encounter", "Visit", "2026-03-02", { reason: DIABETES });
const call = entry("Encounter", "Call", "2026-02-01");
const diabetes = entry("Condition", "Diabetes", "2001-05-01", {
  code: DIABETES,
  category: "problems",
  status: "active",
});
const hba1c = entry("Observation", "HbA1c", "2026-03-02", { refs: [visit.id], category: "results" });
const metformin = entry("MedicationRequest", "Metformin", "2026-01-05", { reason: DIABETES, category: "medicines" });
const letter = entry("DocumentReference", "Letter", "2026-01-07", { category: "documents", source: COUNCIL });
const mistake = entry("Observation", "Mistake", "2026-01-08", { status: "entered-in-error" });
const withdrawn = entry("Observation", "Withdrawn", "2026-01-09", { ended: true });
const registration = entry("EpisodeOfCare", "Registration", "2020-01-01");
const all = [diabetes, hba1c, metformin, letter, visit, call, mistake, withdrawn, registration];

const titles = (entries: readonly Heading[]) => entries.map((one) => one.title);

describe("a timeline", () => {
  it("has the events newest first, without mistakes, withdrawn entries and registrations", () => {
    expect(new Set(titles(timelineOf(all, {})))).toEqual(
      new Set(["HbA1c", "Visit", "Call", "Letter", "Metformin", "Diabetes"]),
    );
    const days = timelineOf(all, {}).map((one) => one.from.getTime());
    expect(days).toEqual([...days].sort((a, b) => b - a));
  });

  it("is filtered by kind, organisation, time, and what came after a look", () => {
    expect(titles(timelineOf(all, { category: "medicines" }))).toEqual(["Metformin"]);
    expect(titles(timelineOf(all, { source: COUNCIL }))).toEqual(["Letter"]);
    expect(titles(timelineOf(all, { from: new Date("2026-02-15") })).sort()).toEqual(["HbA1c", "Visit"]);
    expect(titles(timelineOf(all, { receivedAfter: new Date("2026-02-01") })).sort()).toEqual(["HbA1c", "Visit"]);
  });

  it("stands by contact: what was found under the visit at which it was found", () => {
    const groups = groupTimeline(timelineOf(all, {}), "contact", all);
    const under = groups.find((group) => group.head?.id === visit.id);
    expect(titles(under?.entries ?? [])).toEqual(["HbA1c"]);
    expect(groups.filter((group) => group.head === undefined).flatMap((group) => titles(group.entries))).toContain(
      "Letter",
    );
  });

  it("stands by problem: what was given or done for it, and what its visits found", () => {
    const groups = groupTimeline(timelineOf(all, {}), "problem", all);
    const under = groups.find((group) => group.head?.id === diabetes.id);
    expect(titles(under?.entries ?? []).sort()).toEqual(["HbA1c", "Metformin", "Visit"]);
    const loose = groups.filter((group) => group.head === undefined).flatMap((group) => titles(group.entries));
    expect(loose.sort()).toEqual(["Call", "Letter"]);
  });

  it("loses nothing in any grouping", () => {
    const timeline = timelineOf(all, {});
    for (const grouping of ["day", "contact", "problem"] as const) {
      const groups = groupTimeline(timeline, grouping, all);
      const shown = new Set(groups.flatMap((group) => [...(group.head ? [group.head] : []), ...group.entries]));
      expect(titles([...shown]).sort(), grouping).toEqual(titles(timeline).sort());
    }
  });
});

describe("what changed", () => {
  it("is grouped by meaning, in the order in which a reader wants it", () => {
    const groups = changesByMeaning(timelineOf(all, {}));
    expect(groups[0]?.meaning).toBe("problem");
    expect(groups.flatMap((group) => titles(group.entries)).length).toBe(timelineOf(all, {}).length);
  });
});
