import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { actorId, failed, mustSucceed, odsCode, succeeded } from "#base";
import { saveAgreement } from "./agreement-saving.ts";
import { directoryOf } from "./directory.ts";
import { createPlaceKeeper } from "./place-keeper.ts";
import { readPlace, readPlaceFile } from "./place-file.ts";
import type { StaffMember } from "./place.ts";

const YAML = `# The place of Testborough
name: Testborough
demonstration: true
organisations:
  - { ods: X99001, name: Befriending, kind: voluntary }
  - { ods: "901", name: A council, kind: council }
staff:
  - { id: a-lead, name: A Lead, role: information-governance, organisation: X99001, from: "2020-01-01" }
  - { id: an-engineer, name: An Engineer, role: engineer, organisation: X99001, from: "2020-01-01" }
feeds: []
areas: areas.csv
agreements:
  # Drawn up in 2025.
  - id: care
    name: Sharing for care # as it is called
    purposes: [direct-care]
    categories: all
    sensitivities: [normal]
    legalBasis: A duty
    documents: []
    from: "2025-01-01"
    review: "2027-01-01"
    parties:
      - { organisation: X99001, signed: { by: Ruth Abara, on: "2025-01-01" } } # by letter
      - { organisation: "901" } # asked in March
`;
const placeIn = (text: string) => mustSucceed(readPlace(text, "place.yaml"));
const known = placeIn(YAML);
const before = known.agreements![0]!;
const COUNCIL = odsCode("901");
const after = {
  ...before,
  parties: [before.parties[0]!, { organisation: COUNCIL, signed: { by: "A Director", on: "2026-05-03" } }],
  changes: [
    {
      ...{ at: "2026-05-03T10:00:00.000Z", by: actorId("a-lead"), organisation: COUNCIL },
      ...{ what: "signed" as const, before: {} },
    },
  ],
};

describe("saving an agreement", () => {
  let path: string;
  const folders: string[] = [];
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), "place-"));
    folders.push(folder);
    path = join(folder, "place.yaml");
    await writeFile(path, YAML);
    await writeFile(join(folder, "areas.csv"), "postcode,lsoa,imd_decile\nZZ1 0AA,E01990019,10\n");
  });
  afterAll(async () => {
    for (const one of folders) await rm(one, { recursive: true });
  });
  const onDisk = () => readFile(path, "utf8");

  it("writes what has changed, and leaves comments where they stood", async () => {
    const saved = mustSucceed(await saveAgreement(path, { agreement: after, before }, known));
    expect(saved).toEqual({ ...known, agreements: [after] });
    for (const comment of ["# Drawn up in 2025.", "# as it is called", "# by letter", "# asked in March"]) {
      expect(await onDisk()).toContain(comment);
    }
    expect(placeIn(await onDisk())).toEqual(saved);
    expect(await readFile(`${path}.before`, "utf8")).toBe(YAML);
  });

  it("goes back to how it stood", async () => {
    const saved = mustSucceed(await saveAgreement(path, { agreement: after, before }, known));
    const back = mustSucceed(await saveAgreement(path, { agreement: before, before: after }, saved));
    expect(back).toEqual(known);
  });

  it("works in JSON as well", async () => {
    await writeFile(path, JSON.stringify(known));
    expect((await saveAgreement(path, { agreement: after, before }, known)).ok).toBe(true);
    expect(placeIn(await onDisk()).agreements).toEqual([after]);
  });

  it("writes nothing where the agreement or the file was changed meanwhile, nor a new one", async () => {
    const saved = mustSucceed(await saveAgreement(path, { agreement: after, before }, known));
    const conflict = { ok: false, problem: { kind: "conflict" } };
    expect(await saveAgreement(path, { agreement: { ...before, name: "Late" }, before }, saved)).toMatchObject(
      conflict,
    );
    expect(await saveAgreement(path, { agreement: { ...after, id: "new" }, before }, saved)).toMatchObject(conflict);
    expect(await saveAgreement(path, { agreement: after, before }, known)).toMatchObject(conflict);
    expect(await onDisk()).not.toContain("Late");
  });

  describe("through the keeper of the place", () => {
    const [lead, engineer] = known.staff as [StaffMember, StaffMember];
    const keeperOf = async (
      check = (): ReturnType<typeof succeeded> | ReturnType<typeof noPurpose> => succeeded(1),
    ) => {
      const directory = directoryOf(mustSucceed(await readPlaceFile(path)));
      return { directory, keeper: createPlaceKeeper({ directory, path, check }) };
    };
    const noPurpose = () => failed({ kind: "invalid" as const, message: "No such purpose." });

    it("is taken up at once, in a place with a table of areas beside its file as well", async () => {
      const { directory, keeper } = await keeperOf();
      expect(directory.place.areaTable).toBeDefined();
      expect((await keeper.saveAgreement(lead, { agreement: after, before })).ok).toBe(true);
      expect(directory.place.agreements).toEqual([after]);
      expect(directory.place.areaTable).toBeDefined();
    });

    it("is for information governance alone, whatever somebody may change elsewhere", async () => {
      const { keeper } = await keeperOf();
      expect([keeper.mayChangeAgreements(lead), keeper.mayChangeAgreements(engineer)]).toEqual([true, false]);
      const refused = await keeper.saveAgreement(engineer, { agreement: after, before });
      expect(refused).toMatchObject({ ok: false, problem: { kind: "refused" } });
      expect(await onDisk()).toBe(YAML);
    });

    it("is held to what the modules above hold a place to", async () => {
      const { keeper } = await keeperOf(noPurpose);
      const refused = await keeper.saveAgreement(lead, { agreement: after, before });
      expect(refused).toMatchObject({ ok: false, problem: { message: "No such purpose." } });
      expect(await onDisk()).toBe(YAML);
    });
  });
});
