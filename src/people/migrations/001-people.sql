-- One source's registration of a person, as its latest Patient entry says. The entry itself is in the record.
create table people.patient (
  id uuid primary key,
  source text not null,
  source_id text not null,
  family text,
  given text,
  title text,
  gender text,
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
  recorded timestamptz not null
);
create index patient_traced_number on people.patient (traced_number);
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

-- Which person a patient is. One row a patient; earlier rows are kept, so that every merge can be undone.
create table people.link (
  patient uuid primary key,
  person uuid not null,
  method text not null,
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
  until timestamptz not null
);
create index link_past_patient on people.link_past (patient);

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
