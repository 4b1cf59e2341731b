import { join } from "node:path";
import { load } from "cheerio";
import { beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#app";
import { mustSucceed, odsCode, patientIdOf, systemClock, type PatientId, type PersonId } from "#base";
import { sql } from "#db";
import type { LinkMethod } from "#people";
import { readPlaceFile, type Directory } from "#place";
import { createServer } from "#server";
import { DEFAULT_SETTINGS, writeExports } from "#synthetic";
import { aDatabase } from "../builders/database.ts";
import { aFolder } from "../builders/files.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { truePeopleOf, type TrueSource } from "../builders/truth.ts";

/**
 * Of a town's registrations by councils and the charity, of people whom others know too, the share that must be joined
 * with that person's others. Measured: 47 of 47 over the three towns.
 */
const LEAST_JOINED = 0.95;
const TOWNS = [2013, 7, 11] as const;
/** The council that has not signed what would let anybody see its registrations. */
const NOT_SIGNED = "902";

type Link = {
  readonly patient: PatientId;
  readonly person: PersonId;
  readonly method: LinkMethod;
  readonly reason: string;
};
/** A registration of the truth with how it is linked, and what other sources hold of the same human being. */
type Known = TrueSource & { readonly whose: string; readonly link: Link; readonly others: readonly TrueSource[] };

describe.each(TOWNS)("a made-up place of 300 people, loaded from all its agencies (seed %i)", (seed) => {
  let known: readonly Known[];
  let directory: Directory;
  let linksPageOf: (person: PersonId) => Promise<string>;
  const [links, linkOf] = linksByPatient();

  beforeAll(async () => {
    const folder = await aFolder();
    await writeExports({ ...DEFAULT_SETTINGS, people: 300, practices: 3, seed }, folder);
    const db = await aDatabase();
    const place = mustSucceed(await readPlaceFile(join(folder, "place.json")));
    const app = mustSucceed(await createApp({ db, place, clock: systemClock }));
    const { failures } = await app.feeds.load(await app.feeds.filesIn(folder), () => undefined);
    expect(failures).toEqual([]);
    ({ directory } = app);
    const rows = await db.query(sql<Link>`select patient, person, method, reason from people.link`);
    for (const row of rows) links.set(row.patient, row);
    known = (await truePeopleOf(folder)).flatMap(({ person, sources }) =>
      sources.map((one) => ({
        ...one,
        // Whoever they were before is somebody else for whoever keeps records.
        whose: `${String(person)}${one.former ? " before" : ""}`,
        link: linkOf(one),
        others: sources.filter(({ source, former }) => source !== one.source && former === one.former),
      })),
    );
    const ready = () => Promise.resolve({ ready: true, words: "ready" });
    const server = await createServer({ app, ready, log: () => undefined });
    const linker = place.staff.find(({ role }) => role === "data-quality");
    linksPageOf = async (person) => {
      const url = `/people/${person}/links`;
      const answer = await server.inject({ url, cookies: await signedInAs(app, linker?.id ?? "") });
      expect(answer.statusCode).toBe(200);
      return answer.body;
    };
    return () => server.close();
  }, 120_000);

  /** What councils and the charity hold of people whom others know too. */
  const care = () =>
    known.filter(({ source, others }) => {
      const kind = directory.organisation(odsCode(source))?.kind;
      return (kind === "council" || kind === "voluntary") && others.length > 0;
    });

  it("joins what councils and the charity hold with the right people", () => {
    const kinds = new Set(care().map(({ source }) => directory.organisation(odsCode(source))?.kind));
    expect(kinds).toEqual(new Set(["council", "voluntary"]));
    const joined = care().filter(({ link, others }) => others.every((one) => linkOf(one).person === link.person));
    expect(joined.length / care().length).toBeGreaterThanOrEqual(LEAST_JOINED);
  });

  it("takes no two people for one", () => {
    const whose = Map.groupBy(known, ({ link }) => link.person);
    const merged = [...whose.values()].filter((own) => new Set(own.map((one) => one.whose)).size > 1);
    expect(merged.map((own) => own.map((one) => `${one.whose} at ${one.source}`))).toEqual([]);
    expect(whose.size).toBeGreaterThan(250);
  });

  it("says on the person's page why each of them is joined", async () => {
    const silent: string[] = [];
    const shared = care().filter(({ source }) => source !== NOT_SIGNED);
    expect(shared.length).toBeGreaterThan(0);
    for (const { source, patient, link } of shared) {
      const page = load(await linksPageOf(link.person));
      const rows = page("table:has(caption:contains('The registrations of this person')) tbody tr")
        .map((_, row) => page(row).text())
        .get();
      const organisation = directory.nameOf(odsCode(source));
      const own = rows.find((row) => row.includes(organisation) && row.includes(link.reason));
      if (!own || link.method === "alone") silent.push(`${source} ${patient}`);
    }
    expect(silent.length / shared.length).toBeLessThanOrEqual(1 - LEAST_JOINED);
  });

  it("gives as the reason nothing that the source has wrong", () => {
    const byNumber = care().filter(({ link }) => link.method === "nhs-number");
    const likest = care().filter(({ link }) => link.method === "matching");
    expect(byNumber.length).toBeGreaterThan(0);
    expect(likest.length).toBeGreaterThan(0);
    expect(byNumber.filter(({ nhsNumber, bornRight }) => nhsNumber !== "right" || !bornRight)).toEqual([]);
    const said = likest.filter(({ nhsNumber, link }) => nhsNumber === "missing" && /NHS number/.test(link.reason));
    expect(said).toEqual([]);
    expect(likest.every(({ link }) => / (is|are) the same/.test(link.reason))).toBe(true);
  });
});

/** Links by patient, to be filled, and the one of a registration of the truth: there must be one. */
function linksByPatient() {
  const links = new Map<PatientId, Link>();
  const linkOf = ({ source, patient }: TrueSource): Link => {
    const link = links.get(patientIdOf(odsCode(source), patient));
    if (!link) throw new Error(`${source} ${patient} is not linked.`);
    return link;
  };
  return [links, linkOf] as const;
}
