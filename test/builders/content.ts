import { sql, type Database } from "#db";

/**
 * What a load left behind, when it came and which ids it drew left out: two loads of the same files must agree. What
 * says nothing of its own time is of the time when it came.
 */
export type Content = Readonly<Record<keyof typeof PARTS, { readonly rows: number; readonly md5: string | null }>>;

/** When the source wrote an entry down; nothing where it says nothing, and the delivery's own time stands in. */
const OWN_TIME = "nullif(recorded, (select delivery.received from feeds.delivery where delivery.id = entry.delivery))";

/** Each is a query of one text column. Persons are told by who belongs to them, since order decides their ids. */
const PARTS = {
  entries: `
    select concat_ws('|', entry.id, patient, source, category, sensitivity, event_from, event_to, ${OWN_TIME},
      line, version, ended, type, title, detail, tokens, refs, md5(content))
    from record.entry join sharing.cell on cell.id = entry.cell`,
  earlier: `
    select concat_ws('|', entry.id, patient, source, category, ${OWN_TIME}, line, version, ended, md5(content))
    from record.earlier entry join sharing.cell on cell.id = entry.cell`,
  changes: `select concat_ws('|', entry, patient, kind) from record.change`,
  patients: `
    select concat((to_jsonb(patient) - 'recorded')::text,
      case when not exists (select from feeds.delivery where received = patient.recorded) then patient.recorded end)
    from people.patient patient`,
  persons: `select string_agg(patient || method || reason, ',' order by patient) from people.link group by person`,
  relationships: `
    select concat_ws('|', ground_entry, kind, organisation, ground_patient, starts, ends) from sharing.relationship`,
  deliveries: `
    select concat_ws('|', feed, source, name, sha256, state, rows_read, entries, created, updated, earlier, unchanged, barred,
      ended, absent_kept, rows_rejected, fields_rejected, nullif(as_at, received))
    from feeds.delivery`,
  rejections: `
    select concat_ws('|', source, name, line, field, reason, lost, value, row)
    from feeds.rejection join feeds.delivery on delivery.id = rejection.delivery`,
  messages: `
    select concat_ws('|', source, name, line, encode(message.sha256, 'hex'), control_id, type, fate, words)
    from feeds.message join feeds.delivery on delivery.id = message.delivery`,
  supplies: `
    select concat_ws('|', delivery.name, delivery.source, count(*))
    from sharing.access_event join feeds.delivery on delivery.id = access_event.delivery
    where kind = 'supply' group by delivery.name, delivery.source`,
} as const;

export async function contentOf(db: Database): Promise<Content> {
  const parts = Object.entries(PARTS).map(async ([name, query]) => {
    const [row] = await db.query(sql<{ rows: number; md5: string | null }>`
      select count(*) as rows, md5(string_agg(line, E'\\n' order by line collate "C")) as md5
      from (${sql.raw(query)}) part (line)`);
    return [name, row] as const;
  });
  return Object.fromEntries(await Promise.all(parts)) as Content;
}
