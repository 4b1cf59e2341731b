import { beforeAll, describe, expect, it } from "vitest";
import { actorId, type OdsCode, type PersonId } from "#base";
import { sql } from "#db";
import type { Category } from "#sharing";
import { COUNCIL, HOSPITAL, NURSE, OTHER_PRACTICE, PRACTICE } from "../builders/house.ts";
import { letIn } from "../builders/let-in.ts";
import { madeUpNumber } from "../builders/made-up-number.ts";
import { aPatient } from "../builders/patient.ts";
import { aPlace } from "../builders/place.ts";
import { aCondition, aRegistration, anAllergy, supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { CLOSED_KIND_PROMISES, type ClosedKindPromise } from "../spec/sharing.ts";
import { anOpenServer } from "./open-server.ts";

const STAFF = { nurse: NURSE, gp: actorId("a-gp"), "social-worker": actorId("a-social-worker") } as const;
const PROXY = actorId("a-proxy");
const MADE = "2026-01-02";

let open: Awaited<ReturnType<typeof anOpenServer>>;
beforeAll(async () => {
  const place = aPlace();
  const from = "2020-01-01";
  const staff = [
    ...place.staff,
    { id: STAFF.gp, name: "A GP", role: "gp", organisation: OTHER_PRACTICE, from } as const,
    {
      id: STAFF["social-worker"],
      name: "A Social Worker",
      role: "social-worker",
      organisation: COUNCIL,
      from,
    } as const,
  ];
  open = await anOpenServer({}, { ...place, staff });
});

let count = 0;

type Held = { readonly allergic?: boolean; readonly own?: Category | undefined };

/** Somebody whom the first surgery and the hospital know; `allergic`: so the hospital says; `own`: what the surgery holds. */
async function somebody({ allergic = false, own }: Held = {}): Promise<PersonId> {
  const id = `p${String(++count)}`;
  const patient = aPatient(id)
    .called("Agnes", "Quillfeather")
    .born("1947-03-31")
    .tracedAs(madeUpNumber(count)).resource;
  await save(PRACTICE, [
    patient,
    aRegistration(`r${id}`, id, PRACTICE),
    ...(own === "problems" ? [aCondition(`c${id}`, id, "2020-01-01")] : []),
    ...(own === "allergies" ? [anAllergy(`own-${id}`, id)] : []),
  ]);
  await save(HOSPITAL, [patient, ...(allergic ? [anAllergy(`a${id}`, id)] : [])]);
  return open.house.personOf(PRACTICE, id);
}

const save = (source: OdsCode, resources: readonly Parameters<typeof supplied>[0][]) =>
  open.house.save(
    source,
    count,
    resources.map((one, nth) => supplied(one, { recorded: MADE, line: nth + 1 })),
  );

/** Lets somebody into medicines alone. */
async function represent(person: PersonId): Promise<void> {
  await open.house.db.query(sql`
    insert into sharing.representation
      (actor, name, kind, scope, evidence, ground_patient, person, starts, ends, made_by)
    select ${PROXY}, 'Somebody', 'carer', ${["demographics", "medicines"]}::text[], 'Seen.', patient, person,
      '2026-01-01', '2026-12-31', 'test'
    from people.link where person = ${person} limit 1`);
}

async function pageOf({ asker, relationship, objectsTo }: ClosedKindPromise, person: PersonId): Promise<string> {
  const actor = asker === "proxy" ? PROXY : STAFF[asker as keyof typeof STAFF];
  if (asker === "proxy") await represent(person);
  if (relationship === "claimed" || relationship === "emergency")
    await letIn(open.house.db, actor, person, relationship);
  if (objectsTo) {
    await open.house.db.query(sql`
      insert into sharing.choice (person, kind, about, made_by, made_at)
      values (${person}, 'category', ${objectsTo}, 'test', ${MADE})`);
  }
  const url = asker === "proxy" ? `/my/${person}/record` : `/people/${person}`;
  const { body, statusCode } = await open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
  expect(statusCode).toBe(200);
  return textOf(body);
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .replaceAll("&#x27;", "'");

const NONE: Readonly<Record<string, string>> = {
  results: "of the last two years is recorded.",
  problems: "No current problem is recorded.",
  allergies: "No allergy is recorded",
  plans: "No coordinator is recorded",
};

describe("in place of facts of a kind that is closed to whoever reads", () => {
  it.each(CLOSED_KIND_PROMISES)(
    "a $asker ($relationship; objection to $objectsTo) reads of $category: $words",
    async (promise) => {
      const { category, holdsSome, words } = promise;
      const page = await pageOf(promise, await somebody({ own: holdsSome ? category : undefined }));
      expect(page).toContain(words);
      if (!words.startsWith("No ")) expect(page).not.toContain(NONE[category]);
    },
  );

  it("an allergy is neither shown nor denied to whom it is not shared with", async () => {
    const closed = CLOSED_KIND_PROMISES.find(({ asker, objectsTo }) => asker === "gp" && objectsTo === "allergies");
    const open = CLOSED_KIND_PROMISES.find(({ asker, objectsTo }) => asker === "gp" && !objectsTo);
    if (!closed || !open) throw new Error("The table promises neither.");
    expect(await pageOf(open, await somebody({ allergic: true }))).toContain("Allergy to penicillin");
    const page = await pageOf(closed, await somebody({ allergic: true }));
    expect(page).toContain(closed.words);
    expect(page).not.toMatch(/penicillin|No allergy/);
  });

  it("nobody is told that nobody coordinates the care who was not let into that part", async () => {
    const person = await somebody();
    await represent(person);
    const { body } = await open.server.inject({ url: `/my/${person}`, cookies: await signedInAs(open.house, PROXY) });
    expect(textOf(body)).toContain("Not shown to you: the person did not let you into this part.");
    expect(textOf(body)).not.toContain("Nobody coordinates");
  });

  it("the timeline says what its reader does not see, and why", async () => {
    const person = await somebody();
    await letIn(open.house.db, STAFF["social-worker"], person);
    const cookies = await signedInAs(open.house, STAFF["social-worker"]);
    const { body } = await open.server.inject({ url: `/people/${person}/timeline?kind=results`, cookies });
    expect(textOf(body)).toContain("Nothing that you may see fits this choice.");
    expect(textOf(body)).toMatch(/Not shown: [^.]*vaccinations[^.]*\. Not needed in this role\./);
  });
});
