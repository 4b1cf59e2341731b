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
  kind text not null check (kind in ('created', 'updated', 'ended', 'moved', 'withdrawn', 'restored'))
);

-- Who had what feeds brought sealed, erased or given back, when and why. Never what: see tombstone.
create table record.act (
  id integer generated always as identity primary key,
  at timestamptz not null,
  kind text not null check (kind in ('seal', 'unseal', 'erase', 'lift')),
  cause text not null check (cause in ('wrong-person', 'erasure-order', 'retention')),
  actor text not null,
  organisation text not null,
  reason text not null,
  -- How many entries, and whole registrations of patients, it covered.
  entries integer not null,
  registrations integer not null,
  -- The act that this one undid or, an erasure of what was sealed, made final. Only one can.
  undoes integer unique references record.act (id),
  -- How often deliveries brought what it bars, and when last.
  barred integer not null default 0,
  last_barred timestamptz
);

-- What an act left in the place of what it took: ids alone, against which later deliveries are held.
-- An entry alone: whoever it is about. Entry and patient: only as long as it is filed under that patient. A patient
-- alone: everything of that registration.
create table record.tombstone (
  act integer not null references record.act (id),
  entry uuid,
  patient uuid,
  -- The act after which it bars nothing any more.
  lifted integer references record.act (id),
  check (entry is not null or patient is not null)
);
create index tombstone_act on record.tombstone (act);
create index tombstone_entry on record.tombstone (entry) where lifted is null;
create index tombstone_patient on record.tombstone (patient) where lifted is null and entry is null;

-- Versions that an act sealed: read by nothing but the act that gives them back.
create table record.sealed (
  like record.entry,
  act integer not null references record.act (id),
  -- Whether it was the current version.
  current boolean not null,
  primary key (id, version)
);
create index sealed_act on record.sealed (act);
create index sealed_patient on record.sealed (patient);
