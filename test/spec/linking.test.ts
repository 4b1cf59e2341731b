import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "#db";
import { aClock, aHouse, type House } from "../builders/house.ts";
import { supplied } from "../builders/resources.ts";
import { LINK_PROMISES } from "./linking.ts";

const time = aClock("2026-01-01T00:00:00Z");
let house: House;
let deliveries = 0;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
});
beforeEach(async () => {
  await house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, people.superseded_number, record.entry,
      record.earlier`);
});

/** Patients by person, as a promise names them. */
async function persons(): Promise<readonly (readonly string[])[]> {
  const rows = await house.db.query(sql<{ own: string[] }>`
    select array_agg(patient.source_id order by patient.source_id) as own
    from people.current_patient current join people.patient on patient.id = current.patient
    group by current.person order by 1`);
  return rows.map((row) => row.own);
}

describe("who is one person", () => {
  it.each(LINK_PROMISES)("$what", async (promise) => {
    for (const { from, says } of promise.said) {
      deliveries += 1;
      time.set(new Date(Date.UTC(2026, 0, 1, 0, deliveries)).toISOString());
      await house.save(from, deliveries, [supplied(says.resource, { recorded: time.clock() })]);
    }
    expect(await persons()).toEqual(promise.persons);
  });
});
