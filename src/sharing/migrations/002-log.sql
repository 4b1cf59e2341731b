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
