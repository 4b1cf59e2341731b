import { describe, expect, it } from "vitest";
import { cellId, entryIdOf, patientIdOf } from "#base";
import { GROUNDING_TYPES, groundsOf } from "../../src/record/grounds.ts";
import { fieldsOf } from "../../src/record/resource.ts";
import { GROUND_PROMISES, SOURCE } from "./grounds.ts";

describe("what grounds a relationship", () => {
  const patient = patientIdOf(SOURCE, "p1");

  it.each(GROUND_PROMISES)("$entry", ({ resource, grounds }) => {
    const entry = entryIdOf(SOURCE, resource.resourceType, resource.id);
    const found = groundsOf(SOURCE, { id: entry, patient, cell: cellId(1) }, fieldsOf(resource));
    expect(found.map((one) => [one.groundPatient, one.groundEntry])).toEqual(found.map(() => [patient, entry]));
    expect(
      found.map(({ kind, organisation, starts, ends }) => ({
        ...{ kind, organisation },
        ...(starts && { from: starts.toISOString().slice(0, 10) }),
        ...(ends && { to: ends.toISOString().slice(0, 10) }),
      })),
    ).toEqual(grounds);
  });

  it("is promised for every type of entry that grounds one", () => {
    const promised = new Set(
      GROUND_PROMISES.filter((one) => one.grounds.length > 0).map((one) => one.resource.resourceType),
    );
    expect(new Set<string>(promised)).toEqual(new Set(GROUNDING_TYPES));
  });
});
