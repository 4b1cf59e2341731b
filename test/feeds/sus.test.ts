import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entryIdOf, feedId, odsCode, patientIdOf } from "#base";
import { sql } from "#db";
import type { FileToLoad } from "#feeds";
import { aFile } from "../builders/files.ts";
import { aMessage } from "../builders/hl7-message.ts";
import { aSpellRow, anActivityFile, anAppointmentRow, type ActivityRow } from "../builders/hospital-activity.ts";
import { aClock, aHouse, aPlace, HOSPITAL, type House } from "../builders/house.ts";
import { idOfParts } from "../../src/feeds/source-id.ts";

const SUS = feedId("hospital-sus");
const HL7 = feedId("hospital-hl7");
const time = aClock("2025-06-01T10:00:00Z");
let house: House;

beforeAll(async () => {
  const place = aPlace();
  const of = { organisations: [HOSPITAL], deliveries: "increments", expectedEveryDays: 31 } as const;
  const feeds = [
    ...place.feeds,
    { id: SUS, name: "Hospital activity", format: "sus-csv", folder: "hospital-sus", ...of },
    { id: HL7, name: "Hospital messages", format: "hl7-v2", folder: "hospital-hl7", ...of },
  ] as const;
  house = await aHouse({ clock: time.clock, place: { ...place, feeds } });
});
const empty = () =>
  house.db.execute(sql`
    truncate people.patient, people.person, people.link, people.link_past, people.block_key, people.likeness, people.decision, record.entry, record.earlier, record.change,
      sharing.relationship, sharing.access_event, feeds.delivery restart identity cascade`);
beforeEach(empty);

let files = 0;
const activity = (...rows: readonly ActivityRow[]): Promise<FileToLoad> =>
  aFile(house, SUS, HOSPITAL, `${String(++files)}.csv`, anActivityFile(rows));
const messages = (...texts: readonly string[]): Promise<FileToLoad> =>
  aFile(house, HL7, HOSPITAL, `${String(++files)}.hl7`, texts.join(""));

async function load(...given: readonly FileToLoad[]) {
  const { deliveries, failures } = await house.feeds.load(given, () => undefined);
  expect(failures).toEqual([]);
  return deliveries;
}

type Entry = {
  readonly type: string;
  readonly patient: string | null;
  readonly ended: boolean;
  readonly content: string;
};
const entry = async (type: string, id: string) => {
  const [row] = await house.db.query(sql<Entry>`
    select type, patient, ended, content from record.entry where id = ${entryIdOf(HOSPITAL, type, id)}`);
  return row && { ...row, content: JSON.parse(row.content) as Readonly<Record<string, unknown>> };
};
/** All that stands in the record, but for when and by which delivery it came. */
const standing = () =>
  house.db.query(sql<Entry>`
    select type, patient, content, ended from record.entry where not ended order by type, id`);

/** Loads in one order, empties the record, and loads in the other: what stands must be the same. */
async function inBothOrders(one: FileToLoad, other: FileToLoad): Promise<void> {
  await load(one, other);
  const first = await standing();
  await empty();
  await load(other, one);
  expect(await standing()).toEqual(first);
}

const VISIT = { visit: "S0001", admitted: "202503012240", patient: "1234567" };
const ADMISSION = aMessage({ type: "ADT^A01", written: "20250301224400", control: "M1", ...VISIT });
const DISCHARGE = aMessage({
  ...{ type: "ADT^A03", written: "20250308151100", control: "M2", ...VISIT },
  discharged: "202503081505",
});

describe("a stay of which messages and returns speak", () => {
  it("is one encounter, of which the return says more", async () => {
    await load(await messages(ADMISSION, DISCHARGE));
    const told = (await entry("Encounter", "S0001"))?.content;
    await load(await activity(aSpellRow()));
    const rows = await house.db.query(sql`select id from record.entry where type = 'Encounter'`);
    expect(rows).toHaveLength(1);
    const returned = (await entry("Encounter", "S0001"))?.content;
    expect(returned).toMatchObject({ class: told?.["class"], period: told?.["period"], status: told?.["status"] });
    expect(returned?.["serviceProvider"]).toMatchObject({ identifier: { value: HOSPITAL } });
    expect(returned?.["diagnosis"]).toHaveLength(3);
  });

  it("is the same whichever comes first", async () => {
    await inBothOrders(await messages(ADMISSION, DISCHARGE), await activity(aSpellRow()));
    expect((await entry("Encounter", "S0001"))?.content["diagnosis"]).toHaveLength(3);
  });

  it("goes on by what was written last: a discharge after a return that did not know of it", async () => {
    const open = aSpellRow({
      "spell.discharge.date": "",
      "system.transaction.cds_applicable_date": "2025-03-05",
    });
    await inBothOrders(await messages(ADMISSION, DISCHARGE), await activity(open));
    expect((await entry("Encounter", "S0001"))?.content["status"]).toBe("finished");
  });

  it("leaves to the messages who the patient is: an address told since is not undone", async () => {
    await load(await messages(aMessage({ type: "ADT^A31", written: "20250310120000", control: "M3", ...VISIT })));
    await load(await activity(aSpellRow()));
    expect((await entry("Patient", "1234567"))?.content["address"]).toMatchObject([{ postalCode: "ZZ1 1AA" }]);
    expect((await entry("Patient", "1234567"))?.content["name"]).toMatchObject([{ family: "Okafor" }]);
  });

  it("takes no number, birth or name away with a later visit that knows less of the patient", async () => {
    const row = aSpellRow({
      "spell.hospital_provider_spell_number": "S0002",
      "spell.admission.date": "2025-04-01",
      "spell.discharge.date": "",
      "system.transaction.cds_applicable_date": "2025-05-01",
      "spell.patient.identity.nhs_number.value": "",
      "spell.patient.name.family": "",
    });
    await inBothOrders(await messages(ADMISSION), await activity(row));
    const patient = (await entry("Patient", "1234567"))?.content;
    expect(patient?.["name"]).toMatchObject([{ family: "Okafor" }]);
    expect(JSON.stringify(patient?.["identifier"])).toContain("9990000018");
  });

  it("grounds one relationship with the hospital", async () => {
    await load(await messages(ADMISSION, DISCHARGE), await activity(aSpellRow()));
    const rows = await house.db.query(sql`select kind, organisation from sharing.relationship where kind = 'stay'`);
    expect(rows).toEqual([{ kind: "stay", organisation: HOSPITAL }]);
  });
});

