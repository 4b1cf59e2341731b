import { stretchOf } from "#base";
import type { DeliveryFacts } from "../adapter.ts";
import { sourceId } from "../source-id.ts";
import { tableOf, type AnyTable, type TableEntry, type TableRow } from "../table/table.ts";
import {
  diagnosisEntry,
  entryOf,
  procedureEntry,
  withdrawn,
  withdrawnCodes,
  withdrawnPlaces,
  type Coded,
} from "./coded-event.ts";
import { createPatientsOfFile, type PatientsOfFile } from "./hospital-patient.ts";
import { SPELL_COLUMNS, type SpellColumn } from "./spell-columns.ts";
import {
  DIAGNOSES,
  episodeIn,
  episodeNumberIn,
  PROCEDURES,
  proceduresIn,
  spellFactsIn,
  type SpellFacts,
} from "./spell-facts.ts";
import { createSpellsOfFile, type SpellsOfFile } from "./spells-of-file.ts";
import { stayOf } from "./stay.ts";
import { transactionOf, type Transaction } from "./transaction.ts";

type Memory = { readonly patients: PatientsOfFile; readonly spells: SpellsOfFile };
type Row = TableRow<SpellColumn>;

/** Admitted patient care: a row for each consultant episode. */
export function spellTable(): AnyTable {
  const memory = { patients: createPatientsOfFile(), spells: createSpellsOfFile() };
  return tableOf<SpellColumn>({
    name: "admitted patient care (APC)",
    columns: SPELL_COLUMNS,
    needed: ["spell", "patient", "admitted"],
    take: (row, facts) => takeSpell(row, facts, memory),
  });
}

function takeSpell(row: Row, facts: DeliveryFacts, memory: Memory): readonly TableEntry[] {
  const number = row.needed("spell");
  const transaction = transactionOf(row);
  if (number === undefined) return [];
  const id = sourceId(number);
  return transaction.isDeletion
    ? deletionOf(row, id, transaction, memory)
    : entriesOf(row, { id, number }, facts, transaction, memory);
}

function entriesOf(
  row: Row,
  { id, number }: { readonly id: string; readonly number: string },
  { source, now }: DeliveryFacts,
  { recorded, isReplacement }: Transaction,
  { patients, spells }: Memory,
): readonly TableEntry[] {
  const episodeNumber = episodeNumberIn(row);
  // Nothing may be remembered of a row that is lost.
  if (row.needed("admitted") === undefined || episodeNumber === undefined) return [];
  const facts = spellFactsIn(row);
  const patient = patients.hear(row, recorded, startOf(facts), diedOn(facts));
  const episode = episodeIn(row, id, episodeNumber);
  const parts = [id, String(episode.number)];
  const procedures = proceduresIn(row, parts);
  if (!patient) return [];
  const spell = spells.hear(id, { facts, episode, recorded });
  const coded: Coded = {
    ...{ encounter: id, patient: patient.id, recorded },
    began: episode.began ?? facts.admitted,
    isOver: spell.facts.discharged !== undefined,
    sensitivity: patient.isWithheld ? "restricted" : undefined,
  };
  const takenBack = isReplacement
    ? [
        ...withdrawnPlaces("Condition", row, DIAGNOSES, parts, recorded),
        ...withdrawnPlaces("Procedure", row, PROCEDURES, parts, recorded),
      ]
    : [];
  return [
    ...patient.entries,
    entryOf({ ...coded, recorded: spell.recorded }, stayOf(spell, { id, number, patient: patient.id, source, now })),
    ...episode.diagnoses.map((diagnosis) => diagnosisEntry(coded, diagnosis)),
    ...procedures.map((procedure) => procedureEntry(coded, procedure, procedure.on)),
    ...takenBack,
  ];
}

const startOf = ({ admitted }: SpellFacts): Date | undefined =>
  admitted === undefined ? undefined : stretchOf(admitted)?.from;

/** The day of a discharge by death. */
const diedOn = ({ dischargeMethod, discharged }: SpellFacts): string | undefined =>
  dischargeMethod === "4" ? discharged?.slice(0, 10) : undefined;

/**
 * A row that is taken back takes with it what it said. Its stay goes with the first episode, without which there is
 * none; of a later one, the codes go.
 */
function deletionOf(row: Row, id: string, { recorded }: Transaction, { spells }: Memory): readonly TableEntry[] {
  const episode = episodeNumberIn(row);
  if (episode === undefined) return [];
  const parts = [id, String(episode)];
  spells.forget(id);
  return [
    ...(episode === 1 ? [withdrawn("Encounter", id, recorded)] : []),
    ...withdrawnCodes("Condition", row, DIAGNOSES, parts, recorded),
    ...withdrawnCodes("Procedure", row, PROCEDURES, parts, recorded),
  ];
}
