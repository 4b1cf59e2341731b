-- The chain over the log: each row of access_event has one place in it, given once its transaction was over for
-- everyone. Whoever alters, removes, adds or moves a row breaks it. How it is computed: docs/reference/access-log.md.
create table sharing.chained_event (
  -- Counts up from 1 without gaps.
  position bigint primary key,
  seq bigint not null unique,
  -- The canonical form in which the row was read.
  form smallint not null,
  -- SHA-256 of the row in that form; of the hash before it and this digest.
  digest bytea not null,
  hash bytea not null
);

-- How far the chain is drawn: every row up to this transaction and number has its place.
create table sharing.chain_end (
  one boolean primary key default true check (one),
  tx xid8 not null,
  seq bigint not null
);
insert into sharing.chain_end (tx, seq) values ('0', 0);

-- What the chain had come to at a moment, signed; the same lines stand in a file outside of this database.
create table sharing.log_checkpoint (
  id integer generated always as identity primary key,
  at timestamptz not null,
  position bigint not null,
  hash bytea not null,
  -- Fingerprint of the public key, and the Ed25519 signature.
  key text not null,
  signature bytea not null
);

-- Looks that the person is not shown until a day, by a decision that two people take: one asks, another agrees. Those of
-- one actor at the person, from a row of the log on, that were to protect somebody from harm or in an emergency.
create table sharing.withheld_access (
  id integer generated always as identity primary key,
  seq bigint not null,
  actor text not null,
  person uuid not null,
  reason text not null,
  until timestamptz not null,
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  agreed boolean,
  -- Told after all, before the day.
  ended_by text,
  ended_at timestamptz
);
create index withheld_access_person on sharing.withheld_access (person);
create index withheld_access_open on sharing.withheld_access (id) where decided_at is null;

-- What a person asks about who looked at their record: opened, then answered, then closed.
create table sharing.log_case (
  id integer generated always as identity primary key,
  person uuid not null,
  opened_at timestamptz not null,
  opened_by text not null,
  question text not null,
  answered_at timestamptz,
  answered_by text,
  answer text,
  closed_at timestamptz,
  closed_by text
);
create index log_case_person on sharing.log_case (person);
create index log_case_open on sharing.log_case (opened_at) where closed_at is null;

-- The rows of the log that a case is about.
create table sharing.log_case_event (
  log_case integer not null references sharing.log_case (id),
  seq bigint not null,
  primary key (log_case, seq)
);

-- People of whom many are curious: every look at their record is looked at again.
create table sharing.well_known (
  person uuid primary key,
  marked_by text not null,
  marked_at timestamptz not null
);

-- What stands out among a day's looks, by a rule, for a privacy officer to look into.
create table sharing.unusual_access (
  id integer generated always as identity primary key,
  rule text not null,
  day date not null,
  actor text not null,
  organisation text not null,
  -- None where it is not about one person: at night, more than usual, many refusals.
  person uuid,
  -- The first of the rows concerned, and how many they are.
  seq bigint not null,
  rows integer not null,
  words text not null,
  found_at timestamptz not null,
  reviewed_by text,
  reviewed_at timestamptz,
  outcome text check (outcome in ('proper', 'not proper', 'unclear')),
  review text,
  unique nulls not distinct (rule, day, actor, person)
);
create index unusual_access_open on sharing.unusual_access (id) where reviewed_at is null;
