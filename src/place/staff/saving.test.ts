import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { mustSucceed } from "#base";
import { readPlace } from "../place-file.ts";
import type { StaffMember } from "../place.ts";
import type { StaffChange } from "./change.ts";
import { saveStaff } from "./saving.ts";

const YAML = `name: Testborough
demonstration: true
organisations:
  - { ods: X99001, name: First Surgery, kind: gp-practice }
staff:
  # Since the pilot.
  - { id: nora, name: Nora, role: nurse, organisation: X99001, from: "2020-01-01" } # on call
  - { id: nora, name: Nora, role: gp, organisation: X99001, from: "2015-01-01", to: "2018-12-31" }
  - { id: bo, name: Bo, role: gp, organisation: X99001, from: "2030-01-01" }
feeds: []
`;
const placeIn = (text: string) => mustSucceed(readPlace(text, "place.yaml"));
const known = placeIn(YAML);
const [nora, earlier, bo] = known.staff as [StaffMember, StaffMember, StaffMember];
const ended = { ...nora, to: "2026-04-30" };
const promoted: StaffMember = { ...nora, role: "coordinator", team: "Night", from: "2026-05-01" };
const CHANGES: readonly StaffChange[] = [
  { kind: "ended", before: nora, after: ended },
  { kind: "added", after: promoted },
  { kind: "taken out", before: bo },
];

describe("saving staff", () => {
  let path: string;
  const folders: string[] = [];
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), "place-"));
    folders.push(folder);
    path = join(folder, "place.yaml");
    await writeFile(path, YAML);
  });
  afterAll(async () => {
    for (const one of folders) await rm(one, { recursive: true });
  });
  const onDisk = () => readFile(path, "utf8");

  it("changes the lines that it is about and no others, and leaves comments where they stood", async () => {
    const saved = mustSucceed(await saveStaff(path, CHANGES, known));
    expect(saved.staff).toEqual([ended, earlier, promoted]);
    expect(await onDisk()).toBe(
      YAML.replace('from: "2020-01-01" }', 'from: "2020-01-01", to: 2026-04-30 }').replace(
        '  - { id: bo, name: Bo, role: gp, organisation: X99001, from: "2030-01-01" }',
        "  - { id: nora, name: Nora, role: coordinator, organisation: X99001, team: Night, from: 2026-05-01 }",
      ),
    );
    expect(await readFile(`${path}.before`, "utf8")).toBe(YAML);
  });

  it("works in JSON as well", async () => {
    await writeFile(path, JSON.stringify(known));
    mustSucceed(await saveStaff(path, CHANGES, known));
    expect(placeIn(await onDisk()).staff).toEqual([ended, earlier, promoted]);
  });

  it("writes nothing where the file was changed meanwhile, nor what the program would not start with", async () => {
    await writeFile(path, YAML.replace("Bo,", "Beau,"));
    expect(await saveStaff(path, CHANGES, known)).toMatchObject({ ok: false, problem: { kind: "conflict" } });
    await writeFile(path, YAML);
    const twice = { kind: "added", after: { ...nora, from: "2021-01-01" } } as const;
    expect(await saveStaff(path, [twice], known)).toMatchObject({ ok: false, problem: { kind: "invalid" } });
    expect(await onDisk()).toBe(YAML);
  });
});
