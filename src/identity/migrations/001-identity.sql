-- Who may sign in here. People are named by the actor's id alone: what they may do is said elsewhere.
create table identity.account (
  id uuid primary key,
  actor text not null,
  -- What is typed to sign in, in lower case.
  name text not null unique,
  -- argon2id, with its salt and costs (PHC string).
  password text not null,
  -- A password that somebody else made: until when it opens the door, and only to choose another.
  one_time_until timestamptz,
  -- Made for looking around among made-up people; its password is known to everybody.
  demonstration boolean not null default false,
  made timestamptz not null,
  password_set timestamptz not null,
  -- Shut by those who run the place.
  locked_at timestamptz
);
create index account_actor on identity.account (actor);

-- A sign-in that lasts. Only a digest of its token is kept.
create table identity.session (
  token text primary key,
  id uuid not null unique,
  actor text not null,
  -- None where another issuer keeps the accounts.
  account uuid references identity.account (id) on delete cascade,
  way text not null check (way in ('password', 'passkey', 'issuer')),
  -- The browser in a few words, such as "Firefox on Windows".
  agent text not null,
  made timestamptz not null,
  last_used timestamptz not null,
  ends timestamptz not null
);
create index session_actor on identity.session (actor);
create index session_account on identity.session (account);
create index session_ends on identity.session (ends);

-- Failed attempts, by a digest of the name that was tried (whether anybody has it or not) or of the address.
create table identity.attempt (
  key text primary key,
  failures integer not null,
  since timestamptz not null,
  last timestamptz not null,
  paused_until timestamptz
);

create table identity.passkey (
  id text primary key,
  account uuid not null references identity.account (id) on delete cascade,
  name text not null,
  -- COSE key, base64url.
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  made timestamptz not null,
  last_used timestamptz
);
create index passkey_account on identity.passkey (account);

-- What a browser was asked to sign with a passkey; taken once.
create table identity.challenge (
  key text primary key,
  challenge text not null,
  expires timestamptz not null
);

-- What the embedded issuer keeps: interactions, codes, tokens, grants.
create table identity.issued (
  model text not null,
  id text not null,
  payload json not null,
  uid text,
  grant_id text,
  consumed timestamptz,
  expires timestamptz,
  primary key (model, id)
);
create index issued_uid on identity.issued (uid) where uid is not null;
create index issued_grant on identity.issued (grant_id) where grant_id is not null;
create index issued_expires on identity.issued (expires);

-- The embedded issuer's private key, the key of its cookies, and the secret that it shares with this program.
create table identity.issuer_key (
  only_one boolean primary key default true check (only_one),
  jwk json not null,
  cookie_key text not null,
  client_secret text not null,
  made timestamptz not null
);
