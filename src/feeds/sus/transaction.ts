import { stretchOf } from "#base";
import type { TableRow } from "../table/table.ts";
import { valueList } from "../rows/value-list.ts";
import { momentIn } from "./moment.ts";
import { under } from "./headings.ts";

/** What every row says of itself: who sent it, when it was written, and whether it replaces or takes back. */
export const transactionColumns = (...beginnings: readonly string[]) => ({
  updateType: [...under(beginnings, "system.transaction.cds_update_type"), "CDS UPDATE TYPE", "update type"],
  action: [...under(beginnings, "action"), "action"],
  isDeleted: ["InsertDeleteLog.dmicIsDeleted", "dmicIsDeleted", "is deleted"],
  version: [...under(beginnings, "system.record.version"), "record version"],
  applicableDate: [
    ...under(beginnings, "system.transaction.cds_applicable_date"),
    "CDS APPLICABLE DATE",
    "last updated",
    "last update",
  ],
  applicableTime: [...under(beginnings, "system.transaction.cds_applicable_time"), "CDS APPLICABLE TIME"],
  extractDate: [
    ...under(beginnings, "system.transaction.cds_extract_date", "system.report.query_date"),
    "CDS EXTRACT DATE",
    "generated",
    "generated date",
  ],
  extractTime: [
    ...under(beginnings, "system.transaction.cds_extract_time", "system.report.query_time"),
    "CDS EXTRACT TIME",
  ],
  receivedDate: [...under(beginnings, "system.interchange.received_date", "system.report.as_at"), "received date"],
  receivedTime: [...under(beginnings, "system.interchange.received_time"), "received time"],
  provider: [
    ...under(beginnings, "commissioning.service_agreement.provider", "system.record.provider"),
    "ORGANISATION IDENTIFIER (CODE OF PROVIDER)",
    "ORGANISATION CODE (CODE OF PROVIDER)",
    "provider code",
    "provider",
  ],
});

export type TransactionColumn = keyof ReturnType<typeof transactionColumns>;

export type Transaction = {
  /** When the hospital wrote the row; undefined where it does not say: then when the delivery was received. */
  readonly recorded: Date | undefined;
  /** The row takes back what it names. */
  readonly isDeletion: boolean;
  /** The row replaces one that was sent before: what it no longer names is no longer so. */
  readonly isReplacement: boolean;
};

/**
 * CDS update type 1 deletes, 9 inserts or replaces; other systems say so in words.
 * @see https://www.datadictionary.nhs.uk/data_elements/cds_update_type.html
 */
const UPDATES = valueList(["1", "9"], {
  ...{ delete: "1", deletion: "1", deleted: "1", D: "1" },
  ...{ insert: "9", replace: "9", update: "9", original: "9", new: "9", I: "9", U: "9", R: "9", N: "9" },
});
const YES = valueList(["1", "0"], { yes: "1", true: "1", Y: "1", T: "1", no: "0", false: "0", N: "0", F: "0" });

export function transactionOf(row: TableRow<TransactionColumn>): Transaction {
  const update = row.listed("updateType", UPDATES) ?? row.listed("action", UPDATES);
  const version = row.amount("version");
  const written =
    momentIn(row, "applicableDate", "applicableTime") ??
    momentIn(row, "extractDate", "extractTime") ??
    momentIn(row, "receivedDate", "receivedTime");
  return {
    recorded: written === undefined ? undefined : stretchOf(written)?.from,
    isDeletion: update === "1" || row.listed("isDeleted", YES) === "1",
    isReplacement: version !== undefined && version > 1,
  };
}

/** The provider's code; trusts' are landed with "00" added to make five characters. */
export function providerOf(row: TableRow<TransactionColumn>): string | undefined {
  const code = row.given("provider")?.toUpperCase();
  if (code === undefined) return undefined;
  if (/^[A-Z0-9]{3,6}$/.test(code)) return /^[A-Z][A-Z0-9]{2}00$/.test(code) ? code.slice(0, 3) : code;
  row.refuse(
    "provider",
    { reason: "This is no organisation's code.", accepted: "An ODS code of three to six letters and digits" },
    "field",
  );
  return undefined;
}
