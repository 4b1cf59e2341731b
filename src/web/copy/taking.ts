import type { App } from "#app";
import type { ActorId, PersonId } from "#base";
import type { Purpose } from "#sharing";
import { problem, type Answer } from "../route.ts";
import { COPY_COLUMNS, copyRows } from "./copy-rows.ts";

export const FORMATS = ["table", "fhir"] as const;
export type CopyFormat = (typeof FORMATS)[number];

/** The form in which a copy is wanted; undefined where none was chosen. */
export const formatIn = (form: Readonly<Record<string, string>>): CopyFormat | undefined =>
  FORMATS.find((one) => one === form["format"]);

type Taking = {
  readonly actor: ActorId;
  readonly purpose: Purpose;
  readonly person: PersonId;
  readonly format: CopyFormat;
};

/** A copy to be saved, under a name that names nobody. That it was taken is logged, once, where it is read. */
export async function takeCopy(app: App, { actor, purpose, person, format }: Taking): Promise<Answer> {
  const permit = await app.sharing.mayCopy({ actor, purpose }, person);
  if (!permit.ok) return problem(permit.problem);
  const { headings, bundle } = await app.record.copy(permit.value);
  switch (format) {
    case "table":
      return {
        kind: "csv",
        name: "health-and-care-record.csv",
        columns: COPY_COLUMNS,
        rows: copyRows(headings, (source) => app.directory.nameOf(source)),
      };
    case "fhir":
      return {
        kind: "text",
        name: "health-and-care-record.json",
        contentType: "application/fhir+json; charset=utf-8",
        pieces: bundle(),
      };
  }
}
