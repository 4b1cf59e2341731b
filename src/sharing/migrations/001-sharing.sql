-- Who read, wrote or was refused what about whom. One row for each person and request, written in the statement that
-- reads or writes. Rows are never changed.
create table sharing.access_event (
  seq bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('person', 'list', 'supply', 'act', 'cohort', 'refusal')),
  -- The permit of one person's reading, logged once however many statements read with it.
  permit uuid unique,
  -- A member of staff, or, for a supply, nobody but the organisation.
  actor text,
  organisation text not null,
  purpose text not null,
  -- None where no person was shown: a search without a hit, a delivery's rejections.
  person uuid,
  delivery integer,
  -- What was read, in the words of the pages: "record", "timeline", "search".
  what text not null,
  reason text not null,
  -- The chain is drawn in the order of transactions: those that are over for everyone can have no row added any more.
  tx xid8 not null default pg_current_xact_id()
);
create index access_event_tx on sharing.access_event (tx, seq);
-- Rows lie in the order of their time, or nearly: a day's are found by the pages that hold it, at hardly any cost.
create index access_event_at on sharing.access_event using brin (at) with (autosummarize = on);
create index access_event_person on sharing.access_event (person, at) where kind <> 'supply';
-- Looks to protect somebody are few, and are to be found among all.
create index access_event_safeguarding on sharing.access_event (at) where purpose = 'safeguarding';
-- A source that sends a thousand entries about a person in one delivery is logged once.
create unique index access_event_supply on sharing.access_event (delivery, person) where kind = 'supply';

-- Why an organisation has to do with a person. A row lives by its ground: the patient or entry that says so.
create table sharing.relationship (
  ground_entry uuid not null,
  kind text not null check (kind in ('registration', 'referral', 'stay', 'team')),
  organisation text not null,
  -- What kind of fact the entry is: who may not see it is not told of the relationship either.
  ground_cell integer not null,
  ground_patient uuid not null,
  person uuid not null,
  starts timestamptz,
  ends timestamptz,
  primary key (ground_entry, kind, organisation)
);
create index relationship_person on sharing.relationship (person);
create index relationship_patient on sharing.relationship (ground_patient);

-- Interned (source organisation, category, sensitivity): what a permit opens and an entry carries.
create table sharing.cell (
  id integer generated always as identity primary key,
  source text not null,
  category text not null,
  sensitivity text not null,
  unique (source, category, sensitivity)
);

-- What somebody took upon themselves to be let in: a relationship that nothing shows, or an emergency.
create table sharing.claim (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('claimed', 'emergency')),
  actor text not null,
  organisation text not null,
  person uuid not null,
  reason text not null,
  starts timestamptz not null,
  ends timestamptz not null,
  reviewed_by text,
  reviewed_at timestamptz,
  outcome text,
  review text
);
create index claim_person on sharing.claim (person, actor);
create index claim_emergency on sharing.claim (ends) where kind = 'emergency';
create index claim_open on sharing.claim (starts) where reviewed_at is null;

-- What two have said of one entry, whichever version of it and whoever's it is: that it is kept from the person, or shown
-- to them. Nothing of the person stands here, so that it goes with the entry through every merge, split and correction.
create table sharing.ruling (
  id integer generated always as identity primary key,
  entry uuid not null,
  kind text not null check (kind in ('withhold', 'release')),
  ground text not null check (ground in ('third-party', 'serious-harm', 'agreed', 'reasonable', 'no-harm')),
  reason text not null,
  -- Of what is kept from the person: until when at most, and until when on one person's word.
  until timestamptz,
  holds_until timestamptz,
  asked_by text not null,
  asked_at timestamptz not null,
  agreed boolean,
  decided_by text,
  decided_at timestamptz,
  answer text,
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  check (kind = 'release' or (until is not null and holds_until is not null)),
  check (decided_by is null or decided_by <> asked_by)
);
create index ruling_entry on sharing.ruling (entry);
create index ruling_waiting on sharing.ruling (id) where agreed is null and ended_at is null;

-- What people chose. United when two prove to be one person, kept by both when one proves to be two.
create table sharing.choice (
  id integer generated always as identity primary key,
  person uuid not null,
  kind text not null,
  -- An organisation or a category, where the kind has one.
  about text not null default '',
  made_by text not null,
  made_at timestamptz not null,
  ended_by text,
  ended_at timestamptz
);
create index choice_person on sharing.choice (person);
create unique index choice_standing on sharing.choice (person, kind, about) where ended_at is null;

-- Who reads on whose behalf without being staff. It goes with the registration by which the person was known.
create table sharing.representation (
  id integer generated always as identity primary key,
  actor text not null,
  name text not null,
  kind text not null,
  scope text[] not null,
  evidence text not null,
  ground_patient uuid not null,
  person uuid not null,
  starts timestamptz not null,
  ends timestamptz,
  made_by text not null
);
create index representation_person on sharing.representation (person);
create index representation_actor on sharing.representation (actor);
create index representation_patient on sharing.representation (ground_patient);
