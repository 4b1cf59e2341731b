import { beforeAll, describe, expect, it } from "vitest";
import type { PatientId } from "#base";
import { sql } from "#db";
import type { Link } from "#people";
import { linkingStore } from "../../src/people/linking/linking-store.ts";
import { recordStore } from "../../src/record/store.ts";
import { aClock, aHouse, HOSPITAL, type House } from "../builders/house.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";

const PATIENTS = 1500;
const ROUNDS = 20;

const time = aClock("2026-05-03T10:00:00Z");
let house: House;
beforeAll(async () => {
  house = await aHouse({ clock: time.clock });
  const entries = Array.from({ length: PATIENTS }, (_, nth) =>
    supplied(aPatient(`p${nth}`).called("Some", `Body${nth}`).resource, { recorded: time.clock(), line: nth + 1 }),
  );
  await house.save(HOSPITAL, 1, entries);
});

describe("links that are written while another source grounds on them", () => {
  it("never wait for what waits for them, in whatever order either names the patients", async () => {
    const store = linkingStore(house.db);
    const record = recordStore(house.db);
    const links = await house.db.query(sql<Link>`
      select patient, person, method, reason from people.link order by md5(patient::text)`);
    const patients = links.map(({ patient }) => patient);
    expect(patients).toHaveLength(PATIENTS);
    const write = () =>
      house.db.inTransaction(async () => {
        await store.lockLinks();
        await store.saveLinks(links, "test", time.clock());
      });
    const hold = (some: readonly PatientId[]) => house.db.inTransaction(() => record.lockedPersonsOf(some));
    for (let round = 0; round < ROUNDS; round++) {
      const held = await Promise.all([hold(patients), write(), hold(patients.toReversed()), write()]);
      expect(held[0].size).toBe(PATIENTS);
    }
  });
});