describe("a mistake that a later delivery puts right", () => {
  const later = { "system.record.version": "2", "system.transaction.cds_applicable_date": "2025-04-20" };
  const codes = async () => {
    const rows = await house.db.query(sql<{ code: string }>`
      select code from record.entry where type in ('Condition', 'Procedure') and not ended order by code`);
    return rows.map(({ code }) => code.split("|")[1]);
  };

  it("the wrong patient: all of the stay moves, in either order", async () => {
    const wrong = { "spell.patient.identity.local_patient_identifier.value": "7654321" };
    await inBothOrders(await activity(aSpellRow(wrong)), await activity(aSpellRow(later)));
    const held = await house.db.query(sql<{ patient: string }>`
      select distinct patient from record.entry where type <> 'Patient' and not ended`);
    expect(held).toEqual([{ patient: patientIdOf(HOSPITAL, "1234567") }]);
  });

  it("a diagnosis too many: it ends, in either order", async () => {
    const right = aSpellRow({ ...later, "spell.episodes.clinical_coding.diagnosis.icd.3.code": "" });
    await inBothOrders(await activity(aSpellRow()), await activity(right));
    expect(await codes()).toEqual(["I10", "I500", "U201"]);
    expect((await entry("Condition", idOfParts("S0001", "1", "3")))?.ended).toBe(true);
  });

  it("many diagnoses too many: all end where they are held", async () => {
    const none = Object.fromEntries(
      [2, 3].map((nth) => [`spell.episodes.clinical_coding.diagnosis.icd.${nth.toString()}.code`, ""]),
    );
    await load(
      await activity(aSpellRow({ "spell.episodes.clinical_coding.diagnosis.icd.4.code": "J189" })),
      await activity(aSpellRow({ ...later, ...none })),
    );
    expect(await codes()).toEqual(["I500", "U201"]);
  });

  it("an admission that never was: it and its codes end, in either order", async () => {
    const deletion = aSpellRow({ ...later, "system.transaction.cds_update_type": "1" });
    await inBothOrders(await activity(aSpellRow()), await activity(deletion));
    expect((await standing()).map(({ type }) => type)).toEqual(["Patient"]);
  });

  it("an appointment missed, not kept, in either order", async () => {
    const missed = anAppointmentRow({ ...later, "appointment.attended_or_dna": "3" });
    await inBothOrders(await activity(anAppointmentRow()), await activity(missed));
    expect((await entry("Encounter", "A0001"))?.content["status"]).toBe("cancelled");
  });

  it("taken back and then entered again stands", async () => {
    await load(
      await activity(aSpellRow()),
      await activity(aSpellRow({ ...later, "system.transaction.cds_update_type": "1" })),
      await activity(aSpellRow({ ...later, "system.transaction.cds_applicable_date": "2025-05-02" })),
    );
    expect((await entry("Encounter", "S0001"))?.ended).toBe(false);
    expect(await codes()).toEqual(["E119", "I10", "I500", "U201"]);
  });
});

describe("a return", () => {
  it("a second time, under another name, changes nothing", async () => {
    const text = anActivityFile([aSpellRow()]);
    await load(await aFile(house, SUS, HOSPITAL, "a.csv", text));
    const before = await standing();
    const [again] = await load(await aFile(house, SUS, HOSPITAL, "b.csv", text));
    expect(again?.name).toBe("a.csv");
    expect(await standing()).toEqual(before);
  });

  it("with the same rows in a later file is no new version", async () => {
    const [, again] = await load(
      await activity(aSpellRow()),
      await activity(aSpellRow({ "system.transaction.cds_applicable_date": "2025-04-20" })),
    );
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 6 });
  });

  it("counts what it refused, and keeps the rest", async () => {
    const [delivery] = await load(
      await activity(
        aSpellRow({ "spell.admission.method": "77" }),
        aSpellRow({ "spell.hospital_provider_spell_number": "" }),
      ),
    );
    expect(delivery).toMatchObject({ state: "loaded", rowsRead: 3, rowsRejected: 1, fieldsRejected: 1, created: 6 });
  });

  it("is of the organisation that the row names as provider, where somebody else sends it", async () => {
    await load(await activity(aSpellRow({ "spell.commissioning.service_agreement.provider": "RXX00" })));
    const rows = await house.db.query(sql<{ organisation: string }>`select organisation from sharing.relationship`);
    expect(rows.map(({ organisation }) => organisation)).toEqual([odsCode("RXX")]);
  });
});
