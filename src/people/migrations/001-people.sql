-- One source's registration of a person, as its latest Patient entry says. The entry itself is in the record.
create table people.patient (
  id uuid primary key,
  source text not null,
  source_id text not null,
  family text,
  given text,
  title text,
  gender text,
  -- As the source codes it, in the NHS Data Dictionary's ethnic category: to see whom linking serves worse.
  ethnicity text,
  born date,
  died date,
  -- Died, though the source may not say when.
  deceased boolean not null,
  nhs_number char(10),
  nhs_number_verified boolean not null,
  -- False for a registration that has ended.
  active boolean not null,
  -- The least of all the numbers that superseded ones connect with nhs_number: what links compare.
  traced_number char(10),
  address text,
  postcode text,
  phone text,
  practice text,
  recorded timestamptz not null,
  -- What is compared, column by column, as matching/registration.ts writes it: names and homes that were given up too.
  said json not null,
  -- Other registrations of this source that it says are the same patient.
  same_as uuid[] not null default '{}'
);
create index patient_traced_number on people.patient (traced_number);
create index patient_postcode on people.patient (postcode);
create index patient_same_as on people.patient using gin (same_as) with (fastupdate = off) where same_as <> '{}';
create index patient_name_and_birth on people.patient (born, lower(family));

-- An NHS number that was given up for another, as a verified registration says now: the claim goes when its patient
-- no longer makes it, so that a wrong one can be undone.
create table people.superseded_number (
  patient uuid not null,
  old char(10) not null,
  new char(10) not null,
  primary key (patient, old, new)
);
create index superseded_number_old on people.superseded_number (old);
create index superseded_number_new on people.superseded_number (new);

create table people.person (
  id uuid primary key,
  -- Where an id whose patients all went elsewhere leads now: old ids always resolve.
  became uuid
);
create index person_became on people.person (became) where became is not null;

-- Which person a patient is. One row a patient; earlier rows are kept, so that every merge can be undone.
create table people.link (
  patient uuid primary key,
  person uuid not null,
  method text not null,
  -- In bits, of the pair that speaks most for the link; none where no pair does.
  weight real,
  reason text not null,
  decided_by text not null,
  since timestamptz not null
);
create index link_person on people.link (person);

create table people.link_past (
  patient uuid not null,
  person uuid not null,
  method text not null,
  weight real,
  reason text not null,
  decided_by text not null,
  since timestamptz not null,
  until timestamptz not null,
  -- Of a registration that was erased: should it ever come again, it is not taken for the person whom it founded.
  erased boolean not null default false
);
create index link_past_patient on people.link_past (patient);
create index link_past_person on people.link_past (person);

-- What matching learnt: every model that ever linked is kept, and the last one links.
create table people.model (
  version integer primary key,
  made_at timestamptz not null,
  -- How many registrations it was learnt from.
  registrations integer not null,
  content json not null,
  -- What linking everybody by it came to.
  outcome json
);

-- The keys of every registration, hashed: whoever shares one is compared.
create table people.block_key (
  key bigint not null,
  patient uuid not null,
  -- The registration's one date of birth, packed: whoever was born on quite another day need not be compared. None where
  -- it says no date or several, or the key is an NHS number, which vouches for another date.
  born integer,
  primary key (key, patient) include (born)
);
create index block_key_patient on people.block_key (patient);

-- Pairs that may be one person, the lesser id first, with their weight in bits by the model that links.
create table people.likeness (
  one uuid not null,
  other uuid not null,
  weight real not null,
  -- Both are one person today.
  together boolean not null default false,
  primary key (one, other)
);
create index likeness_apart on people.likeness (weight) where not together;
create index likeness_other on people.likeness (other);

-- What people decided of two registrations, the lesser id first. Nothing is deleted: a decision that was undone says so.
create table people.decision (
  id integer generated always as identity primary key,
  one uuid not null,
  other uuid not null,
  verdict text not null,
  reason text not null,
  -- Two people must say so before it counts.
  needs_second boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  undone_by text,
  undone_at timestamptz,
  -- In bits, when it was decided: how far people and matching agree.
  weight real,
  -- The random check for which it was decided; none where the pair came from elsewhere.
  sample integer
);
create unique index decision_standing on people.decision (one, other) where undone_at is null;
create index decision_other on people.decision (other) where undone_at is null;
-- Those that count.
create view people.verdict as
select id, one, other, verdict from people.decision
where undone_at is null and (confirmed_at is not null or not needs_second);

-- A random check of the links: what people say of pairs that chance drew holds for all of them.
create table people.sample (
  id integer generated always as identity primary key,
  -- With which the same pairs come again.
  seed integer not null,
  drawn_by text not null,
  drawn_at timestamptz not null
);
-- Pairs alike in weight and in whether they were joined, and how many of them there were when it was drawn.
create table people.sample_stratum (
  sample integer not null references people.sample,
  band integer not null,
  joined boolean not null,
  pairs integer not null,
  primary key (sample, band, joined)
);
create table people.sampled_pair (
  sample integer not null references people.sample,
  one uuid not null,
  other uuid not null,
  band integer not null,
  joined boolean not null,
  -- The order in which they are looked at, which says nothing about them.
  place integer not null,
  primary key (sample, one, other)
);

-- An identity that is kept apart from every other, after an adoption or a gender recognition.
create table people.protection (
  id integer generated always as identity primary key,
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz
);
-- Its registrations: they are linked with one another only.
create table people.protected_identity (
  patient uuid primary key,
  identity integer not null references people.protection
);

-- Pairs of the last random check that nobody has decided yet.
create view people.open_sample as
select sample, one, other, place from people.sampled_pair pair
where sample = (select max(id) from people.sample)
  and exists (select from people.link where patient = one) and exists (select from people.link where patient = other)
  and (select identity from people.protected_identity where patient = one)
    is not distinct from (select identity from people.protected_identity where patient = other)
  and not exists (select from people.decision held
    where held.one = pair.one and held.other = pair.other and undone_at is null);

-- Registrations that an act withdrew from everyone's sight, as they stood, with their links and the numbers that they
-- said were given up. Another act puts them back.
create table people.sealed_patient (
  like people.patient,
  primary key (id)
);
create table people.sealed_link (
  like people.link,
  primary key (patient)
);
create table people.sealed_number (
  like people.superseded_number,
  primary key (patient, old, new)
);

-- A person is the set of their current patients. Part of this module's face: any store may join it.
create view people.current_patient as select person, patient from people.link;
