-- The current version of every entry: one FHIR resource each, in its source's own ids.
-- Wide columns first, so that rows pack without gaps.
create table record.entry (
  id uuid not null,
  -- Whom it is about; none for organisations, staff and other things that several people share.
  patient uuid,
  -- Event: when it happened. Recorded: when the source wrote it down. Received: when it came to us.
  event_from timestamptz,
  event_to timestamptz,
  recorded timestamptz not null,
  received timestamptz not null,
  -- Of content, cell and ended: the same digest again is no new version.
  digest bigint not null,
  quantity double precision,
  -- Where it came from, and what kind of fact it is: what a permit opens.
  cell integer not null,
  delivery integer not null,
  line integer not null,
  -- Counts the versions received, from 1.
  version integer not null,
  -- The source says that it no longer holds.
  ended boolean not null,
  type text collate "C" not null,
  -- The heading: an entry in one line, so that lists need not read the content.
  event_text text,
  status text,
  code text,
  reason text,
  title text,
  detail text,
  who text,
  unit text,
  flag text,
  -- Search columns. Tokens are numbers made from "Type.parameter|system|code"; references are entry ids.
  tokens bigint[] not null,
  refs uuid[] not null,
  -- JSON, as received but for what a mapping had to change.
  content text not null,
  primary key (id)
);
create index entry_patient on record.entry (patient, type, event_from);
create index entry_tokens on record.entry using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 16384);

-- Versions that are not current: superseded, or older than what was known already when they came.
create table record.earlier (
  like record.entry,
  primary key (id, version)
);
create index earlier_patient on record.earlier (patient);

-- What happened to which entry, in the order of the log; read by modules that follow the record from a cursor.
-- tx: a reader takes only rows of transactions that are over for everyone (tx < pg_snapshot_xmin of its snapshot), so
-- that a slow writer's earlier rows are never passed over.
create table record.change (
  seq bigint generated always as identity primary key,
  tx xid8 not null default pg_current_xact_id(),
  entry uuid not null,
  patient uuid,
  kind text not null check (kind in ('created', 'updated', 'ended', 'moved'))
);
