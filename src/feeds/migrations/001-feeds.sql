-- One file or batch received. Recorded before it is read, so that the same bytes twice change nothing.
create table feeds.delivery (
  id integer generated always as identity primary key,
  feed text not null,
  source text not null,
  name text not null,
  path text not null,
  sha256 text not null,
  bytes bigint not null,
  received timestamptz not null,
  -- open: a day's messages, still being added to.
  state text not null check (state in ('received', 'open', 'loaded', 'refused')),
  finished timestamptz,
  -- When the source wrote the newest row of it: how old the news is, whenever the file came.
  as_at timestamptz,
  -- Of a snapshot: the time for which its rows speak.
  covers_from timestamptz,
  covers_to timestamptz,
  -- Rows read so far, good and bad: a stopped load goes on after them.
  rows_read integer not null default 0,
  entries integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  earlier integer not null default 0,
  unchanged integer not null default 0,
  -- Not taken, since an act sealed or erased the entry or its patient.
  barred integer not null default 0,
  -- Entries ended because a snapshot no longer had them.
  ended integer not null default 0,
  -- Events that this snapshot left out and that were kept all the same, because it may not be whole.
  absent_kept integer not null default 0,
  -- Lines of which nothing was kept, and fields refused in the others.
  rows_rejected integer not null default 0,
  fields_rejected integer not null default 0,
  -- How often the same bytes came again, under another name or from another place.
  repeats integer not null default 0,
  -- Entries by how long after their source had written them down they came: up to 1, 7, 31, 92 days, and later.
  lags integer[] not null default '{0,0,0,0,0}',
  unique (feed, source, sha256)
);
create index delivery_feed on feeds.delivery (feed, received);

-- What could not be taken, and why. value and row are personal data: shown on the delivery's page only.
create table feeds.rejection (
  delivery integer not null references feeds.delivery (id),
  nth integer generated always as identity,
  line integer not null,
  field text not null,
  reason text not null,
  accepted text not null,
  value text,
  row text,
  lost text not null check (lost in ('row', 'field')),
  primary key (delivery, nth)
);

-- Who removed the values and rows of a delivery's rejections, when and why, and of how many.
create table feeds.blanking (
  delivery integer not null,
  at timestamptz not null,
  actor text not null,
  organisation text not null,
  reason text not null,
  rejections integer not null
);
create index blanking_delivery on feeds.blanking (delivery);

-- How often the fields that matter most were filled, by type of entry: what "complete" means is a rule of the program.
create table feeds.completeness (
  delivery integer not null references feeds.delivery (id),
  type text not null,
  field text not null,
  entries integer not null,
  present integer not null,
  primary key (delivery, type, field)
);

-- Which entries the last snapshot of a source held, and the one being read: their difference is what is absent. What
-- the last one left out but was kept is held on, until a later one that can be believed leaves it out too.
create table feeds.snapshot_entry (
  delivery integer not null references feeds.delivery (id),
  entry uuid not null,
  -- Left out by a snapshot that lost no row: the next that leaves it out says so for the second time.
  missed boolean not null default false,
  primary key (delivery, entry)
);

-- The journal: each message that came over a connection, in the order of receipt, with what it was answered. The same
-- bytes from the same source again are answered the same and change nothing; those that were not taken are tried again.
create table feeds.message (
  delivery integer not null references feeds.delivery (id),
  -- Its number within the delivery, from 1.
  line integer not null,
  received timestamptz not null,
  -- Of its bytes.
  sha256 bytea not null,
  -- MSH-10 and MSH-9 as received; empty where they could not be read.
  control_id text not null,
  type text not null,
  fate text not null check (fate in ('taken', 'refused', 'foreign', 'failed')),
  -- What its sender was told besides; no personal data.
  words text not null,
  -- How often it came, resent ones counted.
  times integer not null default 1,
  primary key (delivery, line)
);
create index message_sha256 on feeds.message (sha256);
create index message_control_id on feeds.message ((delivery::text || ' ' || control_id));

-- Who may post files by program: only a digest of the key is kept.
create table feeds.sender_key (
  digest text primary key,
  feed text not null,
  source text not null,
  made timestamptz not null,
  made_by text not null,
  withdrawn timestamptz
);
